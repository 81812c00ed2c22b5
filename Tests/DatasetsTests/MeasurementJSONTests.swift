import ByteReading
import ComputationGraph
import Datasets
import RecordStreams
import TestSupport
import Testing

@Suite("Measurement record")
struct MeasurementJSONTests {
  static let records: [String] = [
    #"""
    {"kind":"measurement","graph":"g1-00","platform":"cpu-openppl-fp32","metric":"latency",\#
    "value":0.09088183,"unit":"s","dispersion":0.001,"count":3,"phase":"inference","batch":8,"state":"measured",\#
    "dataset":"nnlqp-multi-platform","family":"alexnet","split":"train",\#
    "samples":[[1.5,2],[3]],"conditions":{"runtime":"x","threads":1},\#
    "source":{"path":"gt.txt","line":1,"id":"553312","value":"90.88183","unit":"ms"},\#
    "note":"kept","deep":{"a":[1.50,null]}}
    """#,
    #"{"kind":"measurement","model":"onnx/a.onnx","platform":"p","metric":"energy","unit":"J","state":"failed","reason":"timeout"}"#,
    #"{"kind":"measurement","architecture":{"space":"nasbench201","encoding":"|x~0|"},"platform":"p","metric":"accuracy","value":0.5,"unit":"1","state":"estimated"}"#,
    #"{"kind":"measurement","graph":"g1-00","platform":"p","metric":"latency","value":1e-05,"unit":"s","state":"measured","model":"onnx/\"a\".onnx"}"#,
  ]

  @Test(arguments: records)
  func `survives the way to a value and back`(record: String) throws {
    let read = try measurement(record)
    var writer = JSONWriter()
    read.write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == record)
    let copy = writer.take()
    #expect(try Measurement(json: copy.bytes) == read)
  }

  static let damaged: [(String, RecordError)] = [
    (
      #"{"kind":"measurement","platform":"p","metric":"latency","value":1,"unit":"s"}"#,
      RecordError(found: "no network", expected: "one of graph, model and architecture")
    ),
    (
      #"{"kind":"measurement","model":"a","metric":"latency","value":1,"unit":"s"}"#,
      RecordError(found: "no key \"platform\"", expected: "an object that has it")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","value":1,"unit":"ms"}"#,
      RecordError(
        column: 86, path: "unit", found: "\"ms\"", expected: "one of s, B, J, W, 1 and count")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","value":1e999,"unit":"s"}"#,
      RecordError(
        column: 77, path: "value", found: "1e999", expected: "a number of at most 1.8e308")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","value":NaN,"unit":"s"}"#,
      RecordError(column: 77, path: "value", found: "'N'", expected: "a digit")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","unit":"s"}"#,
      RecordError(
        found: "neither value nor samples", expected: "one of them for the state measured")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","batch":0,"unit":"s"}"#,
      RecordError(column: 77, path: "batch", found: "0", expected: "a whole number from 1")
    ),
    (
      #"{"kind":"measurement","model":"a","platform":"p","metric":"latency","state":"guessed"}"#,
      RecordError(
        column: 77, path: "state", found: "\"guessed\"",
        expected: "measured, estimated, predicted, withheld, failed")
    ),
    (
      #"{"kind":"measurement","architecture":{"space":"nasbench201"},"platform":"p","metric":"latency","value":1,"unit":"s"}"#,
      RecordError(
        path: "architecture", found: "no key \"encoding\"", expected: "an object that has it")
    ),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(text: String, error: RecordError) {
    #expect(throws: error) { try measurement(text) }
  }

  @Test func `refuses an unknown key twice`() {
    #expect(throws: RecordError.self) {
      try measurement(
        #"{"kind":"measurement","model":"a","x":1,"x":2,"platform":"p","metric":"m","value":1,"unit":"s"}"#
      )
    }
  }

  @Test func `does not grow with unknown keys`() {
    let many = (0..<100_000).map { #","k\#($0)":0"# }.joined()
    #expect(throws: RecordError.self) { try measurement(#"{"kind":"measurement""# + many + "}") }
  }

  @Test func `refuses a record cut short at every byte`() {
    let bytes = Array(Self.records[0].utf8)
    for end in 0..<bytes.count {
      let part = Array(bytes[..<end])
      #expect(throws: RecordError.self) { try Measurement(json: part.bytes) }
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `survives changed bytes`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    for record in Self.records {
      var changed = Array(record.utf8)
      for _ in 0..<20 {
        changed[Int.random(in: 0..<changed.count, using: &noise)] =
          UInt8.random(in: .min ... .max, using: &noise)
        _ = try? Measurement(json: changed.bytes)
        _ = try? RecordKind.sniff(changed.bytes)
      }
    }
  }
}

private func measurement(_ text: String) throws(RecordError) -> Measurement {
  let bytes = Array(text.utf8)
  return try Measurement(json: bytes.bytes)
}
