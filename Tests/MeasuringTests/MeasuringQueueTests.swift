import ByteReading
import Datasets
import Measuring
import TestSupport
import Testing

@Suite("Measuring queue")
struct MeasuringQueueTests {
  private static let graph =
    #"{"kind":"graph","id":"g1-1","name":"net","batch":8,"nodes":[],"source":{"path":"a.tar/n.onnx"}}"#

  @Test func `takes each network once`() throws {
    var queue = MeasuringQueue(batch: 2, family: nil)
    let lines = [
      #"{"kind":"measurement","model":"x.onnx","platform":"p","metric":"latency","unit":"s","value":1,"family":"f","split":"test"}"#,
      #"{"kind":"measurement","model":"x.onnx","platform":"q","metric":"latency","unit":"s","value":2}"#,
      #"{"kind":"measurement","model":"x.onnx","batch":4,"platform":"q","metric":"latency","unit":"s","value":2}"#,
      Self.graph,
      #"{"kind":"measurement","graph":"g1-1","platform":"p","metric":"latency","unit":"s","value":1,"family":"g","split":"train"}"#,
      #"{"kind":"note"}"#,
    ]
    let passes = try lines.map { try queue.take(Array($0.utf8).bytes, from: "r.jsonl") }
    #expect(passes == [false, false, false, true, false, true])
    #expect(queue.models.map(\.batch) == [2, 4, 8])
    #expect(queue.models.map(\.family) == ["f", nil, "g"])
    #expect(queue.models.map(\.split) == ["test", nil, "train"])
    #expect(queue.models.map(\.name) == ["x.onnx", "x.onnx", "net"])
  }

  static let homeless: [(line: String, message: String)] = [
    (#"{"kind":"graph","id":"g1-2","nodes":[]}"#, "graph g1-2 does not name a model file"),
    (
      #"{"kind":"measurement","graph":"g1-9","platform":"p","metric":"latency","unit":"s","value":1}"#,
      "graph g1-9 does not name a model file"
    ),
    (
      #"{"kind":"measurement","architecture":{"space":"nb","encoding":"|x|"},"platform":"p","metric":"latency","unit":"s","value":1}"#,
      "architecture |x| of nb does not name a model file"
    ),
    (#"{"kind":"graph"}"#, "expected an object that has it"),
  ]

  @Test(arguments: homeless)
  func `refuses records that lead to no file`(line: String, message: String) {
    var queue = MeasuringQueue(batch: nil, family: nil)
    #expect {
      try queue.take(Array(line.utf8).bytes, from: "r.jsonl")
    } throws: {
      "\($0)".contains(message)
    }
  }

  @Test func `refuses two files of one name`() throws {
    var queue = MeasuringQueue(batch: nil, family: nil)
    try queue.add("a.onnx", at: .path("one/a.onnx"))
    try queue.add("a.onnx", at: .path("one/a.onnx"))
    #expect(queue.models.count == 1)
    #expect(throws: MeasuringError.sameName("a.onnx")) {
      try queue.add("a.onnx", at: .path("two/a.onnx"))
    }
  }
}
