import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

/// Same weights in, same losses for ten steps: `Oracles/steps.py` wrote what PyTorch makes of both.
@Suite("Ten steps")
struct TenStepTests {
  struct Expected: Decodable {
    var output: [Float]
    var losses: [Float]
  }

  private static func wave(_ step: Double, _ shift: Double, _ range: Range<Int>) -> [Float] {
    range.map { Float(cos(step * Double($0) + shift)) }
  }

  /// The script's two graphs.
  private static func batch(features: Int, links: Int, statics: Int) -> GraphBatch {
    let edges = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    let graphs = [(0, 4), (4, 3)].enumerated().map { number, part in
      let (first, count) = part
      let own = edges.indices.filter { (first..<first + count).contains(edges[$0].0) }
      let offset = own.first ?? 0
      return EncodedGraph(
        nodeCount: count, features: wave(0.7, 0.2, features * first..<features * (first + count)),
        edges: own.map { (edges[$0].0 - first, edges[$0].1 - first) }, direction: .forwards,
        links: wave(0.3, 0.5, links * offset..<links * (offset + own.count)),
        statics: wave(0.9, 0.4, statics * number..<statics * (number + 1)))
    }
    return GraphBatch(graphs)
  }

  private func run(
    _ network: any GraphNetwork, _ batch: GraphBatch, _ loss: Loss, truth: [Float], rate: Float,
    decay: Float, like name: String
  ) throws {
    let expected = try #require(
      try LayerOracle.decode([String: Expected].self, from: "steps.json")[name])
    #expect(expected.losses.count == 10)
    var parameters = LayerOracle.parameters(network.parameters)
    var optimiser = Optimiser(for: parameters, weightDecay: decay)
    var tape = Tape(workers: Workers(2))
    var dropout: DropoutSource?
    for (step, wanted) in expected.losses.enumerated() {
      let variables = parameters.map { tape.parameter($0.value) }
      let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
      if step == 0 {
        for (row, value) in expected.output.enumerated() {
          #expect(abs(tape.value(output)[row, 0] - value) < 1e-4 * abs(value))
        }
      }
      let value = tape.loss(loss, of: output, truth: truth)
      #expect(abs(tape.value(value)[0, 0] - wanted) < 1e-4 * wanted, "step \(step)")
      tape.differentiate(value)
      let gradients = variables.map { tape.takeAnyGradient($0) }
      tape.reset()
      optimiser.step(&parameters, along: gradients, learningRate: rate, on: tape.workers)
    }
  }

  @Test func `of BRP-NAS are PyTorch's`() throws {
    try run(
      BRPNASNetwork(features: 6, hidden: 5, layers: 3),
      Self.batch(features: 6, links: 0, statics: 0), .absolute, truth: [0.5, 0.8], rate: 4e-4,
      decay: 5e-4, like: "brp-nas")
  }

  @Test func `of SeerNet are PyTorch Geometric's`() throws {
    var widths = GraphEncoding.perfSeer.widths
    (widths.nodes, widths.links, widths.statics) = (3, 2, 3)
    try run(
      SeerNetwork(widths, hidden: 4, blocks: 2, heads: 1),
      Self.batch(features: 3, links: 2, statics: 3), .squared, truth: [0.5, -0.8], rate: 1e-3,
      decay: 0, like: "seernet")
  }
}
