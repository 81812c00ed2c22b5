import ByteReading
import PickleFormat
import TestSupport
import Testing

@Suite("Pickle machine")
struct PickleMachineTests {

  // MARK: Reading

  static let pickles: [(Hex, String)] = [
    ("80 02 4E 2E", "null"),
    ("49 30 31 0A 2E", "true"),
    ("49 30 30 0A 2E", "false"),
    ("49 30 31 30 0A 2E", "10"),
    ("49 2D 30 78 31 46 0A 2E", "-31"),
    ("88 2E", "true"),
    ("89 2E", "false"),
    ("4B FF 2E", "255"),
    ("4D FF FF 2E", "65535"),
    ("4A FF FF FF FF 2E", "-1"),
    ("4A 00 00 00 80 2E", "-2147483648"),
    ("4C 31 32 4C 0A 2E", "12"),
    ("8A 00 2E", "0"),
    ("8A 01 FF 2E", "-1"),
    ("8A 09 00 00 00 00 00 00 00 00 01 2E", #"{"$int":"18446744073709551616"}"#),
    ("8B 02 00 00 00 00 80 2E", "-32768"),
    ("46 31 65 33 0A 2E", "1000.0"),
    ("47 3F F8 00 00 00 00 00 00 2E", "1.5"),
    ("47 7F F0 00 00 00 00 00 00 2E", #"{"$float":"Infinity"}"#),
    // Strings of Python 2: text if they are ASCII, bytes if not.
    ("53 27 61 5C 78 34 31 5C 6E 27 0A 2E", #""aA\n""#),
    ("55 02 61 62 2E", #""ab""#),
    ("54 01 00 00 00 FF 2E", #"{"$bytes":"/w=="}"#),
    // Text: escapes of protocol 0, UTF-8, and surrogates.
    ("56 5C 75 30 30 65 39 5C 5C E9 0A 2E", #""é\\\\é""#),
    ("58 02 00 00 00 C3 A9 2E", #""é""#),
    ("8C 03 ED A0 80 2E", #"{"$codepoints":[55296]}"#),
    ("8D 01 00 00 00 00 00 00 00 61 2E", #""a""#),
    ("43 01 00 2E", #"{"$bytes":"AA=="}"#),
    ("42 01 00 00 00 00 2E", #"{"$bytes":"AA=="}"#),
    ("8E 01 00 00 00 00 00 00 00 00 2E", #"{"$bytes":"AA=="}"#),
    ("96 01 00 00 00 00 00 00 00 00 2E", #"{"$bytearray":"AA=="}"#),
    // Containers.
    ("5D 2E", "[]"),
    ("28 4B 01 4B 02 6C 2E", "[1,2]"),
    ("5D 4B 01 61 28 4B 02 4B 03 65 2E", "[1,2,3]"),
    ("29 2E", #"{"$tuple":[]}"#),
    ("28 4B 01 4B 02 74 2E", #"{"$tuple":[1,2]}"#),
    ("4B 01 85 2E", #"{"$tuple":[1]}"#),
    ("4B 01 4B 02 86 2E", #"{"$tuple":[1,2]}"#),
    ("4B 01 4B 02 4B 03 87 2E", #"{"$tuple":[1,2,3]}"#),
    ("28 55 01 61 4B 01 64 2E", #"{"a":1}"#),
    ("7D 55 01 61 4B 01 73 2E", #"{"a":1}"#),
    ("7D 28 4B 01 4B 02 75 2E", #"{"$dict":[[1,2]]}"#),
    ("7D 55 01 24 4E 73 2E", #"{"$dict":[["$",null]]}"#),
    ("8F 28 4B 01 90 2E", #"{"$set":[1]}"#),
    ("28 4B 01 91 2E", #"{"$frozenset":[1]}"#),
    // Keys that Python takes for one: the first stays, with the last value.
    ("7D 28 4B 01 4E 88 89 75 2E", #"{"$dict":[[1,false]]}"#),
    ("8F 28 4B 01 4B 01 90 2E", #"{"$set":[1]}"#),
    // Stack and memo.
    ("4B 01 4B 02 30 2E", "1"),
    ("28 30 4B 01 2E", "1"),
    ("4B 01 28 4B 02 4B 03 31 2E", "1"),
    ("5D 32 86 2E", #"{"$tuple":[{"$anchor":1,"$value":[]},{"$ref":1}]}"#),
    ("5D 70 37 0A 67 37 0A 61 2E", #"{"$anchor":1,"$value":[{"$ref":1}]}"#),
    ("5D 94 68 00 61 2E", #"{"$anchor":1,"$value":[{"$ref":1}]}"#),
    ("5D 72 00 00 00 80 6A 00 00 00 80 61 2E", #"{"$anchor":1,"$value":[{"$ref":1}]}"#),
    // Frames, buffers and ids of what lies elsewhere.
    ("80 04 95 02 00 00 00 00 00 00 00 4E 2E", "null"),
    ("97 97 98 86 2E", #"{"$tuple":[{"$buffer":0},{"$buffer":1,"readonly":true}]}"#),
    ("50 61 62 0A 2E", #"{"$persistent":"ab"}"#),
    ("4B 05 51 2E", #"{"$persistent":5}"#),
    ("82 05 2E", #"{"$extension":5}"#),
    ("83 05 01 2E", #"{"$extension":261}"#),
    ("84 05 00 00 00 2E", #"{"$extension":5}"#),
    // Classes and calls that nobody knows stay data.
    ("63 6D 0A 4E 0A 2E", #"{"$global":"m.N"}"#),
    ("8C 01 6D 8C 01 4E 93 2E", #"{"$global":"m.N"}"#),
    ("63 6D 0A 4E 0A 4B 01 85 52 2E", #"{"$class":"m.N","args":[1]}"#),
    ("63 6D 0A 4E 0A 29 81 7D 62 2E", #"{"$class":"m.N","args":[],"state":{}}"#),
    (
      "63 6D 0A 4E 0A 29 7D 55 01 61 4B 01 73 92 2E",
      #"{"$class":"m.N","args":[],"kwargs":{"a":1}}"#
    ),
    ("28 4B 01 69 6D 0A 4E 0A 2E", #"{"$class":"m.N","args":[1]}"#),
    ("28 63 6D 0A 4E 0A 4B 01 6F 2E", #"{"$class":"m.N","args":[1]}"#),
    ("63 6D 0A 4E 0A 29 52 29 52 2E", #"{"$call":{"$class":"m.N","args":[]},"args":[]}"#),
    (
      "63 6D 0A 4E 0A 29 81 4B 07 61 55 01 61 4B 01 73 2E",
      #"{"$class":"m.N","args":[],"items":[7],"entries":{"a":1}}"#
    ),
    ("5D 7D 62 2E", #"{"$value":[],"$state":{}}"#),
  ]

  @Test(arguments: pickles)
  func `reads every opcode`(pickle: Hex, expected: String) throws {
    #expect(try json(of: pickle.bytes) == [expected])
  }

  /// Thirty times `None`, to stand behind another pickle.
  static let otherPickles = (0..<60).map { $0.isMultiple(of: 2) ? 0x4E : 0x2E as UInt8 }

  /// Opcodes that are near the end of a file are carried out in another way than those before.
  @Test(arguments: pickles)
  func `reads every opcode far from the end`(pickle: Hex, expected: String) throws {
    #expect(try json(of: pickle.bytes + Self.otherPickles).first == expected)
  }

  /// The keys of a dictionary, each with the number of its place, which are set by one opcode, or by
  /// one a key.
  static let repeatedKeys: [(keys: [Hex], expected: String)] = [
    (["55 01 61", "55 01 61"], #"{"a":1}"#),
    (["55 01 61", "55 01 62", "55 01 61"], #"{"a":2,"b":1}"#),
    (["58 01 00 00 00 61", "55 01 61"], #"{"a":1}"#),
    (
      ["55 09 61 61 61 61 61 61 61 61 61", "55 09 61 61 61 61 61 61 61 61 62"],
      #"{"aaaaaaaaa":0,"aaaaaaaab":1}"#
    ),
    (["4B 01", "47 3F F0 00 00 00 00 00 00", "88"], #"{"$dict":[[1,2]]}"#),
    (["4B 01 85", "47 3F F0 00 00 00 00 00 00 85"], #"{"$dict":[[{"$tuple":[1]},1]]}"#),
    (
      ["4B 01 4B 02 86", "4B 01 4B 02 86", "4B 01 4B 03 86"],
      #"{"$dict":[[{"$tuple":[1,2]},1],[{"$tuple":[1,3]},2]]}"#
    ),
    ([Hex](repeating: "55 01 61", count: 20) + ["55 01 62"], #"{"a":19,"b":20}"#),
  ]

  @Test(arguments: repeatedKeys)
  func `leaves each key once, with its last value`(keys: [Hex], expected: String) throws {
    let entries: [[UInt8]] = keys.indices.map { keys[$0].bytes + [0x4B, UInt8($0)] }
    let atOnce: [UInt8] = [0x7D, 0x28] + entries.joined() + [0x75, 0x2E]
    let oneByOne: [UInt8] = [0x7D] + entries.flatMap { $0 + [0x73] } + [0x2E]
    for pickle in [atOnce, oneByOne] {
      #expect(try json(of: pickle) == [expected])
      #expect(try json(of: pickle + Self.otherPickles).first == expected)
    }
    // Twice the same keys by the same handles, of which the second must not be taken for checked.
    let twice: [UInt8] = [0x28] + atOnce.dropLast() + oneByOne.dropLast() + [0x6C, 0x2E]
    #expect(try json(of: twice + Self.otherPickles).first == "[\(expected),\(expected)]")
  }

  @Test func `takes buffers that lie outside of the pickle`() throws {
    let pickle: Hex = "97 97 98 97 87 2E"
    let text = try json(of: pickle.bytes, buffers: [[1, 2], [3]])
    let expected = #"{"$tuple":[{"$bytearray":"AQI="},{"$bytes":"Aw=="},{"$buffer":2}]}"#
    #expect(text == [expected])
  }

  /// Integers of up to eight bytes, as the opcode of long ones has them.
  @Test func `reads integers of any length`() throws {
    for value in [0, 1, -1, 127, -128, 128, 1 << 28, -(1 << 28) - 1, 1 << 40, -(1 << 52), 1 << 52] {
      for length in (0...8).drop(while: { $0 < 8 && value >> max(8 * $0 - 1, 0) != value >> 63 }) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        let pickle = [0x8A, UInt8(length)] + bytes + [0x2E]
        let expected = length == 0 ? "0" : "\(value)"
        #expect(try json(of: pickle) == [expected])
        #expect(try json(of: pickle + Self.otherPickles).first == expected)
      }
    }
  }

  @Test func `reads one pickle after the other`() throws {
    let pickles: Hex = "4B 01 2E  4B 02 2E  80 04 4E 2E"
    #expect(try json(of: pickles.bytes) == ["1", "2", "null"])
  }

  // MARK: Refusing

  static let damaged: [(Hex, FormatError.Reason, offset: Int)] = [
    ("4B", .truncated(needed: 1, available: 0), 1),
    ("4B 01", .truncated(needed: 1, available: 0), 2),
    ("2E", .malformed("no value on the stack"), 0),
    ("28 2E", .malformed("a mark on the stack, where a value was expected"), 1),
    ("74 2E", .malformed("no mark on the stack"), 0),
    ("4B 01 61 2E", .malformed("no container on the stack"), 2),
    ("4B 01 4B 02 61 2E", .malformed("items for a value of kind int"), 4),
    ("7D 28 4B 01 75 2E", .malformed("an odd number of keys and values"), 4),
    ("68 07 2E", .malformed("nothing at 7 of the memo"), 0),
    ("80 06 2E", .unsupported("pickle protocol 6"), 0),
    ("FF 2E", .malformed("opcode 0xff is none of protocols 0 to 5"), 0),
    ("8D FF FF FF FF FF FF FF FF 2E", .malformed("length 18446744073709551615"), 1),
    ("8E FF FF FF FF FF FF FF 7F 2E", .truncated(needed: .max, available: 1), 9),
    ("58 FF FF FF FF 2E", .truncated(needed: 0xFFFF_FFFF, available: 1), 5),
    ("54 FF FF FF FF 2E", .malformed("length -1"), 1),
    ("95 09 00 00 00 00 00 00 00 2E", .truncated(needed: 9, available: 1), 9),
    ("58 01 00 00 00 FF 2E", .malformed("text is no UTF-8"), 5),
    ("49 31 32", .malformed("no newline to the end of the file"), 1),
    ("49 78 0A 2E", .malformed("integer 'x'"), 1),
    ("46 31 2C 35 0A 2E", .malformed("number '1,5'"), 1),
    ("53 27 61 0A 2E", .malformed("string ''a'"), 1),
    ("56 5C 75 31 0A 2E", .malformed(#"escape in '\u1'"#), 1),
    ("4E 4E 93 2E", .malformed("a class whose module and name are no texts"), 2),
    ("63 6D 0A 4E 0A 4E 52 2E", .malformed("arguments that are no tuple"), 6),
    ("4E 4E 62 2E", .malformed("a state for a value of kind none"), 2),
    ("82 00 2E", .malformed("extension code 0"), 0),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(pickle: Hex, reason: FormatError.Reason, offset: Int) {
    #expect(throws: FormatError(reason, at: offset)) { try json(of: pickle.bytes) }
  }

  // MARK: Bounds

  @Test func `reads and writes lists a million deep`() throws {
    let depth = 1_000_000
    let pickle =
      [UInt8](repeating: 0x5D, count: depth) + [UInt8](repeating: 0x61, count: depth - 1) + [0x2E]
    let text = try json(of: pickle)
    #expect(text[0].utf8.count == 2 * depth)
  }

  @Test func `names the limit of depth`() {
    let pickle = [UInt8](repeating: 0x5D, count: 20) + [UInt8](repeating: 0x61, count: 19) + [0x2E]
    let limits = PickleLimits(depth: 10)
    #expect(
      throws: PickleLimitError(description: "values deeper than 10 (--max-depth)")
    ) {
      try json(of: pickle, limits: limits)
    }
  }

  @Test func `names the limits of items and memory`() {
    let pickle = [0x28] + [UInt8](repeating: 0x4E, count: 10_000) + [0x6C, 0x2E]
    #expect(throws: FormatError.self) {
      try json(of: pickle, limits: PickleLimits(items: 9_999))
    }
    #expect(throws: FormatError.self) {
      try json(of: pickle, limits: PickleLimits(memory: 1_000))
    }
  }

  /// Each list holds the one before twice: 2^50 values to anybody who unfolds them.
  @Test func `writes what is shared once, however often it is held`() throws {
    var pickle: [UInt8] = [0x5D]
    for _ in 0..<50 { pickle += [0x94, 0x28, 0x68, 0, 0x32, 0x6C] }
    for level in 1..<50 { pickle[1 + 6 * level + 3] = UInt8(level) }
    pickle.append(0x2E)
    #expect(try json(of: pickle)[0].utf8.count < 5_000)
    #expect(throws: PickleLimitError.self) {
      try json(of: pickle, plain: true, limits: PickleLimits(items: 100_000))
    }
  }

  /// Python fills a list a thousand items at a time, and items that are tuples lie in the way of the
  /// next thousand. To move one list must not take longer the more there are: it would take minutes.
  @Test(.timeLimit(.minutes(1)))
  func `moves lists that grow in linear time`() throws {
    let items = [UInt8](repeating: 0x4B, count: 3000).enumerated().map { place, opcode in
      [opcode, 7, 0x85][place % 3]
    }
    let list = [0x5D, 0x28] + items + [0x65, 0x28] + items.prefix(6) + [0x65]
    let count = 5_000
    let pickle = [0x28] + [[UInt8]](repeating: list, count: count).joined() + [0x6C, 0x2E]
    let text = try json(of: pickle)[0]
    #expect(text.hasSuffix(#"{"$tuple":[7]}]]"#))
    #expect(text.utf8.count == count * (1002 * 15 + 2) + 1)
  }

  /// Whatever the bytes, the machine ends in a value or an error.
  @Test(arguments: 0..<64 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let opcodes = Self.pickles.flatMap { $0.0.bytes }
    let bytes = (0..<600).map { _ in
      UInt8.random(in: 0..<8, using: &noise) == 0
        ? UInt8.random(in: .min ... .max, using: &noise)
        : opcodes[Int.random(in: opcodes.indices, using: &noise)]
    }
    _ = try? json(of: bytes)
    _ = try? json(of: bytes, plain: true)
  }
}

/// The JSON of all pickles in some bytes.
func json(
  of bytes: [UInt8], plain: Bool = false, limits: PickleLimits = PickleLimits(),
  buffers: [[UInt8]] = []
) throws -> [String] {
  var texts: [String] = []
  var machine = PickleMachine(ByteCursor(bytes.bytes), limits: limits, buffers: buffers)
  while let pickle = try machine.next() {
    var json = PickleJSON(plain: plain, limits: limits)
    var text: [UInt8] = []
    try json.write(pickle.root, of: pickle) { text.append($0) }
    #expect(text.popLast() == 0x0A)
    texts.append(String(decoding: text, as: UTF8.self))
  }
  return texts
}
