import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test func `writes whole numbers of every length`() {
    let powers = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
    for number in Array(0..<2000) + powers.flatMap({ [$0 - 1, $0, $0 + 1, 3 * $0] }) {
      var writer = JSONWriter()
      writer.int(number)
      writer.int(-number)
      #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(number),\(-number)")
    }
  }

  @Test func `writes a record with keys in the caller's order`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("kind")
    writer.string("graph")
    writer.key("shape")
    writer.beginArray()
    for dimension in [1, 3, 224, -1, Int.max, Int.min] { writer.int(dimension) }
    writer.null()
    writer.endArray()
    writer.key("empty")
    writer.beginObject()
    writer.endObject()
    writer.key("raw")
    writer.raw(Array("[1]".utf8))
    writer.key("ok")
    writer.bool(true)
    writer.endObject()
    writer.endLine()
    let expected =
      #"{"kind":"graph","shape":[1,3,224,-1,9223372036854775807,-9223372036854775808,null],"#
      + #""empty":{},"raw":[1],"ok":true}"# + "\n"
    #expect(String(decoding: writer.take(), as: UTF8.self) == expected)
  }

  static let doubles: [(Double, String)] = [
    (1, "1.0"), (0.09088183, "0.09088183"), (-0.0, "-0.0"), (1e22, "1e+22"),
    (.leastNonzeroMagnitude, "5e-324"),
    (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""), (.nan, "\"NaN\""),
  ]

  @Test(arguments: doubles)
  func `writes numbers in the fewest digits`(value: Double, expected: String) {
    var writer = JSONWriter()
    writer.double(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `writes numbers that are read back bit for bit`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let value = Double(bitPattern: noise.next())
      guard value.isFinite else { continue }
      var writer = JSONWriter()
      writer.double(value)
      var scanner = JSONScanner(writer.bytes.bytes)
      #expect(try scanner.readDouble().bitPattern == value.bitPattern)
    }
  }

  static let strings = [
    "", "plain", "quote \" and \\ backslash", "a\nb\tc\rd\u{8}\u{C}\u{0}\u{1F}", "München 東京 😀",
    "50%/conv'1", "\u{7F}\u{2028}",
  ]

  @Test(arguments: strings)
  func `writes strings that are read back`(value: String) throws {
    var writer = JSONWriter()
    writer.string(value)
    var scanner = JSONScanner(writer.bytes.bytes)
    #expect(try scanner.readString().string == value)
    var fromBytes = JSONWriter()
    let utf8 = Array(value.utf8)
    fromBytes.string(utf8.bytes)
    #expect(fromBytes.bytes == writer.bytes)
  }

  @Test func `repairs bytes that are not UTF-8`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    var writer = JSONWriter()
    writer.string(bytes.bytes)
    var scanner = JSONScanner(writer.bytes.bytes)
    #expect(try scanner.readString().string == "a\u{FFFD}b")
  }
}
