internal import ByteReading
internal import RecordStreams

/// Where the tensors of a safetensors file go, so that they can be written one after the other
/// without being in memory together: the same tensors give the same bytes.
package struct SafetensorsPlan: Sendable {
  /// The file up to the first long text, or to the first tensor's first byte where there is none.
  package let header: [UInt8]
  /// What comes after each of the long texts; what follows the last of them is filled up with spaces, so
  /// that the first tensor begins at a multiple of 8.
  package let afterTexts: [[UInt8]]
  /// The bytes of the header that its length counts; readers refuse more than `headerLimit`.
  package let headerCount: Int
  /// The places of the tensors in the list that was given, in the order of their bytes: wider
  /// elements first so that all are aligned, then by name.
  package let order: [Int]
  /// The bytes of all tensors together.
  package let byteCount: Int

  /// The longest header that the format's own library reads.
  package static let headerLimit = 100_000_000

  /// Lays tensors out.
  ///
  /// - Parameters:
  ///   - tensors: Each with a name of its own, and as many bytes as its type and shape say.
  ///   - metadata: The free text of `__metadata__`.
  ///   - longTexts: Free text that the caller writes himself, in this order behind `header`, as the
  ///     inside of JSON strings: how many bytes each has.
  package init(
    _ tensors: [(name: String, type: TensorType, shape: [Int], byteCount: Int)],
    metadata: [String: String] = [:], longTexts: [(key: String, byteCount: Int)] = []
  ) {
    let order = tensors.indices.sorted {
      (tensors[$1].type.size, tensors[$0].name) < (tensors[$0].type.size, tensors[$1].name)
    }
    var json = JSONWriter()
    // Places of the closing quotes of empty strings, which the long texts go before.
    var cuts: [Int] = []
    json.beginObject()
    if !metadata.isEmpty || !longTexts.isEmpty {
      json.key("__metadata__")
      json.beginObject()
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.string(value)
      }
      for text in longTexts {
        json.key(text.key)
        json.string("")
        cuts.append(json.bytes.count - 1)
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
    let long = longTexts.reduce(0) { $0 + $1.byteCount }
    while !(text.count + long).isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
    headerCount = text.count + long
    var length: [UInt8] = []
    length.append(littleEndian: headerCount)
    let ends = cuts + [text.count]
    header = length + text[..<ends[0]]
    afterTexts = zip(cuts, ends.dropFirst()).map { Array(text[$0..<$1]) }
    self.order = order
    byteCount = end
  }
}
