import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import ModelFormats
import RecordStreams
import TestSupport
import Testing

@Suite("ONNX writer")
struct ONNXWriterTests {
  static let styles: [ONNXWriter.Weights] = [.graphInputs, .zeros, .none, .values(seed: 1)]

  @Test(arguments: styles.dropLast())
  func `writes what reads back as the same network`(style: ONNXWriter.Weights) throws {
    let builder = try GraphBuilder.standard()
    for model in FixtureModels.all {
      let bytes = try ONNXWriter(weights: style).bytes(of: model.graph)
      let graph = try builder.build(onnx: bytes.bytes)
      #expect(graph.id == model.graph.id, "\(model.path)")
      #expect(graph.totals == model.graph.totals, "\(model.path)")
    }
  }

  @Test(arguments: styles)
  func `writes operators of every kind`(style: ONNXWriter.Weights) throws {
    let builder = try GraphBuilder.standard()
    let draft = try Self.kinds()
    let graph = try builder.build(draft)
    let bytes = try ONNXWriter(weights: style).bytes(of: graph)
    let again = try builder.build(onnx: bytes.bytes)
    #expect(again.id == graph.id)
    #expect(again.nodes.map(\.op) == graph.nodes.map(\.op))
  }

  @Test(.enabled(if: SharedData.path("data/onnx/torchvision-exports") != nil, "needs shared data"))
  func `writes what exporters write`() throws {
    let builder = try GraphBuilder.standard()
    let folder = try #require(SharedData.path("data/onnx/torchvision-exports"))
    // Swin computes masks from the shapes of its data, which are constants once they are written.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasSuffix("-noweight.onnx") && !name.hasPrefix("swin") {
      let bytes = Array(try SharedData.data("data/onnx/torchvision-exports/\(name)"))
      let graph = try builder.build(onnx: bytes.bytes)
      let written = try ONNXWriter(weights: .none).bytes(of: graph)
      #expect(try builder.build(onnx: written.bytes).id == graph.id, "\(name)")
    }
  }

  @Test(
    .enabled(if: PythonOracle.has("onnx, onnxruntime"), "needs Scripts/oracles"),
    arguments: [.graphInputs, .zeros, .values(seed: 1)] as [ONNXWriter.Weights])
  func `is accepted by onnx's checker and run by onnxruntime`(style: ONNXWriter.Weights) throws {
    let folder = try TemporaryFolder()
    var written = 0
    for index in stride(from: 0, to: FixtureModels.all.count, by: 24) {
      let bytes = try ONNXWriter(weights: style).bytes(of: FixtureModels.all[index].graph)
      try Data(bytes).write(to: folder.url.appending(path: "\(index).onnx"))
      written += 1
    }
    let script = PythonOracle.script("run_models.py")
    let run = try ToolRun(
      shell: "'\(PythonOracle.interpreter)' '\(script)' '\(folder.url.path)'", in: folder.url)
    #expect(
      String(decoding: run.output, as: UTF8.self) == "passed: \(written)\n", "\(run.messages)")
  }

  @Test(arguments: [
    ("Upsample", "node 0 (Upsample): no operator of set 17 or later"),
    ("If", "node 0 (If): the record does not hold the graphs inside it"),
    ("Unheard", "output 0: its type or rank is not known"),
  ])
  func `refuses what a model cannot hold`(op: String, message: String) throws {
    let graph = Graph(
      nodes: [Node(op: op, outputs: [ValueInfo(name: "y", shape: nil, type: .float32)])],
      outputs: [.node(0, output: 0)])
    let error = try #require(throws: ONNXWriteError.self) {
      try ONNXWriter().bytes(of: graph)
    }
    #expect(error.description == message)
  }

  @Test func `gives values that share a name names of their own`() throws {
    let value = ValueInfo(name: "x", shape: [1, 8], type: .float32)
    let graph = Graph(
      inputs: [value],
      nodes: [
        Node(op: "Relu", inputs: [.input(0)], outputs: [value]),
        Node(op: "Add", inputs: [.node(0, output: 0), .input(0)], outputs: [value]),
      ], outputs: [.node(1, output: 0)])
    let bytes = try ONNXWriter().bytes(of: graph)
    let model = try ONNXModel(bytes.bytes)
    #expect(model.graph.nodes.map(\.inputs) == [["x"], ["node0", "x"]])
    #expect(model.graph.outputs.map(\.name) == ["node1"])
  }

  /// A network with attributes that became operands, a weight beside data, and another domain.
  static func kinds() throws -> GraphDraft {
    var draft = GraphDraft()
    func value(_ shape: [Int]?, isWeight: Bool = false) -> Int {
      draft.values.append(
        GraphDraft.Value(
          name: "v\(draft.values.count)", shape: shape.map { $0.map { .value($0) } },
          type: shape == nil ? nil : .float32, isWeight: isWeight))
      return draft.values.count - 1
    }
    func add(_ op: String, _ operands: [Int], _ attributes: [Attribute] = [], opset: Int = 9) -> Int
    {
      let output = value(nil)
      draft.nodes.append(
        GraphDraft.Node(
          op: op, opset: opset, attributes: attributes, operands: operands, outputs: [output]))
      return output
    }
    let input = value([2, 8, 16, 16])
    draft.inputs = [input]
    let bounds = [
      Attribute(name: "min", value: .float(0)), Attribute(name: "max", value: .float(6)),
    ]
    let clipped = add("Clip", [input], bounds)
    let pads = Attribute(name: "pads", value: .ints([0, 0, 1, 1, 0, 0, 1, 1]))
    let padded = add("Pad", [clipped], [pads])
    let ends = [
      Attribute(name: "starts", value: .ints([1, 1])),
      Attribute(name: "ends", value: .ints([17, 17])),
      Attribute(name: "axes", value: .ints([2, 3])),
    ]
    let sliced = add("Slice", [padded], ends)
    let scaled = add("Mul", [sliced, value([8, 1, 1], isWeight: true)])
    let pool = [
      Attribute(name: "kernel_shape", value: .ints([3, 3])),
      Attribute(name: "pads", value: .ints([1, 1, 1, 1])),
    ]
    let pooled = add("AveragePool", [scaled], pool)
    let mean = add("ReduceMean", [pooled], [Attribute(name: "axes", value: .ints([2, 3]))])
    let flat = add("Squeeze", [mean], [Attribute(name: "axes", value: .ints([2, 3]))])
    let dropped = add("Dropout", [flat], [Attribute(name: "ratio", value: .float(0.2))])
    let gelu = add("Gelu", [dropped], opset: 20)
    let gemm = add(
      "Gemm", [gelu, value([10, 8], isWeight: true), value([10], isWeight: true)],
      [Attribute(name: "transB", value: .int(1))])
    draft.outputs = [add("Softmax", [gemm], opset: 13)]
    return draft
  }
}

extension ONNXWriter {
  /// The model as bytes.
  fileprivate func bytes(of graph: Graph) throws -> [UInt8] {
    let sink = ByteCollector()
    try write(graph, to: sink)
    return sink.bytes
  }
}

/// A sink that keeps what is written.
private final class ByteCollector: ByteSink {
  let name = "memory"
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) throws(StreamError) {
    self.bytes.append(bytes)
  }

  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}
}
