import ByteReading
import ComputationGraph
import RecordStreams
import TestSupport
import Testing

@Suite("Graph record")
struct GraphJSONTests {
  static let example = Graph(
    id: "g1-9f2c", structure: "s1-77", name: "tiny", family: "resnet", layout: "NCHW", batch: 1,
    inputs: [ValueInfo(name: "data", shape: [1, 3, nil, 224], type: .float32)],
    weights: [ValueInfo(name: "w", shape: [8, 3, 1, 1], type: .float32)],
    nodes: [
      Node(
        op: "Conv", name: "c0",
        attributes: [
          Attribute(name: "group", value: .int(1)),
          Attribute(name: "strides", value: .ints([1, 1])),
        ], inputs: [.input(0)], weights: [WeightUse(position: 1, weight: 0)],
        outputs: [ValueInfo(shape: nil, type: .float32)], cost: Cost(flops: 10, macs: 5)),
      Node(
        op: "Split", attributes: [Attribute(name: "epsilon", value: .float(1e-5))],
        inputs: [.node(0, output: 0), .absent],
        outputs: [ValueInfo(shape: [], type: nil), ValueInfo(shape: [2], type: .int64)],
        notes: ["why"]),
      Node(
        op: "Add", attributes: [Attribute(name: "scale", value: .float(1))],
        inputs: [.node(1, output: 0), .node(1, output: 1)],
        outputs: [ValueInfo(shape: [2], type: .int64)]),
    ], outputs: [.node(2, output: 0)], totals: Cost(flops: 10),
    source: Source(format: "onnx", path: "a.onnx"))

