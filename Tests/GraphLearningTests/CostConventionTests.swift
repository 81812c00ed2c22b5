import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import GraphLearning
import RecordStreams
import TestSupport
import Testing

@Suite("Cost conventions")
struct CostConventionTests {
  @Test(.enabled(if: NNLQPGolden.isAtHand, "needs shared data"), arguments: [1, 8])
  func `NNLQP's totals are those of its own code`(batch: Int) throws {
    let golden = try NNLQPGolden.resnet()
    let expected = (batch == 1 ? golden.batch1 : golden.batch8).statics
    let file = [UInt8](try SharedData.data("data/onnx/nnlqp/resnet18-v1-7-no-weight.onnx"))
    var graph = try GraphBuilder(costs: .standard(), batch: batch).build(onnx: file.bytes)
    CostConvention.nnlqp.apply(to: &graph)
    #expect(graph.batch.map { Float($0) } == expected[0])
    #expect(graph.totals.flops.map { Float(Double($0) / 1e9) } == expected[1])
    #expect(graph.totals.parameters.map { Float(Double($0) / 1e9) } == expected[2])
    #expect(graph.totals.bytes.map { Float(Double($0) / 4e9) } == expected[3])
  }

  @Test(.enabled(if: NNLQPGolden.isAtHand, "needs shared data"), arguments: MicroGraphs.all.indices)
  func `NNLQP's totals of small graphs are those of its own code`(index: Int) throws {
    let (name, micro) = MicroGraphs.all[index]
    let expected = try #require(NNLQPGolden.micro()[name]).statics
    guard expected.count == 4 else { return }
    var graph = micro
    CostConvention.nnlqp.apply(to: &graph)
    let totals = [graph.totals.flops, graph.totals.parameters, graph.totals.bytes.map { $0 / 4 }]
    for (total, wanted) in zip(totals, expected[1...]) {
      #expect(total.map { Float(Double($0) / 1e9) } == wanted, "\(name)")
    }
  }

  @Test(arguments: PerfSeerEncodingTests.numbers)
  func `PerfSeer's figures are those of its files, and follow from the record`(
    number: String
  ) throws {
    let expected = try SeedGraphs.decoder.decode(
      PerfSeerEncodingTests.Expected.self,
      from: SharedData.data("data/perfseer/expected/\(number).json"))
    var kept = try SeedGraphs.read("data/perfseer/cg/cg/\(expected.stem).pkl")[0]
    var computed = kept
    for index in computed.nodes.indices { computed.nodes[index].seed = nil }
    let own = kept.nodes.map { PerfSeerFigures(of: $0, in: kept).flops }
    CostConvention.perfseer.apply(to: &kept)
    CostConvention.perfseer.apply(to: &computed)
    #expect(kept.nodes.map { $0.cost.flops.map(Double.init) } == own)
    #expect(kept.totals == computed.totals)
    #expect(kept.nodes.map(\.cost) == computed.nodes.map(\.cost))
  }

  @Test(arguments: GENNAPEEncodingTests.published)
  func `GENNAPE's operations are those that it publishes`(file: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      [String: GENNAPEEncodingTests.Published].self,
      from: SharedData.data("data/gennape/real_autogo/expected.json"))
    var graph = try SeedGraphs.read("data/gennape/real_autogo/\(file)")[0]
    CostConvention.gennape.apply(to: &graph)
    #expect(graph.totals.flops.map(Double.init) == expected[file]?.flops)
  }

  @Test func `details split the bytes and say how much is computed with each`() {
    var graph = Graph(
      inputs: [ValueInfo(shape: [1, 8], type: .float32)],
      weights: [ValueInfo(shape: [8, 4], type: .float32)],
      nodes: [
        Node(
          op: "MatMul", inputs: [.input(0)], weights: [WeightUse(position: 1, weight: 0)],
          outputs: [ValueInfo(shape: [1, 4], type: .float32)],
          cost: Cost(flops: 64, macs: 32, parameters: 32, bytes: 176))
      ], outputs: [.node(0, output: 0)],
      totals: Cost(flops: 64, macs: 32, parameters: 32, bytes: 176))
    graph.detailCosts()
    #expect(graph.nodes[0].cost.weightBytes == 128)
    #expect(graph.nodes[0].cost.activationBytes == 48)
    #expect(graph.nodes[0].cost.intensity == 64.0 / 176)
    #expect(graph.totals.weightBytes == 128)
  }

  @Test func `a hostile record is counted without a trap`() {
    let node = Node(
      op: "Conv", attributes: [Attribute(name: "kernel_shape", value: .ints([.max, .max]))],
      inputs: [.node(9, output: 4)], weights: [WeightUse(position: 1, weight: 7)],
      outputs: [ValueInfo(shape: [Int.max, nil, Int.max], type: nil)],
      cost: Cost(flops: .max, bytes: .max))
    for convention in CostConvention.allCases {
      var graph = Graph(nodes: [node, node])
      convention.apply(to: &graph)
      graph.detailCosts()
      #expect(graph.nodes.count == 2)
    }
  }
}
