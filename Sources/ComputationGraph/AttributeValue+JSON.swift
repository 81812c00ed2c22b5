package import RecordStreams

/// Whole numbers and others are told apart by how they are written: `1` and `1.0`. The strings
/// `NaN`, `Infinity` and `-Infinity` stand for numbers. An empty array counts as whole numbers.
extension AttributeValue {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    guard try scanner.peek() == .array else {
      self = try Self.scalar(from: &scanner)
      return
    }
    var ints: [Int64] = []
    var floats: [Float] = []
    var strings: [String] = []
    try scanner.beginArray()
    while try scanner.nextElement() {
      _ = try scanner.peek()
      let start = scanner.position
      switch try Self.scalar(from: &scanner) {
      case .int(let value): ints.append(value)
      case .float(let value): floats.append(value)
      case .string(let value): strings.append(value)
      case .ints, .floats, .strings: break
      }
      let kinds = [ints.isEmpty, floats.isEmpty, strings.isEmpty].count { !$0 }
      guard kinds == 1 else {
        throw JSONError(
          at: start, found: "another kind of value than before", expected: "values of one kind")
      }
    }
    self = !floats.isEmpty ? .floats(floats) : !strings.isEmpty ? .strings(strings) : .ints(ints)
  }

  private static func scalar(from scanner: inout JSONScanner) throws(JSONError) -> AttributeValue {
    switch try scanner.peek() {
    case .number:
      return try scanner.nextNumberIsWhole()
        ? .int(Int64(try scanner.readInt())) : .float(try scanner.readFloat())
    case .string:
      let string = try scanner.readString()
      switch string {
      case "NaN": return .float(.nan)
      case "Infinity": return .float(.infinity)
      case "-Infinity": return .float(-.infinity)
      default: return .string(string.string)
      }
    case .object, .array, .bool, .null:
      throw JSONError(
        at: scanner.position, found: "a value of another kind",
        expected: "a number, a string or an array of either")
    }
  }

  /// Writes the value as JSON.
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .int(let value): writer.int(Int(value))
    case .float(let value): writer.float(value)
    case .string(let value): writer.string(value)
    case .ints(let values): writer.ints(values)
    case .floats(let values):
      writer.beginArray()
      for value in values { writer.float(value) }
      writer.endArray()
    case .strings(let values):
      writer.beginArray()
      for value in values { writer.string(value) }
      writer.endArray()
    }
  }
}
