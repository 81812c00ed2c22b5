import ComputationGraph
import Foundation
import GraphLearning
import Testing

@Suite("NNLQP encoding")
struct NNLQPEncodingTests {
  @Test(.enabled(if: NNLQPGolden.isAtHand), arguments: MicroGraphs.all.indices)
  func `v0 agrees with upstream, row for row by tensor name`(index: Int) throws {
    let (name, graph) = MicroGraphs.all[index]
    let expected = try #require(NNLQPGolden.micro()[name])
    expectSame(graph, expected)
  }

  @Test func `v0 sees constants as nodes, v1 does not`() {
    #expect(
      NNLQPEncoding.v0.rows(of: MicroGraphs.clip).rows.compactMap(\.name) == ["x", "lo", "hi", "y"])
    #expect(NNLQPEncoding.v1.rows(of: MicroGraphs.clip).rows.compactMap(\.name) == ["x", "y"])
  }

  @Test func `v1 knows MatMul`() {
    let slot = 17
    #expect(NNLQPEncoding.v0.rows(of: MicroGraphs.product(batch: 1)).rows[2].features[slot] == 0)
    #expect(NNLQPEncoding.v1.rows(of: MicroGraphs.product(batch: 1)).rows[1].features[slot] == 1)
  }

  @Test func `v1 counts what the record counts`() {
    var graph = MicroGraphs.product(batch: 8)
    graph.nodes[0].cost = Cost(flops: 1024, macs: 512, parameters: 64, bytes: 0)
    graph.nodes[1].cost = Cost(flops: 96, macs: 0, parameters: 0, bytes: 0)
    #expect(
      NNLQPEncoding.v1.encode(graph).statics == [8, 1.12e-6, 6.4e-8, Float((32 + 64 + 32) / 1e9)])
  }

  @Test func `a convolution's vector, slot by slot`() {
    let row = NNLQPEncoding.v0.rows(of: MicroGraphs.convolution(batch: 1)).rows[1]
    #expect(row.name == "c")
    #expect(row.features[0] == 1)
    let attributes: [Float] = [
      0.008392857387661934, -0.002857142360880971, -0.125, 0, -0.002291666576638818,
      -0.7699999809265137, 0, 0,
    ]
    #expect(Array(row.features[32..<40]) == attributes)
    #expect(row.features[40] == -0.010986328125)
  }

  @Test func `a hostile record is encoded without a trap`() {
    let graph = Graph(
      nodes: [
        MicroGraphs.node("Conv", [.node(7, output: 3)], [("y", [1])]),
        MicroGraphs.node("Add", [.input(9), .absent, .node(0, output: 5)], [("z", [])]),
        MicroGraphs.node(
          "Gemm", [], [("g", [2, Int.max])], weights: [WeightUse(position: 99, weight: 4)]),
      ])
    #expect(NNLQPEncoding.v0.encode(graph).nodeCount == 0)
    #expect(NNLQPEncoding.v1.encode(graph).nodeCount == 0)
  }
}
