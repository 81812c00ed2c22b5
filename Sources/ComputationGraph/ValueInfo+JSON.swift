internal import RecordStreams

extension ValueInfo {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init(shape: nil, type: nil)
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "name": name = try scanner.readOptionalText()
      case "shape": shape = try Self.readShape(from: &scanner)
      case "type": type = try Self.readType(from: &scanner)
      default: _ = try scanner.readRaw()
      }
    }
  }

  private static func readShape(from scanner: inout JSONScanner) throws(JSONError) -> Shape? {
    if try scanner.readNull() { return nil }
    return try scanner.readArray { (scanner) throws(JSONError) in
      try scanner.readOptionalCount()
    }
  }

  private static func readType(from scanner: inout JSONScanner) throws(JSONError) -> ElementType? {
    if try scanner.readNull() { return nil }
    let word = try scanner.readString()
    // Nearly every value is of this type, and the search below is slow.
    if word == "float32" { return .float32 }
    guard let type = ElementType(rawValue: word.string) else {
      throw JSONError(
        at: word.offset, found: "\"\(word.string)\"", expected: "an element type such as float32")
    }
    return type
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", name)
    writer.writeMembers(shape: shape, type: type)
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes what is known of a value but its name.
  mutating func writeMembers(shape: Shape?, type: ElementType?) {
    key("shape")
    if let shape {
      ints(shape)
    } else {
      null()
    }
    member("type", type?.rawValue)
  }
}
