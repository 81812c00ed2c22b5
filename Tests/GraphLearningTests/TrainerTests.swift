import ByteReading
import DenseKernels
import GraphLearning
import Testing

@Suite("Trainer")
struct TrainerTests {
  let data = SmallData.data()

  private func trainer(
    _ configuration: FitConfiguration = SmallData.configuration, workers: Int = 2
  ) throws -> Trainer {
    try Trainer(
      configuration, data: data, train: Split.own.apply(to: data).train, workers: Workers(workers))
  }

  private func provenance(_ trainer: Trainer) -> Provenance {
    Provenance(
      split: "own", trainRows: trainer.rows.train.count,
      validationRows: trainer.rows.validation.count, digest: data.digest(of: trainer.rows.train),
      families: ["even", "odd"], epoch: trainer.selectedEpoch, tool: "test")
  }

  private func run(_ trainer: inout Trainer) throws {
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
  }

  private func file(_ trainer: Trainer) -> [UInt8] {
    Checkpoint(
      predictor: trainer.selected, provenance: provenance(trainer), history: trainer.history
    ).file()
  }

  @Test func `learns`() throws {
    var configuration = SmallData.configuration
    configuration.epochs = 40
    configuration.dropout = 0
    configuration.learningRate = 0.01
    configuration.standardise = true
    var trainer = try trainer(configuration)
    try run(&trainer)
    let losses = trainer.history.map(\.loss)
    #expect(try #require(losses.last) < 0.2 * (try #require(losses.first)), "\(losses)")
  }

  @Test func `the same seed gives the same bytes, for every number of workers`() throws {
    let files = try [1, 2, 3].map { workers in
      var trainer = try trainer(workers: workers)
      try run(&trainer)
      return file(trainer)
    }
    #expect(files[0] == files[1])
    #expect(files[0] == files[2])
    var configuration = SmallData.configuration
    configuration.seed = 4
    var other = try trainer(configuration)
    try run(&other)
    #expect(file(other) != files[0])
  }

  @Test(arguments: [FitConfiguration.Anchor.milli, .ridge])
  func `a run that was stopped ends as one that was not`(anchor: FitConfiguration.Anchor) throws {
    var configuration = SmallData.configuration
    configuration.anchor = anchor
    configuration.standardise = anchor == .ridge
    configuration.schedule = anchor == .ridge ? .linear : .steps
    var whole = try trainer(configuration)
    try run(&whole)
    var first = try trainer(configuration)
    for _ in 0..<3 { _ = try first.runEpoch { _ in } }
    let state = first.state(provenance(first))
    var second = try trainer(configuration)
    try second.restore(state.bytes, provenance(second))
    #expect(second.history.map(\.loss) == first.history.map(\.loss))
    try run(&second)
    #expect(file(second) == file(whole))
  }

  @Test func `refuses the state of another run`() throws {
    var first = try trainer()
    _ = try first.runEpoch { _ in }
    let state = first.state(provenance(first))
    var configuration = SmallData.configuration
    configuration.learningRate = 0.5
    var other = try trainer(configuration)
    #expect(throws: TrainingError.self) { try other.restore(state.bytes, provenance(first)) }
    var same = try trainer()
    var elsewhere = provenance(first)
    elsewhere.digest = "other figures"
    #expect(throws: TrainingError.self) { try same.restore(state.bytes, elsewhere) }
    #expect(throws: (any Error).self) { try Checkpoint(state.bytes) }
  }

