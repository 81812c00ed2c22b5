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
  /// Lists of names that go with them, in the order of their keys.
  var names: [(key: String, column: NameColumn)] = []

  /// Writes safetensors.
  ///
  /// - Throws: `StreamError`; `ExportError` if there are more names than a header may have.
  func writeSafetensors(to output: any ByteSink) throws {
    let plan = SafetensorsPlan(
      tensors.map { ($0.name, $0.isReal ? .float64 : .int64, $0.shape, $0.byteCount) },
      metadata: metadata,
      longTexts: try names.map { ($0.key, try $0.column.byteCounts().escaped) })
    guard plan.headerCount <= SafetensorsPlan.headerLimit else {
      throw ExportError(
        "the names of \(names.map(\.column.count).max() ?? 0) graphs are more than the 100 MB that "
          + "readers of safetensors take; choose fewer with --where, or write npz")
    }
    try output.write(plan.header)
    for (names, after) in zip(names, plan.afterTexts) {
      try names.column.forEachBlock(escaped: true) { try output.write($0) }
      try output.write(after)
    }
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
    try archive.add("metadata.npy") { write in
      let count = try names.reduce(0) { sum, names in
        // Quotes, colon and comma; no key needs escapes.
        sum + names.key.utf8.count + 4 + (try names.column.byteCounts().plain)
      }
      var json = JSONWriter()
      json.beginObject()
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.raw(Array(value.utf8))
      }
      json.endObject()
      let rest = Array(json.take().dropFirst())
      try write(NumPyHeader.bytes("|u1", shape: [1 + count + rest.count]))
      try write([UInt8(ascii: "{")])
      for names in names {
        try write(Array("\"\(names.key)\":".utf8))
        try names.column.forEachBlock(escaped: false, write)
        try write([UInt8(ascii: ",")])
      }
      try write(rest)
    }
    try archive.finish()
  }
}
