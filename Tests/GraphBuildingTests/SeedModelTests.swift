import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import TestSupport
import Testing

@Suite("TensorFlow Lite and nn-Meter")
struct SeedModelTests {
  private func file(_ path: String) throws -> [UInt8] {
    let folder = Checkout.folder.appending(path: "Tests/GraphBuildingTests/Oracles")
    return [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  private func tfLite(_ name: String) throws -> Graph {
    let bytes = try file("tflite/\(name).tflite")
    var workshop = GraphWorkshop(try .standard())
    return try workshop.build(bytes.bytes, as: .tfLite).graph
  }

  private func nnMeter(_ name: String) throws -> [Graph] {
    let bytes = try file("nn_meter/\(name).json")
    var graphs: [Graph] = []
    try SeedForm.json.forEachNetwork(of: bytes.bytes, from: name) { network in
      graphs.append(try GraphBuilder.standard().build(network.get()))
    }
    return graphs
  }

  @Test func `quantised weights and biases are parameters`() throws {
    let graph = try tfLite("quantised")
    #expect(
      graph.nodes.map(\.op) == [
        "Conv", "Clip", "tensorflow.SpaceToBatchND", "Conv", "tensorflow.BatchToSpaceND",
        "ReduceMean", "Gemm", "tflite.CUSTOM:my-softmax",
      ])
    #expect(graph.totals.parameters == 216 + 8 + 72 + 8 + 80 + 10)
    #expect(
      graph.nodes.map(\.cost.macs) == [8 * 8 * 8 * 27, 0, 0, 4 * 16 * 8 * 9, 0, 0, 80, nil])
    #expect(graph.nodes[7].notes == ["operator tflite.CUSTOM:my-softmax is not known"])
  }

  @Test func `control flow leads to other subgraphs`() throws {
    let graph = try tfLite("control")
    #expect(graph.nodes.map(\.op) == ["tflite.WHILE", "If"])
    #expect(graph.nodes[0].outputs.map(\.shape) == [[], [1, 8]])
    #expect(graph.nodes[0].cost.parameters == 64)
    #expect(graph.nodes[0].cost.macs == 5 * 8 * 8)
    #expect(graph.nodes[0].notes == ["the file has 1 more network in other subgraphs"])
    #expect(graph.nodes[1].outputs.map(\.shape) == [[1, 8]])
    #expect(graph.nodes[1].cost.flops == 8)
  }

  @Test func `nn-Meter's form of a TensorFlow network has weights again`() throws {
    let graph = try #require(try nnMeter("tensorflow").first)
    #expect(
      graph.nodes.map(\.op) == [
        "Conv", "BatchNormalization", "Clip", "Conv", "MaxPool", "Mul", "Concat", "ReduceMean",
        "Reshape", "Gemm", "nnmeter.BesselI1",
      ])
    #expect(
      graph.nodes.map { $0.outputs[0].shape } == [
        [1, 16, 16, 8], [1, 16, 16, 8], [1, 16, 16, 8], [1, 16, 16, 16], [1, 8, 8, 16],
        [1, 8, 8, 16], [1, 8, 8, 32], [1, 32], [1, 32], [1, 10], [nil, 10],
      ])
    #expect(graph.totals.parameters == 216 + 4 * 8 + 144 + 16 + 320)
    #expect(graph.layout == "NHWC")
  }

  @Test func `nn-Meter's form of an ONNX network is that network`() throws {
    let graph = try #require(try nnMeter("onnx").first)
    #expect(graph.nodes.map(\.op) == ["Conv", "Relu", "MaxPool", "Add", "Flatten", "Gemm"])
    #expect(graph.nodes.last?.outputs[0].shape == [1, 10])
    #expect(graph.totals.macs == 8 * 16 * 16 * 27 + 5120)
    #expect(graph.totals.parameters == 216 + 8 + 5120 + 10)
    #expect(graph.nodes.allSatisfy { $0.notes.isEmpty })
  }

  static let broken: [(String, String)] = [
    (
      #"{"a":{"inbounds":[],"attr":{"type":3}}}"#,
      "column 36: a.attr.type: found '3'; expected a string"
    ),
    (#"{"a":{"inbounds":"x"}}"#, "column 18: a.inbounds: found '\"'; expected an array"),
  ]

  @Test(arguments: broken)
  func `what is not of nn-Meter's form is refused with its place`(text: String, message: String) {
    let bytes = Array(text.utf8)
    let error = #expect(throws: (any Error).self) {
      try SeedForm.json.forEachNetwork(of: bytes.bytes, from: "x.json") { _ in }
    }
    #expect("\(error.map { "\($0)" } ?? "")" == message)
  }

  static let shared = "data/tflite/models"

  @Test(.enabled(if: SharedData.path(shared) != nil, "needs shared data"))
  func `a known network has the multiply-accumulates that Vela counts`() throws {
    let path = "\(Self.shared)/tflm__hello_world_int8.tflite"
    let bytes = [UInt8](try SharedData.data(path))
    var workshop = GraphWorkshop(try .standard())
    #expect(try workshop.build(bytes.bytes, as: .tfLite).graph.totals.macs == 288)
  }
}
