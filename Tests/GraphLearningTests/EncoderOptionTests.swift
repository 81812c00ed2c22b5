import ByteReading
import DenseKernels
import GraphLearning
import Testing

@Suite("Encoder options")
struct EncoderOptionTests {
  static let changes: [(name: String, change: @Sendable (inout FitConfiguration) -> Void)] = [
    ("batch normalisation", { $0.normalisation = .batch }),
    ("layer normalisation", { $0.normalisation = .layer }),
    ("attention", { $0.convolution = .attention }),
    (
      "attention and places",
      {
        $0.convolution = .attention
        $0.normalisation = .batch
        $0.positions = .laplacian
      }
    ),
    ("walks", { $0.positions = .randomWalk }),
  ]

  private func configuration(_ index: Int) throws -> FitConfiguration {
    var configuration = try #require(FitConfiguration(preset: "kgnn"))
    configuration.hidden = 24
    configuration.layers = 2
    configuration.epochs = 8
    configuration.batchSize = 8
    configuration.learningRate = 3e-3
    configuration.anchor = .logarithm
    configuration.validation = 0
    configuration.seed = 1
    Self.changes[index].change(&configuration)
    return configuration
  }

  private func file(_ trainer: Trainer) -> [UInt8] {
    Checkpoint(
      predictor: trainer.selected,
      provenance: Provenance(
        split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0, tool: ""),
      history: trainer.history
    ).file()
  }

  @Test(arguments: changes.indices)
  func `learn, and end at the same bytes after a rest`(index: Int) throws {
    let data = SmallData.data(.gennape)
    let configuration = try configuration(index)
    let rows = data.rows.indices.filter { data.rows[$0].target == 0 }
    func trainer(_ workers: Int) throws -> Trainer {
      try Trainer(configuration, data: data, train: rows, workers: Workers(workers))
    }
    var whole = try trainer(1)
    while !whole.isFinished { _ = try whole.runEpoch { _ in } }
    #expect(whole.history[7].loss < 0.95 * whole.history[0].loss, "\(Self.changes[index].name)")
    let provenance = Provenance(
      split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0, tool: "")
    var first = try trainer(2)
    for _ in 0..<3 { _ = try first.runEpoch { _ in } }
    var second = try trainer(2)
    let state = first.state(provenance)
    try second.restore(state.bytes, provenance)
    while !second.isFinished { _ = try second.runEpoch { _ in } }
    #expect(file(whole) == file(second))
    let read = try Checkpoint(file(whole).bytes)
    var tape = Tape(workers: Workers(1))
    let networks = data.networks.map { ($0.encoded, $0.sums) }
    let together = read.predictor.predict(networks, on: &tape)
    // What is said of a network does not depend on those beside it.
    for (network, figures) in zip(networks, together) {
      let alone = read.predictor.predict([network], on: &tape)[0]
      #expect(abs(alone[0] - figures[0]) <= 1e-4 * abs(figures[0]))
    }
  }

  /// Statistics count every node, also where one row stands for several.
  @Test func `batch normalisation is the same over shared nodes`() throws {
    let graphs = RingGraphs.list(GraphEncoding.gennape.widths, .forwards)
    var list = ParameterList()
    let layer = BatchNormalisation("n", 6, &list)
    let network = KGNNNetwork(.gin, hidden: 24, layers: 1, readout: .mean, activation: .tanh)
    let found = [GraphBatch(graphs), GraphBatch(graphs, sharedFor: network)].map { batch in
      var tape = Tape(workers: Workers(1))
      tape.isTraining = true
      var random = RandomSource(0)
      let parameters = list.drawn(by: &random).map { tape.parameter($0.value) }
      let x = tape.parameter(batch.features)
      let y = layer(x, batch, parameters, on: &tape)
      let sums = tape.mix(tape.multiply(y, y), by: batch.nodeSum)
      let notes = tape.takeNotes().flatMap { $0.value.elements }
      return Array(tape.value(sums).elements) + notes
    }
    #expect(found[0].count == found[1].count)
    for (a, b) in zip(found[0], found[1]) { #expect(abs(a - b) <= 1e-4 * max(1, abs(a))) }
  }

  @Test func `what does not fit together is refused`() throws {
    var configuration = try #require(FitConfiguration(preset: "kgnn"))
    configuration.convolution = .attention
    configuration.attentionHeads = 5
    #expect(throws: (any Error).self) { try configuration.checked() }
    var other = try #require(FitConfiguration(preset: "nnlqp"))
    other.positions = .laplacian
    #expect(throws: (any Error).self) { try other.checked() }
  }

  @Test func `refuse what has no form in ONNX`() throws {
    for (index, message) in [
      (0, "batch normalisation is not written as ONNX"),
      (2, "attention over a graph is not written as ONNX"),
      (4, "positions are not written as ONNX"),
    ] {
      var predictor = try TrainedPredictor(
        configuration(index), targets: [Target(platform: "p", metric: "latency", unit: "s")],
        scales: [TargetScale()], scaling: nil, ridge: nil)
      predictor.initialise()
      #expect(throws: TrainingError(message)) { try predictor.onnx(producer: "test") }
    }
  }
}
