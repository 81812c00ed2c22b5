import ByteReading
import Foundation
import LabelFormats
import RecordStreams
import TestSupport
import Testing

@Suite("Mapped labels")
struct MappingTests {
  static let simple = """
    {"model":"{net}.onnx","platform":"{device,,}","batch":"{bs}","phase":"inference","id":"{net}",\
    "figures":[{"metric":"latency","column":"lat","unit":"ms"}]}
    """

  @Test func `turn rows into records`() throws {
    let table = "net,device,bs,lat\r\na,GPU,8,1.5\r\n\"b, \"\"c\"\"\",CPU,1,2e-3\r\n"
    let records = try Labels.records(of: table, named: "t.csv", mapping: Self.simple)
    #expect(records.map { $0["model"] as? String } == ["a.onnx", "b, \"c\".onnx"])
    #expect(records.map { $0["value"] as? Double } == [0.0015, 0.000002])
    #expect(records.map { $0["platform"] as? String } == ["gpu", "cpu"])
    #expect(records.map { $0["batch"] as? Int } == [8, 1])
    let source = try #require(records[1]["source"] as? [String: Any])
    #expect(source["line"] as? Int == 3)
    #expect(source["value"] as? String == "2e-3")
  }

  /// One table in every spelling that is read.
  static let spellings: [(name: String, text: String)] = [
    ("t.csv", "net,device,bs,lat\na,gpu,8,1.5\n"),
    ("t.csv", "\u{FEFF}net,device,bs,lat\r\na,gpu,8,1.5"),
    ("t.csv", "\"net\",\"device\",\"bs\",\"lat\"\n\"a\",\"gpu\",\"8\",\"1.5\"\n\n"),
    ("t.tsv", "net\tdevice\tbs\tlat\na\tgpu\t8\t1.5\n"),
    ("t.txt", "net;device;bs;lat\na;gpu;8;1.5\n"),
    ("t.csv", "lat,bs,device,net,other\n1.5,8,gpu,a,\"x\ny\"\n"),
    ("t.jsonl", #"{"net":"a","device":"gpu","bs":8,"lat":1.5}"# + "\n\n"),
    ("t.json", #"[{"net":"a","device":"gpu","bs":8,"lat":1.5}]"#),
    ("t.json", #" {"net":"\u0061","device":"gpu","bs":"8","lat":"1.5","x":{"lat":3}}"#),
  ]

  @Test(arguments: spellings)
  func `may be tables or JSON`(name: String, text: String) throws {
    let records = try Labels.records(of: text, named: name, mapping: Self.simple)
    try #require(records.count == 1)
    #expect(records[0]["model"] as? String == "a.onnx")
    #expect(records[0]["value"] as? Double == 0.0015)
    #expect(records[0]["batch"] as? Int == 8)
    #expect(records[0]["platform"] as? String == "gpu")
  }

  static let refused: [(String, String)] = [
    ("net,device,bs,lat\na,gpu,8,x\n", "2:9: lat \"x\"; expected a number of ms"),
    (
      "net,device,bs,lat\na,gpu,8,0\n",
      "2:9: lat \"0\"; expected more than 0 (if it stands for something, say so with missing, withheld or failures)"
    ),
    ("net,device,bs,lat\na,gpu,0,1\n", "2: batch \"0\"; expected a whole number from 1"),
    ("net,device,bs,lat\na,,8,1\n", "2: no platform in this row; expected its name"),
    ("net,device,bs,lat\na,gpu,8,1,2\n", "2: 5 fields; expected 4"),
    (
      "net,device,bs,lat\n\"a\"b,gpu,8,1\n",
      "2:4: text behind a closing quote; expected the next field"
    ),
    ("net,device,bs,lat\na,gpu,8,\"1\n\n", "2:9: a quote that is not closed"),
    ("net,device,bs\na,gpu,8\n", "no column \"lat\"; the table has net, device, bs"),
  ]

  @Test(arguments: refused)
  func `are refused with their place`(table: String, message: String) throws {
    let block = try Labels.block(of: table, named: "t.csv", mapping: Self.simple)
    #expect(Labels.messages(of: block) == [message])
    #expect(block.block.bytes.isEmpty)
  }

  @Test func `refuse text that is not UTF-8`() throws {
    let table = Array("net,device,bs,lat\n".utf8) + [0xE9] + Array(",gpu,8,1\n".utf8)
    let block = try Labels.block(of: table, named: "t.csv", mapping: Self.simple)
    #expect(Labels.messages(of: block) == ["2:1: bytes that are not UTF-8; expected UTF-8"])
  }

  @Test func `keep failures and what is withheld, and count what is missing`() throws {
    let mapping = """
      {"model":"{n}","platform":"p","withheld":["0"],\
      "failures":[{"column":"status","is":["oom"],"reason":"out-of-memory"}],\
      "figures":[{"metric":"latency","column":"t","unit":"us","per":"sample"}],"batch":4}
      """
    let table = "n,t,status\na,2,ok\nb,,oom\nc,0,ok\nd,NA,ok\n"
    let block = try Labels.block(of: table, named: "t.csv", mapping: mapping)
    let records = try Labels.records(in: block)
    #expect(records.map { $0["state"] as? String } == ["measured", "failed", "withheld"])
    #expect(records.map { $0["value"] as? Double } == [0.000008, nil, nil])
    #expect(records[1]["reason"] as? String == "out-of-memory")
    #expect(block.block.remarks.missing == 1)
  }

  @Test func `take samples, sums and conditions`() throws {
    let mapping = """
      {"model":"{n}","platform":{"text":"{d}","names":{"1":"gpu"}},"conditions":{"threads":"{th}","x":"{y?:-z}"},\
      "figures":[{"metric":"latency","columns":["a","b"],"unit":"ms","samples":"s"},\
      {"metric":"energy","samples":["a","b"],"unit":"mJ"}]}
      """
    let table = "n,d,th,a,b,s\nnet,1,2,0.1,0.2,\"[[1, 2.5],[3]]\"\n"
    let records = try Labels.records(of: table, named: "t.csv", mapping: mapping)
    #expect(records[0]["value"] as? Double == 0.0003)
    #expect(records[0]["samples"] as? [[Double]] == [[0.001, 0.0025], [0.003]])
    #expect(records[0]["platform"] as? String == "gpu")
    #expect(records[0]["conditions"] as? [String: String] == ["threads": "2", "x": "z"])
    #expect(records[1]["samples"] as? [Double] == [0.0001, 0.0002])
  }

  static let edits: [(String, String)] = [
    ("{file.stem}", "wmt14ende_cpu_pi_all"), ("{file.stem#*_%_all//_/-}", "cpu-pi"),
    ("{file.stem%%_*}", "wmt14ende"), ("{file.stem##*_}", "all"),
    ("{file.stem%_*}", "wmt14ende_cpu_pi"),
    ("{file.folder}", "data"), ("{{x}}", "{x}"), ("{m,,}-1", "ab-1"), ("{q?:-no}", "no"),
  ]

  @Test(arguments: edits)
  func `edit texts as bash does`(template: String, expected: String) throws {
    let mapping = """
      {"model":"{m}","platform":"\(template)","figures":[{"metric":"latency","column":"t","unit":"s"}]}
      """
    let records = try Labels.records(
      of: "m,t\nAB,1\n", named: "data/wmt14ende_cpu_pi_all.csv", mapping: mapping)
    #expect(records[0]["platform"] as? String == expected)
  }

  static let badMappings: [(String, String)] = [
    ("{}", "found no key \"figures\"; expected an object that has it"),
    (
      #"{"figures":[{"metric":"m","column":"c","unit":"lightyears"}]}"#,
      "figures[0].unit: found \"lightyears\"; expected one of"
    ),
    (#"{"modle":"x"}"#, "modle: found \"modle\"; expected a key of a mapping"),
    (#"{"model":"{x"}"#, "model: found \"{x\"; expected text with {column} in it, braces doubled"),
  ]

  @Test(arguments: badMappings)
  func `say what is wrong with a mapping`(json: String, message: String) {
    let bytes = Array(json.utf8)
    let error = #expect(throws: RecordError.self) { try Mapping(json: bytes.bytes) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func `give the same for blocks of any size`() throws {
    let bytes = Array(Self.simple.utf8)
    let reader = try LabelReader(
      [], as: nil, following: [Mapping(json: bytes.bytes)], LabelOptions())
    var table = "net,device,bs,lat\n"
    for row in 0..<300 {
      table += row % 7 == 0 ? "\"a\n\"\"\(row)\"\"\",gpu,8,1.5\r\n" : "n\(row),gpu,8,1.\(row)\n"
    }
    let text = Array(table.utf8)
    let whole = reader.read(LabelFile(name: "t.csv", bytes: text)).block.bytes
    for size in [1, 7, 64, 1000, 1 << 20] {
      let prepared = try #require(try reader.table(of: "t.csv", text))
      var blocks = CSVBlockInput(Bytes(text), prepared.dialect, blockSize: size)
      var pieces: [UInt8] = []
      while let block = try blocks.next() { pieces += prepared.read(block).bytes }
      #expect(pieces == whole, "blocks of \(size) bytes")
    }
  }

  @Test(.enabled(if: PythonOracle.has("csv"), "needs Scripts/oracles"))
  func `read what Python's csv module reads`() throws {
    var chance = SplitMix64(seed: 11)
    let letters = ["a", "é", "\"\"", ",", "\n", "\r\n", " ", "x", "\\"]
    var table = "a,b,v\n"
    for _ in 0..<2000 {
      let fields = (0..<2).map { _ -> String in
        let plain = (0..<Int.random(in: 1...5, using: &chance)).map { _ in
          letters.randomElement(using: &chance) ?? ""
        }.joined()
        let needsQuotes = plain.contains { "\",\n\r".contains($0) || $0.isNewline }
        return needsQuotes || Bool.random(using: &chance) ? "\"\(plain)\"" : plain
      }
      table += fields.joined(separator: ",") + ",1" + (Bool.random(using: &chance) ? "\n" : "\r\n")
    }
    let folder = try TemporaryFolder()
    try folder.write("t.csv", table)
    let script = """
      import csv, json
      with open("t.csv", newline="", encoding="utf-8") as f:
          print(json.dumps([[r["a"], r["b"]] for r in csv.DictReader(f)]))
      """
    try folder.write("s.py", script)
    let run = try ToolRun(shell: "'\(PythonOracle.interpreter)' s.py", in: folder.url)
    let expected = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [[String]])
    let mapping = """
      {"model":"m{a}","platform":"p{b}","figures":[{"metric":"latency","column":"v","unit":"s"}]}
      """
    let records = try Labels.records(of: table, named: "t.csv", mapping: mapping)
    let found = records.map { record in
      ["model", "platform"].map { String((record[$0] as? String ?? "").dropFirst()) }
    }
    #expect(found == expected)
  }

  @Test(arguments: 0..<20)
  func `survive noise`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    for (name, text) in Self.spellings {
      var bytes = Array(text.utf8)
      for _ in 0..<4 {
        bytes[Int.random(in: 0..<bytes.count, using: &chance)] = UInt8.random(
          in: 0...255, using: &chance)
      }
      _ = try Labels.block(of: bytes, named: name, mapping: Self.simple)
    }
  }
}

/// Bytes as a stream.
private final class Bytes: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var name: String { "memory" }
  var size: Int? { bytes.count }

  func read(into buffer: inout MutableRawSpan) -> Int {
    let count = min(buffer.byteCount, bytes.count - position)
    for offset in 0..<count {
      buffer.storeBytes(of: bytes[position + offset], toByteOffset: offset, as: UInt8.self)
    }
    position += count
    return count
  }
}
