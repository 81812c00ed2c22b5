import DenseKernels
import GraphLearning
import TestSupport
import Testing

@Suite("Shared nodes")
struct SharedNodesTests {
  /// Networks of every kind that compares nodes, and what they read.
  static let networks: [(name: String, network: any GraphNetwork, encoding: GraphEncoding)] =
    [
      (
        "nnlqp",
        NNLQPNetwork(
          .init(nodeFeatures: 44, staticFeatures: 4, hidden: 12, widensStatics: true, heads: 2)),
        .nnlqpV1
      ),
      ("brp-nas", BRPNASNetwork(features: 6, hidden: 12, layers: 4), .brpNAS),
    ]
    + ConvolutionKind.allCases.filter { $0 != .attention }.map { kind in
      ("kgnn with \(kind)", kgnn(kind, .mean), .gennape)
    }
    + ReadoutKind.allCases.map { kind in
      ("kgnn read out by \(kind)", kgnn(.graph, kind), .gennape)
    }
    + [AggregatorKind.mean, .gcn, .maxPool, .meanPool].map { kind in
      (
        "perfsage with \(kind)",
        PerfSAGENetwork(
          features: GraphEncoding.perfSAGE.widths.nodes, operators: 20, aggregator: kind, hidden: 6,
          layers: 2), .perfSAGE
      )
    }

  private static func kgnn(_ kind: ConvolutionKind, _ readout: ReadoutKind) -> KGNNNetwork {
    KGNNNetwork(kind, hidden: 24, layers: 3, readout: readout, activation: .tanh)
  }

  @Test(arguments: networks.indices, [EncodedGraph.Direction.bothWays, .backwards])
  func `have the outputs and gradients of all nodes`(
    index: Int, direction: EncodedGraph.Direction
  ) throws {
    let (name, network, encoding) = Self.networks[index]
    let graphs = RingGraphs.list(encoding.widths, direction)
    let shared = GraphBatch(graphs, sharedFor: network)
    let plain = GraphBatch(graphs)
    #expect(shared.nodeCount < plain.nodeCount && shared.count == plain.count)
    var random = RandomSource(7)
    let parameters = network.parameters.drawn(by: &random)
    var found: [[[Float]]] = []
    for batch in [plain, shared] {
      var tape = Tape(workers: Workers(2))
      let variables = parameters.map { tape.parameter($0.value) }
      var dropout: DropoutSource?
      let output = network.outputs(
        of: batch, at: Array(repeating: 0, count: batch.count), variables, on: &tape,
        dropout: &dropout)
      let loss = tape.loss(.squared, of: output, truth: (0..<batch.count).map { Float($0) })
      tape.differentiate(loss)
      found.append([Array(tape.value(output).elements)])
      for variable in variables {
        found[found.count - 1].append(tape.takeGradient(variable).map { Array($0.elements) } ?? [])
      }
    }
    for (plain, shared) in zip(found[0], found[1]) {
      #expect(plain.count == shared.count)
      let size = plain.reduce(0) { max($0, abs($1)) }
      for (a, b) in zip(plain, shared) { #expect(abs(a - b) <= 1e-4 * size + 1e-6, "\(name)") }
    }
  }

  @Test func `predict what each network predicts alone`() throws {
    let data = SmallData.data()
    let predictor = try Trainer(
      SmallData.configuration, data: data, train: Split.own.apply(to: data).train,
      workers: Workers(1)
    ).predictor
    var tape = Tape(workers: Workers(1))
    let networks = (data.networks + data.networks).map { ($0.encoded, $0.sums) }
    let together = predictor.predict(networks, on: &tape)
    for (network, together) in zip(networks, together) {
      let alone = predictor.predict([network], on: &tape)[0]
      for (a, b) in zip(alone, together) { #expect(abs(a - b) <= 1e-5 * abs(a)) }
    }
  }

  @Test(arguments: [(GraphEncoding.nnlqpV1, "nnlqp"), (.gennape, "kgnn")])
  func `learn the same without dropout`(encoding: GraphEncoding, preset: String) throws {
    var configuration = try #require(FitConfiguration(preset: preset))
    configuration.hidden = 24
    configuration.dropout = 0
    configuration.epochs = 3
    configuration.batchSize = 4
    let data = SmallData.data(encoding)
    let losses = try [false, true].map { shares in
      configuration.sharesNodes = shares
      let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
      var trainer = try Trainer(configuration, data: data, train: rows, workers: Workers(2))
      while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
      return trainer.history.map(\.loss)
    }
    for (plain, shared) in zip(losses[0], losses[1]) {
      #expect(abs(plain - shared) <= 1e-4 * abs(plain), "\(losses)")
    }
  }
}
