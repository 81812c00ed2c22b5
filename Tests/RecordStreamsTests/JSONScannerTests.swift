import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("JSON scanner")
struct JSONScannerTests {

  // MARK: Reading

  static let integers: [(String, Int)] = [
    ("0", 0), ("-0", 0), ("7", 7), (" \t\r\n42 ", 42), ("-17", -17),
    ("9223372036854775807", .max), ("-9223372036854775808", .min),
  ]

  @Test(arguments: integers)
  func `reads whole numbers`(text: String, expected: Int) throws {
    #expect(try read(text) { (scanner) throws(JSONError) in try scanner.readInt() } == expected)
  }

  static let doubles: [(String, Double)] = [
    ("0.09088183", 0.09088183), ("1", 1), ("-2.5e-3", -0.0025), ("1E22", 1e22), ("1e23", 1e23),
    ("5e-324", .leastNonzeroMagnitude), ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("9007199254740993", 9_007_199_254_740_992),
    ("123456789012345678901234567890", 1.2345678901234568e29),
    ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
    (
      "2.2250738585072011e-308",
      Double(sign: .plus, exponent: -1023, significand: 1.9999999999999996)
    ), ("1e-400", 0),
    ("0.000000000000000000000000000000000000000000000000000000000000000001", 1e-66),
  ]

  @Test(arguments: doubles)
  func `reads numbers correctly rounded`(text: String, expected: Double) throws {
    #expect(try read(text) { (scanner) throws(JSONError) in try scanner.readDouble() } == expected)
  }

  @Test func `reads the digits of any number as Swift does`() throws {
    var chance = SplitMix64(seed: 5)
    for _ in 0..<20_000 {
      let digits = (0..<Int.random(in: 1...20, using: &chance)).map { _ in
        String(Int.random(in: 0...9, using: &chance))
      }
      let fraction = (0..<Int.random(in: 1...28, using: &chance)).map { _ in
        Bool.random(using: &chance) ? "0" : String(Int.random(in: 0...9, using: &chance))
      }
      let whole = digits.joined().drop { $0 == "0" }
      let text = (whole.isEmpty ? "0" : whole) + "." + fraction.joined()
      let bytes = Array(text.utf8)
      var scanner = JSONScanner(bytes.bytes)
      #expect(try scanner.readDouble() == Double(text), "\(text)")
    }
  }

  static let strings: [(String, String)] = [
    (#""""#, ""), (#""a""#, "a"), (#""conv_1/kernel:0 of many""#, "conv_1/kernel:0 of many"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
    (#""\ud83d\ude00!""#, "😀!"), (#""München 東京 😀""#, "München 東京 😀"), (#""\u0000""#, "\0"),
  ]

  @Test(arguments: strings)
  func `reads strings and undoes escapes`(text: String, expected: String) throws {
    #expect(
      try read(text) { (scanner) throws(JSONError) in try scanner.readString().string } == expected)
    #expect(
      try read(text) { (scanner) throws(JSONError) in try scanner.readString().decoded() }
        == Array(expected.utf8))
  }

  @Test func `walks through objects and arrays`() throws {
    let text = #" { "a" : [ 1 , [] , {} , [2,3] ] , "\u0062" : null , "c":{"d":true,"e":false} } "#
    #expect(try walked(Array(text.utf8)) == "{a:[1 [] {} [2 3]] b:null c:{d:true e:false}}")
  }

