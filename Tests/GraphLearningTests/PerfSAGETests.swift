import ByteReading
import ComputationGraph
import DenseKernels
import Foundation
import GraphBuilding
import GraphLearning
import TestSupport
import Testing

@Suite("PerfSAGE")
struct PerfSAGETests {
  struct Expected: Decodable {
    var output: [Float]
    var losses: [Float]
  }

  /// The script's two graphs, with two features a node and its number modulo 3 as its operator.
  static func batch() -> GraphBatch {
    let edges = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
    let features = Array(LayerOracle.input(rows: 7, columns: 2).elements)
    let graphs = [(0, 4), (4, 3)].map { first, count in
      var graph = EncodedGraph(
        nodeCount: count, features: Array(features[2 * first..<2 * (first + count)]),
        edges: edges.filter { (first..<first + count).contains($0.0) }
          .map { ($0.0 - first, $0.1 - first) }, direction: .forwards, statics: [])
      graph.categories = (first..<first + count).map { Int32($0 % 3) }
      return graph
    }
    return GraphBatch(graphs)
  }

  @Test(arguments: AggregatorKind.allCases)
  func `outputs and ten steps are PyTorch's`(kind: AggregatorKind) throws {
    let expected = try #require(
      try LayerOracle.decode([String: Expected].self, from: "perfsage.json")[kind.rawValue])
    let network = PerfSAGENetwork(
      features: 2, operators: 3, aggregator: kind, hidden: 2, layers: 2)
    var parameters = LayerOracle.parameters(network.parameters)
    var optimiser = Optimiser(for: parameters)
    var tape = Tape(workers: Workers(1))
    var dropout: DropoutSource?
    let batch = Self.batch()
    for (step, wanted) in expected.losses.enumerated() {
      tape.reset()
      let variables = parameters.map { tape.parameter($0.value) }
      let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
      if step == 0 {
        for (row, value) in expected.output.enumerated() {
          #expect(abs(tape.value(output)[row, 0] - value) < 1e-4 * abs(value))
        }
      }
      let loss = tape.loss(.absoluteRelative, of: output, truth: [0.5, 0.8])
      #expect(abs(tape.value(loss)[0, 0] - wanted) < 2e-4 * wanted, "step \(step)")
      tape.differentiate(loss)
      let gradients = variables.map { tape.takeGradient($0) }
      tape.reset()
      optimiser.step(
        &parameters, along: gradients.map { $0.map { .dense($0) } }, learningRate: 0.01,
        on: tape.workers)
    }
  }

  /// Six networks: their nodes, operators, and the sum of their features before scaling.
  static let published: [(name: String, nodes: Int, operators: Int, sum: Float)] = [
    ("dscnn_000", 28, 10, 2027), ("dscnn_001", 16, 6, 3690), ("incept_000", 27, 11, 1307),
    ("incept_001", 95, 39, 16279), ("mbv1_000", 31, 11, 1497), ("mbv1_001", 76, 26, 5518),
  ]

  @Test(
    .enabled(if: SharedData.path("data/perfsage-mini/golden_preprocess") != nil),
    arguments: published)
  func `features are those of the published preprocessing`(
    name: String, nodes: Int, operators: Int, sum: Float
  ) throws {
    let path = "data/perfsage-mini/golden_preprocess/input/\(name)/tflites/\(name)_INT8.tflite"
    let file = [UInt8](try SharedData.data(path))
    var workshop = GraphWorkshop(try GraphBuilder(costs: .standard()))
    let graph = try workshop.build(file.bytes, as: .tfLite).graph
    let encoded = try #require(GraphEncoding.perfSAGE.encode(graph))
    #expect(encoded.nodeCount == nodes)
    #expect(encoded.categories.count { $0 != 1 } == operators)
    #expect(encoded.features.reduce(0, +) == sum)
    let conditional = try #require(GraphEncoding.perfSAGEConditional.encode(graph))
    #expect(conditional.features.count == 2 * encoded.features.count)
    #expect(conditional.features.allSatisfy { abs($0) <= 2.0001 })
  }

  @Test func `only TensorFlow Lite's networks are encoded`() {
    #expect(GraphEncoding.perfSAGE.encode(SmallData.graph(depth: 2, channels: 3)) == nil)
  }
}
