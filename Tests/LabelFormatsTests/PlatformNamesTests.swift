import ByteReading
import LabelFormats
import RecordStreams
import Testing

@Suite("Platform names")
struct PlatformNamesTests {
  static let tables: [String] = [
    #"{"1":"one","2":{"threads":2,"name":"two"}}"#,
    "1 one\n\n# a comment\n2\ttwo # and another\r\n",
    "  2 two\n1 one",
  ]

  @Test(arguments: tables)
  func `are read from either form`(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(try PlatformNames(reading: bytes.bytes) == PlatformNames([1: "one", 2: "two"]))
  }

  @Test(arguments: [
    #"{"one":"1"}"#, #"{"1":7}"#, #"{"1":{}}"#, #"{"1":"a","1":"b"}"#, "1", "one 1", "1 a\n1 b",
    "1 a b", "-1 a", "{",
  ])
  func `refuse what is neither`(text: String) {
    let bytes = Array(text.utf8)
    #expect(throws: RecordError.self) { try PlatformNames(reading: bytes.bytes) }
  }

  @Test func `make a name of a number without one`() {
    #expect(PlatformNames([1: "one"]).name(of: 1) == "one")
    #expect(PlatformNames([1: "one"]).name(of: 2) == "nnlqp-platform-2")
  }

  static let files: [(path: String, dataset: String?, first: String, second: String)] = [
    ("gt.txt", nil, "gpu-gtx1660-trt7.1-fp32", "cpu-openppl-fp32"),
    (
      "d/unseen_structure/gt.txt", "nnlqp-unseen-structure", "gpu-gtx1660-trt7.1-fp32",
      "nnlqp-platform-2"
    ),
    (
      "d.tar.gz/multi_platform/gt.txt", "nnlqp-multi-platform", "nnlqp-platform-1",
      "cpu-openppl-fp32"
    ),
    ("mine/gt.txt", nil, "mine", "nnlqp-platform-2"),
  ]

  @Test(arguments: files)
  func `come from the file's own table, its dataset, or NNLQP`(
    path: String, dataset: String?, first: String, second: String
  ) throws {
    let tables = ["mine": Array(#"{"1":"mine"}"#.utf8)]
    let datasets = try GTDatasets(named: nil, table: nil, tables: tables)
    let lines = LineBlock(bytes: Array("1 a 1 1 f 1\n1 a 1 1 f 2\n".utf8), firstLine: 1)
    let text = String(decoding: datasets.reader(for: path).read(lines).bytes, as: UTF8.self)
    let records = text.split(separator: "\n")
    #expect(records[0].contains(#""platform":"\#(first)""#))
    #expect(records[1].contains(#""platform":"\#(second)""#))
    #expect(records[0].contains("\"dataset\":") == (dataset != nil))
    if let dataset { #expect(records[0].contains(#""dataset":"\#(dataset)""#)) }
  }
}
