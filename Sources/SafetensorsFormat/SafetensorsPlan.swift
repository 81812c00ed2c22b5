internal import RecordStreams

/// Where the tensors of a safetensors file go, so that they can be written one after the other
/// without being in memory together: the same tensors give the same bytes.
package struct SafetensorsPlan: Sendable {
  /// The file up to the first tensor's first byte, filled up with spaces to a multiple of 8.
  package let header: [UInt8]
  /// The places of the tensors in the list that was given, in the order of their bytes: wider
  /// elements first so that all are aligned, then by name.
  package let order: [Int]
  /// The bytes of all tensors together.
  package let byteCount: Int

  /// Lays tensors out.
  ///
  /// - Parameters:
  ///   - tensors: Each with a name of its own, and as many bytes as its type and shape say.
  ///   - metadata: The free text of `__metadata__`.
  package init(
    _ tensors: [(name: String, type: TensorType, shape: [Int], byteCount: Int)],
    metadata: [String: String] = [:]
  ) {
    let order = tensors.indices.sorted {
      (tensors[$1].type.size, tensors[$0].name) < (tensors[$0].type.size, tensors[$1].name)
    }
    var json = JSONWriter()
    json.beginObject()
    if !metadata.isEmpty {
      json.key("__metadata__")
      json.beginObject()
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.string(value)
      }
      json.endObject()
    }
    var end = 0
    for index in order {
      let tensor = tensors[index]
      json.key(tensor.name)
      json.beginObject()
      json.key("dtype")
      json.string(tensor.type.rawValue)
      json.key("shape")
      json.ints(tensor.shape.map { $0 })
      json.key("data_offsets")
      json.ints([end, end + tensor.byteCount])
      json.endObject()
      end += tensor.byteCount
    }
    json.endObject()
    var text = json.take()
    while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    header = length + text
    self.order = order
    byteCount = end
  }
}
