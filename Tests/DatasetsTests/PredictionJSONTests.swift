import ByteReading
import Datasets
import RecordStreams
import Testing

@Suite("Prediction record")
struct PredictionJSONTests {
  static let records: [String] = [
    #"{"kind":"prediction","graph":"g1-00","platform":"p","metric":"latency","value":0.001,"unit":"s","model":"ab"}"#,
    #"{"kind":"prediction","graph":"g1-00","platform":"p","metric":"latency","value":0.001,"unit":"s","model":"ab","batch":8,"interval":[0.0005,0.002],"truth":0.0011,"dataset":"d","family":"f"}"#,
  ]

  @Test(arguments: records)
  func `survives the way to a value and back`(record: String) throws {
    let bytes = Array(record.utf8)
    let read = try Prediction(json: bytes.bytes)
    var writer = JSONWriter()
    read.write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == record)
  }

  @Test(arguments: [#""interval":[2,1],"#, #""interval":[1],"#, #""value":null,"#, #""model":"","#])
  func `refuses what makes no sense`(member: String) {
    let text =
      "{\(member)"
      + #""kind":"prediction","graph":"g1-00","platform":"p","metric":"latency","unit":"s","#
      + #""truth":1}"#
    let bytes = Array(text.utf8)
    #expect(throws: RecordError.self) { try Prediction(json: bytes.bytes) }
  }

  static let kinds: [(String, RecordKind?)] = [
    (#"{"kind":"graph","nodes":[]}"#, .graph), (#"{"kind":"measurement"}"#, .measurement),
    (#" { "a":[1,{}], "kind" : "prediction" }"#, .prediction),
    (#"{"kind":"architecture","space":"s"}"#, .architecture),
    (#"{"kind":"device","x":1}"#, .other), ("", nil), (" \r", nil),
  ]

  @Test(arguments: kinds)
  func `is told by the kind of its line`(line: String, kind: RecordKind?) throws {
    let bytes = Array(line.utf8)
    #expect(try RecordKind.sniff(bytes.bytes) == kind)
  }

  @Test(arguments: ["[]", "{}", "hello", #"{"kind":7}"#, #"{"a":1}"#])
  func `refuses a line without a kind`(line: String) {
    let bytes = Array(line.utf8)
    #expect(throws: RecordError.self) { try RecordKind.sniff(bytes.bytes) }
  }
}
