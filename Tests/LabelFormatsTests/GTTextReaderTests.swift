import ByteReading
import ComputationGraph
import Datasets
import LabelFormats
import RecordStreams
import TestSupport
import Testing

@Suite("gt.txt")
struct GTTextReaderTests {

  // MARK: Reading

  /// A line; then model, platform, value, batch, family, split, id and the digits of its record.
  static let lines: [(String, [String])] = [
    (
      "553312 onnx/a_0130.onnx 8 90.88183 alexnet 2 train",
      ["onnx/a_0130.onnx", "two", "0.09088183", "8", "alexnet", "train", "553312", "90.88183"]
    ),
    ("00001 a.onnx 1 2 f 2", ["a.onnx", "two", "0.002", "1", "f", "-", "00001", "2"]),
    ("1 a 1 1 f 9 test", ["a", "nnlqp-platform-9", "0.001", "1", "f", "test", "1", "1"]),
    ("1 a 1 1 f 2 validation", ["a", "two", "0.001", "1", "f", "validation", "1", "1"]),
    ("1 a 1 1 f 2 dev", ["a", "two", "0.001", "1", "f", "-", "1", "1"]),
    ("1 a 1 1 f 2 train and more 7", ["a", "two", "0.001", "1", "f", "train", "1", "1"]),
    ("  1\t a   1 \t1 f 2 \t train \r", ["a", "two", "0.001", "1", "f", "train", "1", "1"]),
    ("1 a b  c.onnx 1 1 f 2 test", ["a b  c.onnx", "two", "0.001", "1", "f", "test", "1", "1"]),
    ("1 a 3 b 1 1.5 f 2", ["a 3 b", "two", "0.0015", "1", "f", "-", "1", "1.5"]),
    (
      #"1 50%/"x"\y'.onnx 1 1 f 2 test"#,
      [#"50%/"x"\y'.onnx"#, "two", "0.001", "1", "f", "test", "1", "1"]
    ),
    ("1 ünï/東京.onnx 1 1 f 2", ["ünï/東京.onnx", "two", "0.001", "1", "f", "-", "1", "1"]),
    ("1 a\u{1}b 1 1 f 2", ["a\u{1}b", "two", "0.001", "1", "f", "-", "1", "1"]),
    ("x-7 a 08 1 f 02", ["a", "two", "0.001", "8", "f", "-", "x-7", "1"]),
    (
      "1 a 1 1 f 9223372036854775807",
      ["a", "nnlqp-platform-9223372036854775807", "0.001", "1", "f", "-", "1", "1"]
    ),
  ]

  @Test(arguments: lines)
  func `reads a line`(line: String, expected: [String]) throws {
    let block = read(line)
    #expect(block.refusals.map { "\($0.error)" } == [])
    let measurement = try #require(try records(of: block).first)
    guard case .model(let model) = measurement.network else {
      Issue.record("no model")
      return
    }
    let told = [
      model, measurement.platform, "\(measurement.value ?? -1)", "\(measurement.batch ?? -1)",
      measurement.family ?? "-", measurement.split ?? "-", measurement.source?.id ?? "-",
      measurement.source?.value ?? "-",
    ]
    #expect(told == expected)
  }

  /// Milliseconds as they stand, seconds as they are written.
  static let latencies: [(String, String)] = [
    ("90.88183", "0.09088183"), ("1", "0.001"), ("1000", "1.0"), ("12345", "12.345"),
    ("12000", "12.0"), ("123456789", "123456.789"), ("0.4096", "0.0004096"), ("1.50", "0.0015"),
    ("007.0", "0.007"), (".5", "0.0005"), ("5.", "0.005"), ("1.5e-3", "0.0000015"),
    ("1E3", "1.0"), ("2.5e+2", "0.25"), ("0.00001", "1e-08"), ("0.000012", "1.2e-08"),
    ("1e100", "1e+97"), ("1e-200", "1e-203"), ("1234e20", "1.234e+20"), ("100.001", "0.100001"),
    ("0.1234567890123456789", "0.0001234567890123456789"), ("10", "0.01"), ("1e4", "10.0"),
  ]

  @Test(arguments: latencies)
  func `moves the point and rounds nothing`(milliseconds: String, seconds: String) throws {
    let block = read("1 a 1 \(milliseconds) f 2")
    let text = String(decoding: block.bytes, as: UTF8.self)
    #expect(text.contains(#""value":\#(seconds),"unit":"s""#), "\(text)")
    #expect(text.contains(#""value":"\#(milliseconds)","unit":"ms""#))
    let value = try #require(try records(of: block).first?.value)
    if milliseconds.allSatisfy({ $0 != "e" && $0 != "E" }) {
      #expect(value == Double(milliseconds + "e-3"))
    }
  }

  @Test func `passes over blank lines and needs no newline at the end`() throws {
    let block = read("\n \t\r\n1 a 1 1 f 2\r\n\n2 b 1 1 f 2")
    #expect(block.lines == 5)
    #expect(try records(of: block).map { $0.source?.line } == [3, 5])
  }

  @Test func `remarks on platforms without a name and stages that are no split`() {
    let block = read("1 a 1 1 f 7 x\n1 a 1 1 f 2 train\n1 a 1 1 f 5 y\n1 a 1 1 f 7 y")
    #expect(block.remarks.unknownPlatforms == [5, 7])
    #expect(block.remarks.oddStages == 3)
    #expect(block.remarks.firstOddStage == 1)
  }

  @Test func `writes the same bytes however the lines are cut into blocks`() throws {
    var noise = SplitMix64(seed: 7)
    let text = (0..<500).map { number in
      let bad = Int.random(in: 0..<20, using: &noise) == 0
      return "\(number) onnx/m\(number).onnx \(bad ? "x" : "1") 1.\(number) f 2 train\n"
    }.joined()
    let whole = read(text)
    let reader = GTTextReader(source: "gt.txt", dataset: nil, platforms: PlatformNames([2: "two"]))
    var joined: [UInt8] = []
    var line = 1
    for part in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      joined += reader.read(LineBlock(bytes: Array("\(part)\n".utf8), firstLine: line)).bytes
      line += 1
    }
    #expect(joined == whole.bytes)
  }

