import ByteReading
import ComputationGraph
import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite(
  "k-GNN network", .enabled(if: SharedData.path("data/gennape/training_golden.json") != nil))
struct KGNNNetworkTests {
  struct Training: Decodable {
    struct Step: Decodable {
      var graph: String
      var target: Float
      var pred: Float
      var loss: Float
      var gradNormBeforeClip: Double
    }
    var steps: [Step]
    var finalPreds: [String: Float]
  }

  /// A graph as upstream builds it of a frozen TensorFlow file.
  struct Built: Decodable {
    var nodes: [GENNAPEEncodingTests.Expected.Node]
    var edges: [[Int]]
    var maxHiddenSize: Double?
    var maxDerivedH: Double?
    var maxDerivedW: Double?
  }

  static func weights() throws -> [String: [Float]] {
    let object = try JSONSerialization.jsonObject(
      with: SharedData.data("data/gennape/kgnn_seed1_weights.json"))
    return (object as? [String: Any] ?? [:]).mapValues { value in
      if let rows = value as? [[Double]] { return rows.flatMap { $0.map { Float($0) } } }
      return (value as? [Double] ?? []).map { Float($0) }
    }
  }

  /// Upstream's graph as a predictor reads it.
  static func graph(_ name: String) throws -> EncodedGraph {
    let built = try SeedGraphs.decoder.decode(
      Built.self, from: SharedData.data("data/gennape/pb/\(name).json"))
    let limits = [
      built.maxDerivedH ?? 256, built.maxDerivedH ?? 256, built.maxDerivedW ?? 256,
      built.maxDerivedW ?? 256, built.maxHiddenSize ?? 512, built.maxHiddenSize ?? 512,
    ]
    var graph = EncodedGraph(
      nodeCount: built.nodes.count,
      features: built.nodes.flatMap { zip($0.resolution, limits).map { Float($0 / $1) } },
      edges: built.edges.map { ($0[0], $0[1]) }, direction: .forwards, statics: [])
    graph.categories = built.nodes.flatMap { node in
      [
        Int32(node.opIdx), node.shape == nil ? 0 : 1, Int32(node.shape?[2] ?? 0),
        Int32(node.shape?[3] ?? 0), node.metadata?.useBias == true ? 1 : 0,
      ]
    }
    return graph
  }

  @Test func `predictions and eighteen steps are upstream's`() throws {
    let golden = try SeedGraphs.decoder.decode(
      Training.self, from: SharedData.data("data/gennape/training_golden.json"))
    let network = KGNNNetwork(.graph, hidden: 32, layers: 6, readout: .mean, activation: .tanh)
    let weights = try Self.weights()
    var random = RandomSource(0)
    var parameters = network.parameters.drawn(by: &random)
    for index in parameters.indices {
      let values = try #require(weights[parameters[index].name], "\(parameters[index].name)")
      parameters[index].value.storage = values
    }
    var optimiser = Optimiser(for: parameters)
    var tape = Tape(workers: Workers(1))
    var dropout: DropoutSource?
    for step in golden.steps {
      let variables = parameters.map { tape.parameter($0.value) }
      let batch = GraphBatch([try Self.graph(step.graph)])
      let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
      #expect(abs(tape.value(output)[0, 0] - step.pred) < 1e-4 * abs(step.pred), "\(step.graph)")
      let loss = tape.loss(.squared, of: output, truth: [step.target])
      #expect(abs(tape.value(loss)[0, 0] - step.loss) < 1e-4 * step.loss)
      tape.differentiate(loss)
      let gradients = variables.map { tape.takeGradient($0) }
      let length = gradients.reduce(0) { $0 + ($1?.squaredLength ?? 0) }.squareRoot()
      #expect(abs(length - step.gradNormBeforeClip) < 1e-3 * length)
      tape.reset()
      optimiser.step(
        &parameters, along: gradients.map { $0.map { .dense($0) } }, learningRate: 1e-4,
        on: tape.workers)
    }
  }

  @Test(arguments: [(ReadoutKind.sum, "GraphConv_aggr_sum"), (.mean, "GraphConv_aggr_mean")])
  func `readouts are upstream's`(readout: ReadoutKind, key: String) throws {
    let object = try JSONSerialization.jsonObject(
      with: SharedData.data("data/gennape/predictor_golden.json"))
    let expected = try #require((object as? [String: Any])?[key] as? [String: Double])
    let network = KGNNNetwork(.graph, hidden: 32, layers: 6, readout: readout, activation: .tanh)
    let weights = try Self.weights()
    var random = RandomSource(0)
    var parameters = network.parameters.drawn(by: &random)
    for index in parameters.indices {
      parameters[index].value.storage = weights[parameters[index].name] ?? []
    }
    let names = expected.keys.sorted()
    let batch = GraphBatch(try names.map { try Self.graph($0) })
    var tape = Tape(workers: Workers(2))
    var dropout: DropoutSource?
    let variables = parameters.map { tape.constant($0.value) }
    let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
    for (row, name) in names.enumerated() {
      let wanted = Float(expected[name] ?? 0)
      #expect(abs(tape.value(output)[row, 0] - wanted) < 1e-4 * abs(wanted), "\(name)")
    }
  }
}