  static let exampleText = #"""
    {"kind":"graph","id":"g1-9f2c","structure":"s1-77","name":"tiny","family":"resnet",\#
    "layout":"NCHW","batch":1,\#
    "inputs":[{"name":"data","shape":[1,3,null,224],"type":"float32"}],\#
    "weights":[{"name":"w","shape":[8,3,1,1],"type":"float32"}],\#
    "nodes":[{"op":"Conv","name":"c0","attributes":{"group":1,"strides":[1,1]},"inputs":[-1],\#
    "weights":[[1,0]],"outputs":[{"shape":null,"type":"float32"}],"flops":10,"macs":5},\#
    {"op":"Split","attributes":{"epsilon":1e-05},"inputs":[0,null],\#
    "outputs":[{"shape":[]},{"shape":[2],"type":"int64"}],"notes":["why"]},\#
    {"op":"Add","attributes":{"scale":1.0},"inputs":[1,[1,1]],\#
    "outputs":[{"shape":[2],"type":"int64"}]}],\#
    "outputs":[2],"edges":[[0,1],[1,2]],"totals":{"flops":10},\#
    "source":{"format":"onnx","path":"a.onnx"}}
    """#

  @Test func `is written in one form`() {
    #expect(text(of: Self.example) == Self.exampleText)
  }

  @Test func `is read back`() throws {
    #expect(try graph(Self.exampleText) == Self.example)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `survives the way to text and back`(seed: UInt64) throws {
    let original = Graph.random(seed: seed)
    let written = text(of: original)
    let copy = try graph(written)
    #expect(copy == original)
    #expect(text(of: copy) == written)
  }

  @Test func `takes keys in any order, white space, and keys it does not know`() throws {
    let shuffled = #"""
       { "nodes" : [ { "outputs":[] , "new":{"a":[1]}, "inputs":[-1], "op":"Relu" } ],
        "inputs":[{"shape":null,"extra":1}], "future": [1,{"x":null}] , "kind":"graph" }
      """#
    let read = try graph(shuffled)
    #expect(read.nodes == [Node(op: "Relu", inputs: [.input(0)])])
  }

  // MARK: Refusing

  static let damaged: [(String, RecordError)] = [
    (
      #"{"kind":"graph"}"#,
      RecordError(found: "no key \"nodes\"", expected: "an object that has it")
    ),
    (
      #"{"kind":"measurement","nodes":[]}"#,
      RecordError(column: 9, path: "kind", found: "\"measurement\"", expected: "\"graph\"")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","op":"Add"}]}"#,
      RecordError(
        column: 39, path: "nodes[0].op", found: "\"op\" again", expected: "each key once")
    ),
    (
      #"{"kind":"graph","nodes":[],"nodes":[]}"#,
      RecordError(column: 28, path: "nodes", found: "\"nodes\" again", expected: "each key once")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","attributes":{"a":1,"a":2}}]}"#,
      RecordError(
        column: 59, path: "nodes[0].attributes.a", found: "\"a\" again", expected: "each key once")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","attributes":{"a":[1,1.0]}}]}"#,
      RecordError(
        column: 60, path: "nodes[0].attributes.a", found: "another kind of value than before",
        expected: "values of one kind")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","inputs":[0]}]}"#,
      RecordError(
        path: "nodes[0].inputs[0]", found: "output 0 of node 0",
        expected: "an output of one of the 0 nodes before")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","inputs":[-1]}]}"#,
      RecordError(path: "nodes[0].inputs[0]", found: "-1", expected: "one of 0 inputs")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","inputs":[-9223372036854775808]}]}"#,
      RecordError(
        path: "nodes[0].inputs[0]", found: "-9223372036854775808", expected: "one of 0 inputs")
    ),
    (
      #"{"kind":"graph","nodes":[{"op":"Relu","weights":[[0,0]]}]}"#,
      RecordError(
        path: "nodes[0].weights[0]", found: "[0,0]",
        expected: "a rising position below 1 and a weight below 0")
    ),
    (
      #"{"kind":"graph","nodes":[],"outputs":[[0,1]]}"#,
      RecordError(
        path: "outputs[0]", found: "output 1 of node 0",
        expected: "an output of one of the 0 nodes before")
    ),
    (
      #"{"kind":"graph","nodes":[],"inputs":[{"shape":[1,-3]}]}"#,
      RecordError(
        column: 50, path: "inputs[0].shape[1]", found: "-3", expected: "a whole number from 0")
    ),
    (
      #"{"kind":"graph","nodes":[],"inputs":[{"shape":[1e3]}]}"#,
      RecordError(column: 48, path: "inputs[0].shape[0]", found: "1e3", expected: "a whole number")
    ),
    (
      #"{"kind":"graph","nodes":[],"batch":99999999999999999999}"#,
      RecordError(
        column: 36, path: "batch", found: "99999999999999999999",
        expected: "a whole number of 64 bits")
    ),
    (
      #"{"kind":"graph","nodes":[],"inputs":[{"type":"float31"}]}"#,
      RecordError(
        column: 46, path: "inputs[0].type", found: "\"float31\"",
        expected: "an element type such as float32")
    ),
    (
      #"{"kind":"graph","nodes":[]} x"#,
      RecordError(column: 29, found: "'x'", expected: "the end of the text")
    ),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(text: String, error: RecordError) {
    #expect(throws: error) { try graph(text) }
  }

  @Test func `refuses a record cut short at every byte`() {
    let bytes = Array(Self.exampleText.utf8)
    for end in 0..<bytes.count {
      let part = Array(bytes[..<end])
      #expect(throws: RecordError.self) { try Graph(json: part.bytes) }
    }
  }

  /// Whatever a byte becomes, the reader returns or throws. It does not trap.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `survives changed bytes`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let bytes = Array(text(of: Graph.random(seed: seed)).utf8)
    for _ in 0..<100 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &noise) {
        let position = Int.random(in: 0..<changed.count, using: &noise)
        changed[position] = UInt8.random(in: .min ... .max, using: &noise)
      }
      _ = try? Graph(json: changed.bytes)
    }
  }

  @Test func `refuses nesting without end`() {
    let deep = Array(#"{"kind":"graph","future":"#.utf8) + [UInt8](repeating: 0x5B, count: 1 << 20)
    #expect(throws: RecordError.self) { try Graph(json: deep.bytes) }
  }
}

private func graph(_ text: String) throws(RecordError) -> Graph {
  let bytes = Array(text.utf8)
  return try Graph(json: bytes.bytes)
}

private func text(of graph: Graph) -> String {
  var writer = JSONWriter()
  graph.write(to: &writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}
