import DenseKernels
import Foundation
import GraphLearning
import Testing

@Suite("BRP-NAS network", .enabled(if: EagleGolden.isAtHand))
struct BRPNASNetworkTests {
  private var dropout: DropoutSource?

  @Test mutating func `figures and three steps of AdamW are Eagle's`() throws {
    let net = try #require(try EagleGolden.read().tinyNets.nets["False"])
    let network = BRPNASNetwork(features: 6, hidden: 5, layers: 2)
    var parameters = EagleGolden.parameters(of: network)
    var tape = Tape(workers: Workers(1))
    let batch = GraphBatch(try #require(net.archs).map { try EagleGolden.encoded($0) })
    let variables = parameters.map { tape.parameter($0.value) }
    let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
    for (row, wanted) in net.output.rows.enumerated() {
      #expect(abs(tape.value(output)[row, 0] - wanted[0]) < 1e-4 * abs(wanted[0]))
    }
    var optimiser = Optimiser(for: parameters, weightDecay: 5e-4)
    for step in try #require(net.trainSteps) {
      tape.reset()
      let batch = GraphBatch([try EagleGolden.encoded(step.arch)])
      let variables = parameters.map { tape.parameter($0.value) }
      let output = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
      let loss = tape.loss(.absolute, of: output, truth: [step.target])
      #expect(abs(tape.value(loss)[0, 0] - step.loss) < 1e-4 * step.loss)
      tape.differentiate(loss)
      let gradients = variables.map { tape.takeGradient($0) }
      tape.reset()
      optimiser.step(
        &parameters, along: gradients.map { $0.map { .dense($0) } }, learningRate: 4e-4,
        on: tape.workers)
    }
  }

  @Test(arguments: [
    ("True", Comparison.pair), ("naive", .naive), ("oneway", .oneWay), ("oneway-hard", .oneWayHard),
  ])
  mutating func `comparisons are Eagle's`(name: String, comparison: Comparison) throws {
    let net = try #require(try EagleGolden.read().tinyNets.nets[name])
    let network = BRPNASNetwork(
      features: 6, hidden: 5, layers: 2,
      head: comparison == .pair ? .pair : comparison == .naive ? .naive : .oneWay)
    let parameters = EagleGolden.parameters(of: network)
    var tape = Tape(workers: Workers(1))
    let pairs = try #require(net.pairs)
    let batch = GraphBatch(try pairs.flatMap { $0 }.map { try EagleGolden.encoded($0) })
    let variables = parameters.map { tape.parameter($0.value) }
    let rows = network.embeddings(of: batch, variables, on: &tape, dropout: &dropout)
    let numbers = pairs.indices.map { (first: 2 * $0, second: 2 * $0 + 1) }
    let logarithms = network.comparisons(of: rows, numbers, variables, on: &tape)
    let isOneWay = name.hasPrefix("oneway")
    for (row, wanted) in net.output.rows.enumerated() {
      let found = tape.value(logarithms)[row, 0]
      let expected = isOneWay ? log(wanted[0]) : wanted[0]
      #expect(abs(found - expected) < 1e-4 * abs(expected))
    }
    let truth = try #require(net.targets).map { Float($0[0]) }
    let loss = tape.crossEntropy(of: logarithms, truth: truth)
    let entropy = truth.reduce(0) { $0 + comparison.entropy($1) }
    let sum = tape.value(loss)[0, 0] * Float(pairs.count) - entropy
    #expect(abs(sum - (try #require(net.lossSum))) < 1e-4)
  }

  @Test mutating func `the score orders as the comparisons do`() throws {
    let network = BRPNASNetwork(features: 6, hidden: 5, layers: 2, head: .pair)
    let parameters = EagleGolden.parameters(of: network)
    var tape = Tape(workers: Workers(1))
    let batch = GraphBatch(
      try [[3, 3, 4, 1, 3, 1], [4, 1, 0, 0, 0, 1]].map { try EagleGolden.encoded($0) })
    let variables = parameters.map { tape.constant($0.value) }
    let rows = network.embeddings(of: batch, variables, on: &tape, dropout: &dropout)
    let both = network.comparisons(
      of: rows, [(first: 0, second: 1), (first: 1, second: 0)], variables, on: &tape)
    let scores = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
    let value = tape.value(both)
    let margins = (value[0, 0] - value[0, 1], value[1, 0] - value[1, 1])
    let difference = tape.value(scores)[0, 0] - tape.value(scores)[1, 0]
    #expect(abs((margins.0 - margins.1) - difference) < 1e-5)
  }

