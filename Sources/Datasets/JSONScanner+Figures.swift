internal import ByteReading
internal import RecordStreams

/// How the fields of measurements and predictions are read.
extension JSONScanner {
  /// Reads a string that is not empty.
  mutating func readName() throws(JSONError) -> String {
    let name = try readString()
    guard name.raw.byteCount > 0 else {
      throw JSONError(at: name.offset, found: "an empty string", expected: "a name")
    }
    return name.string
  }

  /// Reads one of the units that figures come in.
  mutating func readUnit() throws(JSONError) -> String {
    let word = try readString()
    let unit = word.string
    guard Measurement.units.contains(unit) else {
      throw JSONError(
        at: word.offset, found: "\"\(unit)\"", expected: "one of s, B, J, W, 1 and count")
    }
    return unit
  }

  /// Reads a number, or nothing from `null`.
  mutating func readOptionalDouble() throws(JSONError) -> Double? {
    try readNull() ? nil : try readDouble()
  }

  /// Reads the JSON text of a value of this kind, or nothing from `null`.
  mutating func readOptionalText(of kind: JSONKind) throws(JSONError) -> [UInt8]? {
    if try readNull() { return nil }
    guard try peek() == kind else {
      throw JSONError(
        at: position, found: "a value of another kind",
        expected: kind == .array ? "an array" : "an object")
    }
    return try readRaw().copied()
  }
}
