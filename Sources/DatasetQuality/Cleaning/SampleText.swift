internal import ByteReading
package import RecordStreams
package import Statistics

extension SampleLists {
  /// Reads the JSON text under the key `samples`: numbers, or lists of them, nested as measured.
  ///
  /// Of lists in lists the innermost count, one behind the other. A list holds numbers or lists, not
  /// both, and is not empty.
  package mutating func read(_ json: RawSpan) throws(JSONError) {
    removeAll()
    var scanner = JSONScanner(json, depthLimit: 8)
    try readList(&scanner)
    try scanner.finish()
  }

  private mutating func readList(_ scanner: inout JSONScanner) throws(JSONError) {
    let start = scanner.position
    try scanner.beginArray()
    guard try scanner.nextElement() else {
      throw JSONError(at: start, found: "an empty list", expected: "samples")
    }
    if try scanner.peek() == .array {
      repeat {
        try readList(&scanner)
      } while try scanner.nextElement()
    } else {
      repeat {
        guard try scanner.peek() == .number else {
          throw JSONError(at: scanner.position, found: "no number", expected: "samples")
        }
        values.append(try scanner.readDouble())
      } while try scanner.nextElement()
      ends.append(values.count)
    }
  }
}