  @Test func `begins with the parameters of another checkpoint that fit`() throws {
    var source = try trainer()
    try run(&source)
    let saved = file(source)
    var target = try trainer()
    #expect(try target.initialise(from: saved.bytes).count == target.predictor.parameters.count)
    #expect(
      target.predictor.parameters.map { Array($0.value.elements) }
        == source.selected.parameters.map { Array($0.value.elements) })
    var wider = SmallData.configuration
    wider.hidden = 20
    var other = try trainer(wider)
    // Only the last bias of each head does not depend on the width.
    #expect(
      try other.initialise(from: saved.bytes) == ["head_0.predictor.bias", "head_1.predictor.bias"])
  }

  @Test func `a head begins with the first of several, and scales stay those of the basis`() throws
  {
    var configuration = SmallData.configuration
    configuration.standardise = true
    var source = try trainer(configuration)
    try run(&source)
    let saved = file(source)
    let basis = try Checkpoint(saved.bytes)
    let rows = Split.own.apply(to: data).train.filter { data.rows[$0].target == 1 }
    var target = try Trainer(
      configuration, data: data, train: Array(rows.prefix(6)), workers: Workers(1), basis: basis)
    #expect(target.predictor.scaling == basis.predictor.scaling)
    #expect(try target.initialise(from: saved.bytes).count == target.predictor.parameters.count)
    let head = basis.predictor.parameters.first { $0.name == "head_0.fc_1.weight" }
    let own = target.predictor.parameters.first { $0.name == "fc_1.weight" }
    #expect(own?.value.elements == head?.value.elements)
  }

  @Test func `families can be learned from equally often`() throws {
    var configuration = SmallData.configuration
    configuration.balance = .families
    configuration.validation = 0
    // Four rows of the one family, all of the other.
    let odd = data.rows.indices.filter { data.rows[$0].family == "odd" }
    let even = data.rows.indices.filter { data.rows[$0].family == "even" }
    let trainer = try Trainer(
      configuration, data: data, train: Array(odd.prefix(4)) + even, workers: Workers(1))
    let order = trainer.order(ofEpoch: 1)
    #expect(order.count == 4 + even.count)
    let count = order.count { data.rows[$0].family == "odd" }
    #expect(count == order.count / 2)
    #expect(Set(order.filter { data.rows[$0].family == "odd" }) == Set(odd.prefix(4)))
    #expect(order != trainer.order(ofEpoch: 2))
  }

  @Test func `says where a loss is no longer a number`() throws {
    var configuration = SmallData.configuration
    // Every step multiplies the parameters by -999.
    configuration.learningRate = 1
    configuration.weightDecay = 1000
    configuration.epochs = 100
    var trainer = try trainer(configuration)
    let error = #expect(throws: TrainingError.self) {
      while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    }
    let message = error?.description ?? ""
    #expect(message.contains(" in epoch ") && message.contains(", step "), "\(message)")
    #expect(message.contains(", graph g1-"), "\(message)")
  }

  @Test func `frozen parameters stay as they are`() throws {
    var trainer = try trainer()
    let before = trainer.predictor.parameters.map { Array($0.value.elements) }
    try trainer.freeze(["graph_conv_"])
    _ = try trainer.runEpoch { _ in }
    for (parameter, old) in zip(trainer.predictor.parameters, before) {
      let isFrozen = parameter.name.hasPrefix("graph_conv_")
      #expect((Array(parameter.value.elements) == old) == isFrozen, "\(parameter.name)")
    }
    #expect(throws: TrainingError("no parameter's name begins with tail")) {
      try trainer.freeze(["tail"])
    }
  }

  @Test func `ends when nothing improves, with the best state`() throws {
    var configuration = SmallData.configuration
    configuration.epochs = 400
    configuration.patience = 3
    configuration.learningRate = 0.02
    var trainer = try trainer(configuration)
    try run(&trainer)
    #expect(trainer.history.count < 400)
    let found = trainer.history.last(where: \.isBest)
    let best = try #require(found)
    #expect(trainer.history.count - best.epoch == 3 && trainer.selectedEpoch == best.epoch)
  }

  @Test func `says when there is nothing to learn from`() {
    #expect(throws: TrainingError("there are no figures to learn from")) {
      try Trainer(
        SmallData.configuration, data: data, train: [], workers: Workers(1))
    }
  }
}
