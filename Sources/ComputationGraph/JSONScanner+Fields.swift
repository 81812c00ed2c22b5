package import RecordStreams

/// How the fields of records are read. A field that may be left out may also be `null`.
extension JSONScanner {
  /// Reads a string, or nothing from `null`.
  package mutating func readOptionalText() throws(JSONError) -> String? {
    try readNull() ? nil : try readString().string
  }

  /// Reads a whole number that is not below a bound, or nothing from `null`.
  package mutating func readOptionalCount(from least: Int = 0) throws(JSONError) -> Int? {
    try readNull() ? nil : try readCount(from: least)
  }

  /// Reads a whole number that is not below a bound.
  package mutating func readCount(from least: Int = 0) throws(JSONError) -> Int {
    _ = try peek()
    let start = position
    let value = try readInt()
    guard value >= least else {
      throw JSONError(at: start, found: "\(value)", expected: "a whole number from \(least)")
    }
    return value
  }
}

extension JSONError {
  /// The refusal of an object, whose opening brace stands at `offset`, that lacks a key.
  package static func missing(_ key: String, at offset: Int) -> JSONError {
    JSONError(at: offset, found: "no key \"\(key)\"", expected: "an object that has it")
  }
}
