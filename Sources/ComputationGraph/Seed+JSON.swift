internal import ByteReading
internal import RecordStreams

/// How the words of a source are read and written: as they stand, held against JSON's grammar alone.
extension JSONScanner {
  /// Reads the text of an object, or nothing from `null`.
  mutating func readSeed() throws(JSONError) -> [UInt8]? {
    if try readNull() { return nil }
    guard try peek() == .object else {
      throw JSONError(at: position, found: "a value of another kind", expected: "an object")
    }
    return try readRaw().copied()
  }
}

extension JSONWriter {
  /// Writes the key `seed` and the object, unless there is none.
  mutating func seedMember(_ seed: [UInt8]?) {
    guard let seed else { return }
    key("seed")
    raw(seed)
  }
}
