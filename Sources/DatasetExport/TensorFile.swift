internal import ArchiveFormat
internal import NumPyFormat
internal import RecordStreams
internal import SafetensorsFormat

/// A file of tensors that are written one after the other.
struct TensorFile {
  /// A tensor of 64-bit whole numbers or of double precision.
  struct Tensor {
    let name: String
    var isReal = false
    let shape: [Int]
    /// The columns whose elements follow each other.
    let columns: [TensorColumn]

    var byteCount: Int { columns.reduce(0) { $0 + 8 * $1.count } }
  }

  var tensors: [Tensor] = []
  /// Texts that go with the tensors.
  var metadata: [String: String] = [:]

  /// Writes safetensors.
  func writeSafetensors(to output: any ByteSink) throws {
    let plan = SafetensorsPlan(
      tensors.map { ($0.name, $0.isReal ? .float64 : .int64, $0.shape, $0.byteCount) },
      metadata: metadata)
    try output.write(plan.header)
    for place in plan.order {
      for column in tensors[place].columns { try column.forEachBlock { try output.write($0) } }
    }
  }

  /// Writes a `.npz` file, each tensor a member; the metadata are the bytes of a JSON object in the
  /// member `metadata`.
  func writeNumPy(to output: any ByteSink) throws {
    var archive = ZipWriter(output)
    for tensor in tensors {
      let header = NumPyHeader.bytes(tensor.isReal ? "<f8" : "<i8", shape: tensor.shape)
      try archive.add(tensor.name + ".npy") { write in
        try write(header)
        for column in tensor.columns { try column.forEachBlock(write) }
      }
    }
    var json = JSONWriter()
    json.beginObject()
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      json.key(key)
      json.raw(Array(value.utf8))
    }
    json.endObject()
    let text = json.take()
    try archive.add("metadata.npy") { write in
      try write(NumPyHeader.bytes("|u1", shape: [text.count]))
      try write(text)
    }
    try archive.finish()
  }
}