  // MARK: Refusing

  static let damaged: [(String, column: Int, String)] = [
    ("x", 2, "1 field; expected id, path, batch, latency, family and platform"),
    ("1 a 1 1 f", 10, "5 fields; expected id, path, batch, latency, family and platform"),
    ("1 a 1 1 f  \r", 10, "5 fields; expected id, path, batch, latency, family and platform"),
    ("1 a 8.0 1 f 2", 5, #"batch "8.0"; expected a whole number from 1"#),
    ("1 a 0 1 f 2", 5, #"batch "0"; expected a whole number from 1"#),
    ("1 a -1 1 f 2", 5, #"batch "-1"; expected a whole number from 1"#),
    (
      "1 a 99999999999999999999 1 f 2", 5,
      #"batch "99999999999999999999"; expected a whole number from 1"#
    ),
    ("1 a 1 0 f 2", 7, #"latency "0"; expected a positive number of milliseconds"#),
    ("1 a 1 0.00e5 f 2", 7, #"latency "0.00e5"; expected a positive number of milliseconds"#),
    ("1 a 1 -3 f 2", 7, #"latency "-3"; expected a positive number of milliseconds"#),
    ("1 a 1 nan f 2", 7, #"latency "nan"; expected a positive number of milliseconds"#),
    ("1 a 1 inf f 2", 7, #"latency "inf"; expected a positive number of milliseconds"#),
    ("1 a 1 1.2.3 f 2", 7, #"latency "1.2.3"; expected a positive number of milliseconds"#),
    ("1 a 1 1e f 2", 7, #"latency "1e"; expected a positive number of milliseconds"#),
    ("1 a 1 . f 2", 7, #"latency "."; expected a positive number of milliseconds"#),
    ("1 a 1 1e999 f 2", 7, #"latency "1e999"; expected a positive number of milliseconds"#),
    ("1 a 1 1 f two", 11, #"platform "two"; expected a whole number"#),
    ("1 a 1 1 f -2", 11, #"platform "-2"; expected a whole number"#),
    ("1  a  1  1,5  f  2", 10, #"latency "1,5"; expected a positive number of milliseconds"#),
    (
      "1 a " + String(repeating: "9", count: 50) + " 1 f 2", 5,
      "batch \"" + String(repeating: "9", count: 40) + "…\"; expected a whole number from 1"
    ),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(line: String, column: Int, message: String) {
    let block = read("1 a 1 1 f 2\n" + line + "\n1 a 1 1 f 2\n")
    #expect(block.refusals.map(\.line) == [2])
    #expect(block.refusals.map(\.column) == [column])
    #expect(block.refusals.map { "\($0.error)" } == [message])
    #expect(block.bytes.count { $0 == 0x0A } == 2)
    #expect(block.refusals.first?.position == block.bytes.count / 2)
  }

  @Test func `refuses bytes that are no text`() {
    let block = read([0x31, 0x20, 0x61, 0xFF, 0x62] + Array(" 1 1 f 2\n".utf8))
    #expect(block.refusals.map(\.column) == [4])
  }

  // MARK: Noise

  /// Whatever the bytes, every line becomes a record, a refusal or nothing.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    let pieces = [
      "1", "a.onnx", " ", "  ", "\t", "8", "1.5", "e", ".", "-", "\"", "\\", "\r", "\n", "é",
      "f 2 train",
    ]
    let text = (0..<200).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &noise)] }
    var bytes = Array(text.joined(separator: seed % 2 == 0 ? " " : "").utf8)
    for _ in 0..<Int(seed % 5) {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = UInt8(
        truncatingIfNeeded: noise.next())
    }
    let block = read(bytes)
    #expect(try records(of: block).count + block.refusals.count <= block.lines)
  }
}

private func read(_ text: String) -> MappedBlock<GTRemarks> { read(Array(text.utf8)) }

private func read(_ bytes: [UInt8]) -> MappedBlock<GTRemarks> {
  let reader = GTTextReader(source: "gt.txt", dataset: nil, platforms: PlatformNames([2: "two"]))
  return reader.read(LineBlock(bytes: bytes, firstLine: 1))
}

private func records(of block: MappedBlock<GTRemarks>) throws -> [Measurement] {
  var lines = LineCursor(block.bytes.bytes)
  var records: [Measurement] = []
  while let line = lines.next() { records.append(try Measurement(json: line)) }
  return records
}
