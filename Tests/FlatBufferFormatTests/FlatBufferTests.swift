import ByteReading
import FlatBufferFormat
import TestSupport
import Testing

@Suite("Flatbuffer reader")
struct FlatBufferTests {
  static let sample = FlatBytes.file(
    "TEST",
    [
      0: .int32(7), 2: .text("näme"), 3: .ints([1, -2]), 4: .tables([[0: .float(0.5)], [:]]),
      5: .table([1: .int8(-3)]),
    ])

  // MARK: Reading

  @Test func `reads what the fields hold`() throws {
    var file = try FlatBuffer(Self.sample.bytes, identifier: "TEST")
    let root = try file.root()
    #expect(try file.number(0, of: root) == Int32(7))
    #expect(try file.text(2, of: root) == "näme")
    let numbers = try #require(try file.place(ofVector: 3, of: root, elementSize: 4))
    #expect(Self.sample[numbers] == [1, 0, 0, 0, 254, 255, 255, 255])
    let inner = try #require(try file.table(5, of: root))
    #expect(try file.number(1, of: inner) == Int8(-3))
    let list = try #require(try file.vector(4, of: root, elementSize: 4))
    #expect(list.count == 2)
    #expect(try file.fraction(0, of: file.table(0, in: list)) == 0.5)
  }

  @Test func `takes the standard for what is left out`() throws {
    var file = try FlatBuffer(Self.sample.bytes, identifier: "TEST")
    let root = try file.root()
    #expect(try file.number(1, of: root, standard: Int32(5)) == 5)
    #expect(try file.number(99, of: root, standard: UInt8(9)) == 9)
    #expect(try file.flag(1, of: root, standard: true))
    #expect(try file.text(1, of: root) == nil)
    #expect(try file.table(6, of: root) == nil)
  }

  @Test func `leaves alone what follows the last table`() throws {
    let bytes = Self.sample + [1, 2, 3]
    var file = try FlatBuffer(bytes.bytes, identifier: "TEST")
    let root = try file.root()
    #expect(try file.number(0, of: root) == Int32(7))
  }

  // MARK: Refusing

  static let damaged: [(Hex, FormatError.Reason, offset: Int)] = [
    ("10 00 00", .truncated(needed: 8, available: 3), 0),
    (
      "08 00 00 00 41 42 43 44", .malformed(#"identifier "ABCD"; expected "TEST""#), 4
    ),
    ("08 00 00 00 54 45 53 54", .malformed("an offset of 8, but 8 bytes left"), 0),
    ("00 00 00 00 54 45 53 54", .malformed("an offset of 0, but 8 bytes left"), 0),
    // The vtable before the file, of three bytes, and beyond the end.
    (
      "08 00 00 00 54 45 53 54 7F 00 00 00", .malformed("a vtable at byte -119, outside the file"),
      8
    ),
    ("0C 00 00 00 54 45 53 54 03 00 04 00 04 00 00 00", .malformed("a vtable of 3 bytes"), 8),
    ("0C 00 00 00 54 45 53 54 40 00 04 00 04 00 00 00", .malformed("a vtable of 64 bytes"), 8),
    ("0C 00 00 00 54 45 53 54 04 00 FF 00 04 00 00 00", .malformed("a table of 255 bytes"), 10),
  ]

  @Test(arguments: damaged)
  func `refuses a root that cannot be`(
    file: Hex, reason: FormatError.Reason, offset: Int
  ) throws {
    let bytes = file.bytes
    let error = #expect(throws: FormatError.self) {
      var file = try FlatBuffer(bytes.bytes, identifier: "TEST")
      _ = try file.root()
    }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test func `refuses a vector longer than the file`() throws {
    var bytes = FlatBytes.file("TEST", [0: .ints([1, 2])])
    bytes[bytes.count - 12] = 200
    let damaged = bytes
    var file = try FlatBuffer(damaged.bytes, identifier: "TEST")
    let root = try file.root()
    var reason: FormatError.Reason?
    do { _ = try file.place(ofVector: 0, of: root, elementSize: 4) } catch { reason = error.reason }
    #expect(reason == .truncated(needed: 800, available: 8))
  }

  @Test func `refuses to read the same bytes over and over`() throws {
    let bytes = FlatBytes.file("TEST", [0: .ints(Array(repeating: 1, count: 100))])
    var file = try FlatBuffer(bytes.bytes, identifier: "TEST")
    let root = try file.root()
    var reason: FormatError.Reason?
    do {
      for _ in 0..<1000 { _ = try file.place(ofVector: 0, of: root, elementSize: 4) }
    } catch { reason = error.reason }
    #expect(
      reason == .overLimit("the tables and vectors read make up more than twice the file"))
  }

  // MARK: Noise

  @Test func `survives noise`() {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<2000 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      let noise = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      _ = try? Self.readAll(noise)
    }
  }

  private static func readAll(_ bytes: [UInt8]) throws {
    var file = try FlatBuffer(bytes.bytes, identifier: "TEST")
    let root = try file.root()
    for field in 0..<6 {
      _ = try? file.number(field, of: root) as Int32
      _ = try? file.text(field, of: root)
      _ = try? file.place(ofVector: field, of: root, elementSize: 8)
      if let table = try? file.table(field, of: root) { _ = try? file.text(0, of: table) }
      if let list = try? file.vector(field, of: root, elementSize: 4) {
        for index in 0..<list.count { _ = try? file.table(index, in: list) }
      }
    }
  }
}