  @Test func `returns the text of a value it steps over`() throws {
    let bytes = Array(#"{"x": {"y":[1.50,"a\"]"]} ,"z":0}"#.utf8)
    var scanner = JSONScanner(bytes.bytes)
    try scanner.beginObject()
    #expect(try scanner.nextKey()?.string == "x")
    let raw = try scanner.readRaw().copied()
    #expect(String(decoding: raw, as: UTF8.self) == #"{"y":[1.50,"a\"]"]}"#)
    #expect(try scanner.nextKey()?.string == "z")
  }

  // MARK: Refusing

  static let damaged: [(String, JSONError)] = [
    ("", JSONError(at: 0, found: "the end", expected: "a value")),
    ("[1,]", JSONError(at: 3, found: "']'", expected: "a value")),
    ("[1 2]", JSONError(at: 3, found: "'2'", expected: "',' or ']'")),
    ("[,1]", JSONError(at: 1, found: "','", expected: "a value")),
    (#"{"a":1,}"#, JSONError(at: 7, found: "'}'", expected: "a key in quotes")),
    (#"{"a" 1}"#, JSONError(at: 5, found: "'1'", expected: "':'")),
    (#"{a:1}"#, JSONError(at: 1, found: "'a'", expected: "a key in quotes")),
    (#"{"a":1"#, JSONError(at: 6, found: "the end", expected: "',' or '}'")),
    ("01", JSONError(at: 0, found: "'0'", expected: "no zero before other digits")),
    ("-", JSONError(at: 1, found: "the end", expected: "a digit")),
    ("1.", JSONError(at: 2, found: "the end", expected: "a digit")),
    (".5", JSONError(at: 0, found: "'.'", expected: "a value")),
    ("+1", JSONError(at: 0, found: "'+'", expected: "a value")),
    ("1e+", JSONError(at: 3, found: "the end", expected: "a digit")),
    ("NaN", JSONError(at: 0, found: "'N'", expected: "a value")),
    ("nul", JSONError(at: 3, found: "the end", expected: "null")),
    ("trua", JSONError(at: 3, found: "'a'", expected: "true")),
    ("1 1", JSONError(at: 2, found: "'1'", expected: "the end of the text")),
    (#""abc"#, JSONError(at: 4, found: "the end", expected: "a quote that ends the string")),
    (#""\x""#, JSONError(at: 2, found: "'x'", expected: "one of \"\\/bfnrtu after a backslash")),
    (#""\u12G4""#, JSONError(at: 3, found: "'1'", expected: "four hexadecimal digits")),
    (#""\ud83d""#, JSONError(at: 7, found: "'\"'", expected: "the low half of a surrogate pair")),
    (
      #""\ude00""#,
      JSONError(at: 1, found: "'\\'", expected: "the high half of a surrogate pair first")
    ),
    (
      "\"a\tb\"", JSONError(at: 2, found: "byte 0x09", expected: "control characters to be escaped")
    ),
    ("\u{FEFF}1", JSONError(at: 0, found: "byte 0xEF", expected: "a value")),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(text: String, error: JSONError) {
    #expect(throws: error) { try walked(Array(text.utf8)) }
  }

  static let notUTF8: [(Hex, offset: Int)] = [
    ("22 80 22", 1), ("22 61 C3 22", 2), ("22 C0 80 22", 1), ("22 ED A0 80 22", 1),
    ("22 F4 90 80 80 22", 1), ("22 61 62 63 64 65 66 67 68 FF 22", 9),
  ]

  @Test(arguments: notUTF8)
  func `refuses strings that are not UTF-8`(text: Hex, offset: Int) {
    #expect { try walked(text.bytes) } throws: { error in
      (error as? JSONError)?.offset == offset && (error as? JSONError)?.expected == "UTF-8"
    }
  }

  static let notWhole = [
    "1.0", "1e3", "9223372036854775808", "-9223372036854775809",
    "1" + String(repeating: "0", count: 400),
  ]

  @Test(arguments: notWhole)
  func `refuses what is no whole number of 64 bits`(text: String) {
    #expect(throws: JSONError.self) {
      try read(text) { (scanner) throws(JSONError) in try scanner.readInt() }
    }
  }

  @Test(arguments: ["1e309", "-1e999999999999999999999", "1" + String(repeating: "0", count: 400)])
  func `refuses numbers beyond the largest double`(text: String) {
    #expect(throws: JSONError.self) {
      try read(text) { (scanner) throws(JSONError) in try scanner.readDouble() }
    }
  }

  @Test func `follows nesting to its limit and no deeper`() throws {
    let limit = JSONScanner.defaultDepthLimit
    let atLimit = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(try walked(Array(atLimit.utf8)) == atLimit)
    #expect(throws: JSONError.self) {
      try walked([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
    }
    #expect(throws: JSONError.self) {
      try walked(Array(String(repeating: #"{"a":"#, count: 1 << 16).utf8))
    }
  }

  /// Whatever the bytes, the scanner returns or throws. It does not trap, and it stops.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let alphabet =
      Array(#"{}[]",:\u0123456789eE+-.truefalsn"#.utf8) + [0, 9, 10, 32, 0xC3, 0xA9, 0xFF]
    let bytes = (0..<300).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &noise)] }
    _ = try? walked(bytes)
    _ = try? walked([UInt8(ascii: "[")] + bytes)
    _ = try? walked(Array(#"{"a":"#.utf8) + bytes)
  }

  @Test func `refuses a text cut short at every byte`() throws {
    let text = Array(
      #"{"a":[1,-2.5e-3,"x\n\ud83d\ude00é"],"b":{"c":null,"d":true},"e":[[],{}]}"#.utf8)
    _ = try walked(text)
    for end in 0..<text.count {
      #expect(throws: JSONError.self) { try walked(Array(text[..<end])) }
    }
  }
}

/// Reads one value that is the whole text.
private func read<Value>(
  _ text: String, _ body: (inout JSONScanner) throws(JSONError) -> Value
) throws(JSONError) -> Value {
  let bytes = Array(text.utf8)
  var scanner = JSONScanner(bytes.bytes)
  let value = try body(&scanner)
  try scanner.finish()
  return value
}

/// The whole text, told in a plain form.
private func walked(_ bytes: [UInt8]) throws(JSONError) -> String {
  var scanner = JSONScanner(bytes.bytes)
  let told = try walk(&scanner)
  try scanner.finish()
  return told
}

private func walk(_ scanner: inout JSONScanner) throws(JSONError) -> String {
  switch try scanner.peek() {
  case .object:
    var members: [String] = []
    try scanner.beginObject()
    while let key = try scanner.nextKey()?.string {
      members.append(key + ":" + (try walk(&scanner)))
    }
    return "{" + members.joined(separator: " ") + "}"
  case .array:
    var elements: [String] = []
    try scanner.beginArray()
    while try scanner.nextElement() { elements.append(try walk(&scanner)) }
    return "[" + elements.joined(separator: " ") + "]"
  case .string: return try scanner.readString().string
  case .number:
    let text = try scanner.readRaw().copied()
    return String(decoding: text, as: UTF8.self)
  case .bool: return try scanner.readBool() ? "true" : "false"
  case .null: return try scanner.readNull() ? "null" : "?"
  }
}
