import ByteReading
import PickleFormat
import Testing

/// Dictionaries that are alike byte for byte are read once; nobody must be able to tell.
@Suite("Repeated runs of pickles")
struct RepeatedRunsTests {
  private static let keyCount = 12
  private static let dictionaryCount = 60

  /// A list of dictionaries with the keys `k0` to `k11`, whose first value is one of three, each with
  /// opcodes behind it. The list is at 0 of the memo, and the first key at 2.
  private static func pickle(after: (Int) -> [UInt8] = { _ in [] }) -> [UInt8] {
    var pickle: [UInt8] = [0x80, 4, 0x5D, 0x94, 0x28]
    for number in 0..<dictionaryCount {
      pickle += [0x7D, 0x94, 0x28]
      for key in 0..<keyCount {
        if number == 0 {
          let name = Array("k\(key)".utf8)
          pickle += [0x8C, UInt8(name.count)] + name + [0x94]
        } else {
          pickle += [0x68, UInt8(key + 2)]
        }
        pickle += [0x4B, UInt8(key == 0 ? number % 3 : key)]
      }
      pickle += [0x75] + after(number)
    }
    return pickle + [0x65, 0x2E]
  }

  private static func dictionary(
    _ number: Int, key: String = "k0", value: Int? = nil, rest: String = ""
  ) -> String {
    let others = (1..<keyCount).map { ",\"k\($0)\":\($0)" }.joined()
    return "{\"\(key)\":\(value ?? number % 3)\(others)\(rest)}"
  }

  private static func list(_ dictionary: (Int) -> String) -> [String] {
    ["[" + (0..<dictionaryCount).map(dictionary).joined(separator: ",") + "]"]
  }

  @Test func `reads what is alike`() throws {
    #expect(try json(of: Self.pickle()) == Self.list { Self.dictionary($0) })
  }

  @Test func `lets one of those that are alike grow`() throws {
    let grown = Self.pickle { $0 == 40 ? [0x8C, 1, 0x7A, 0x4B, 9, 0x73] : [] }
    #expect(
      try json(of: grown) == Self.list { Self.dictionary($0, rest: $0 == 40 ? ",\"z\":9" : "") }
    )
  }

  @Test func `sets a key of one of those that are alike once more`() throws {
    let changed = Self.pickle { $0 == 40 ? [0x68, 2, 0x4B, 99, 0x73] : [] }
    #expect(
      try json(of: changed) == Self.list { Self.dictionary($0, value: $0 == 40 ? 99 : nil) })
  }

  @Test func `forgets what followed from a memo that has changed`() throws {
    let changed = Self.pickle { $0 == 40 ? [0x8C, 1, 0x7A, 0x71, 2, 0x30] : [] }
    #expect(
      try json(of: changed) == Self.list { Self.dictionary($0, key: $0 > 40 ? "z" : "k0") })
  }

  @Test func `counts the items of each`() throws {
    let items = Self.dictionaryCount * (2 * Self.keyCount + 1)
    _ = try json(of: Self.pickle(), limits: PickleLimits(items: 2 * items))
    #expect(throws: FormatError.self) {
      try json(of: Self.pickle(), limits: PickleLimits(items: items - 1))
    }
  }
}
