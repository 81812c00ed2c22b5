internal import ByteReading
package import RecordStreams

/// The names of the platforms that a dataset numbers.
package struct PlatformNames: Sendable, Equatable {
  private var names: [Int: String] {
    didSet { marks = Self.marks(of: names) }
  }
  /// The numbers below 64 that have a name, one bit each: a look-up for every label.
  private var marks: UInt64 = 0

  /// Takes a table of names.
  package init(_ names: [Int: String] = [:]) {
    self.names = names
    marks = Self.marks(of: names)
  }

  private static func marks(of names: [Int: String]) -> UInt64 {
    names.keys.filter { 0..<64 ~= $0 }.reduce(0) { $0 | 1 << UInt64($1) }
  }

  /// Whether a number has a name.
  func contains(_ number: Int) -> Bool {
    0..<64 ~= number ? marks >> UInt64(number) & 1 == 1 : names[number] != nil
  }

  /// The name of a number: one made of the number if it has none.
  package func name(of number: Int) -> String {
    names[number] ?? "nnlqp-platform-\(number)"
  }

  /// The names of this table before those of another.
  package func preferred(to other: PlatformNames) -> PlatformNames {
    PlatformNames(names.merging(other.names) { own, _ in own })
  }

  /// Reads a table: a JSON object `{"1":"name","2":{"name":"name",…}}`, or lines `number name`,
  /// where `#` begins a comment.
  package init(reading bytes: RawSpan) throws(RecordError) {
    var scanner = JSONScanner(bytes)
    names = [:]
    guard (try? scanner.peek()) == .object else {
      try readLines(of: bytes)
      return
    }
    do throws(JSONError) {
      try readObject(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  private mutating func readObject(from scanner: inout JSONScanner) throws(JSONError) {
    try scanner.readObject { (key, scanner) throws(JSONError) in
      guard let number = Int(key.string), number >= 0 else {
        throw JSONError(
          at: key.offset, found: "\"\(key.string)\"", expected: "the number of a platform")
      }
      names[number] = try Self.readName(from: &scanner)
    }
  }

  private static func readName(from scanner: inout JSONScanner) throws(JSONError) -> String {
    if try scanner.peek() == .string { return try scanner.readString().string }
    let start = scanner.position
    var name: String?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      if key == "name" {
        name = try scanner.readString().string
      } else {
        _ = try scanner.readRaw()
      }
    }
    guard let name else {
      throw JSONError(at: start, found: "no key \"name\"", expected: "a name or an object with one")
    }
    return name
  }

  private mutating func readLines(of bytes: RawSpan) throws(RecordError) {
    var lines = LineCursor(bytes)
    var number = 0
    while let line = lines.next() {
      number += 1
      let text = String(decoding: line.copied(), as: UTF8.self)
      let words = text.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard !words.isEmpty else { continue }
      guard words.count == 2, let id = Int(words[0]), id >= 0 else {
        throw RecordError(
          line: number, found: "\"\(text.prefix(40))\"",
          expected: "a platform's number and its name, or a JSON object")
      }
      guard names.updateValue(String(words[1]), forKey: id) == nil else {
        throw RecordError(line: number, found: "\(id) again", expected: "each number once")
      }
    }
  }
}