  @Test mutating func `the perceptron is Eagle's`() throws {
    let net = try #require(try EagleGolden.read().tinyNets.nets["mlp"])
    let network = CellPerceptron(features: 135, hidden: 5, layers: 2)
    let parameters = EagleGolden.parameters(of: network)
    // [3, 3, 4, 1, 3, 1] with its nodes in Eagle's places: the skips are gone.
    var features = Array(repeating: Float(0), count: 54)
    for (row, slot) in [(0, 5), (1, 3), (2, 1), (3, 1), (4, 2), (6, 1), (8, 4)] {
      features[row * 6 + slot] = 1
    }
    let edges = [(1, 2), (1, 3), (2, 4), (2, 6), (3, 8), (4, 8), (6, 8), (1, 8)]
    let graph = EncodedGraph(
      nodeCount: 9, features: features, edges: (1..<9).map { (0, $0) } + edges,
      direction: .backwards, statics: [])
    var tape = Tape(workers: Workers(1))
    let variables = parameters.map { tape.constant($0.value) }
    let output = network.outputs(
      of: GraphBatch([graph.flattened]), variables, on: &tape, dropout: &dropout)
    #expect(abs(tape.value(output)[0, 0] - net.output.rows[0][0]) < 1e-4)
  }

  @Test mutating func `a cell's record is encoded as Eagle's matrices, up to the order`() throws {
    let network = BRPNASNetwork(features: 6, hidden: 5, layers: 3)
    let parameters = EagleGolden.parameters(of: network)
    for cell in try EagleGolden.read().nb201 {
      let own = try EagleGolden.encoded(cell.archVector)
      let golden = cell.prunedKeepDims
      let edges = golden.adjacency9.enumerated().flatMap { from, row in
        row.indices.filter { row[$0] == 1 && $0 != from }.map { (from: from, to: $0) }
      }
      let theirs = EncodedGraph(
        nodeCount: 9, features: golden.features9x6.flatMap { $0 }, edges: edges,
        direction: .backwards, statics: [])
      #expect(own.neighbours.count == theirs.neighbours.count, "\(cell.archVector)")
      #expect(own.features.reduce(0, +) == theirs.features.reduce(0, +), "\(cell.archVector)")
      var tape = Tape(workers: Workers(1))
      let variables = parameters.map { tape.constant($0.value) }
      let output = network.outputs(
        of: GraphBatch([own, theirs]), variables, on: &tape, dropout: &dropout)
      #expect(abs(tape.value(output)[0, 0] - tape.value(output)[1, 0]) < 1e-5)
    }
  }

  @Test func `schedules are Eagle's`() throws {
    let golden = try EagleGolden.read().schedules
    var configuration = try #require(FitConfiguration(preset: "brp-nas"))
    configuration.watchFrom = 1
    func history(_ figures: ArraySlice<Double>) -> [EpochReport] {
      figures.enumerated().map {
        EpochReport(
          epoch: $0 + 1, loss: 0, validation: nil, validationLoss: $1, isBest: false, graphs: 0,
          productFlops: 0)
      }
    }
    for (index, rate) in golden.plateau.lrAfter.enumerated() {
      let found = configuration.rate(
        epoch: index + 2, step: 0, of: 1, after: history(golden.plateau.metric[...index]))
      #expect(abs(found - rate) < 1e-9, "epoch \(index)")
    }
    configuration.schedule = .cosine
    configuration.learningRate = 3.5e-4
    for (epoch, rate) in [(0, 0.00035), (50, 0.0003165779740156159), (249, 1.38172643e-08)] {
      let found = configuration.rate(epoch: epoch + 1, step: 0, of: 1)
      #expect(abs(Double(found) - rate) < 1e-10)
    }
  }
}
