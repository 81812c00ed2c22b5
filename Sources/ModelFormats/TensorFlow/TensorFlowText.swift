internal import ByteReading

/// Tells TensorFlow's graphs as text by their first word.
enum TensorFlowText {
  /// The fields of a SavedModel.
  static let savedModelFields: Set<String> = ["saved_model_schema_version", "meta_graphs"]
  private static let graphFields: Set<String> = ["node", "library", "versions", "version"]

  /// The name of a file's first field, if it is one of a graph's or a SavedModel's.
  static func firstField(of text: RawSpan) -> String? {
    var position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    skipSpace(text, &position)
    let start = position
    while position < text.byteCount, position - start < 32,
      0x61...0x7A ~= text.byte(at: position) || text.byte(at: position) == UInt8(ascii: "_")
    {
      position += 1
    }
    let name = text.extracting(start..<position).text
    guard savedModelFields.contains(name) || graphFields.contains(name) else { return nil }
    skipSpace(text, &position)
    guard position < text.byteCount, ":{<".utf8.contains(text.byte(at: position)) else {
      return nil
    }
    return name
  }

  private static func skipSpace(_ text: RawSpan, _ position: inout Int) {
    while position < text.byteCount {
      let byte = text.byte(at: position)
      if byte == UInt8(ascii: "#") {
        while position < text.byteCount, text.byte(at: position) != 0x0A { position += 1 }
      } else if byte == 0x20 || 0x09...0x0D ~= byte {
        position += 1
      } else {
        return
      }
    }
  }
}
