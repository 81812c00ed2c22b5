internal import ByteReading
internal import ContentHashing
internal import GraphBuilding
package import ProcessControl
internal import RecordStreams

/// Visits every model in every round, and hands over its records after the last.
package final class MeasuringRun {
  private let setup: MeasuringSetup
  private let models: [QueuedModel]
  private let library: ModelLibrary
  private let journal: MeasuringJournal
  private let interruption: Interruption
  private let assembly: MeasurementAssembly
  private var link: RunnerLink?
  private var noise = NoiseWatch()
  private var refused: Set<Int> = []
  private var delivered: Set<Int> = []

  /// Prepares a run; the runner is started when the first model is due.
  package init(
    _ setup: MeasuringSetup, _ queue: MeasuringQueue, _ library: ModelLibrary,
    _ journal: MeasuringJournal, interruption: Interruption
  ) {
    self.setup = setup
    models = queue.models
    self.library = library
    self.journal = journal
    self.interruption = interruption
    assembly = MeasurementAssembly(dataset: setup.dataset)
  }

  /// Measures what the journal does not hold yet.
  ///
  /// Whatever ends the run, what was measured until then is handed over.
  ///
  /// - Parameter deliver: Takes records and remarks as they come.
  /// - Throws: `MeasuringError`, `ProcessError` when the user has interrupted the run or no runner
  ///   can be started, `StreamError`.
  package func run(_ deliver: (MeasuringEvent) throws -> Void) throws {
    defer { link?.quit() }
    do {
      try visitAll(deliver)
    } catch {
      for index in models.indices { try handOver(index, deliver) }
      throw error
    }
    for line in noise.summary { try deliver(.warning(line)) }
  }

  /// Whether anything has been measured, in this run or one before.
  package var hasResults: Bool { !delivered.isEmpty }

  private func visitAll(_ deliver: (MeasuringEvent) throws -> Void) throws {
    let rounds = setup.plan.rounds
    var done = 0
    for round in 0..<rounds {
      for index in setup.plan.order(of: models.count, round: round) {
        try visit(index, round: round, deliver)
        done += 1
        try deliver(.progress(done: done, all: rounds * models.count))
        if round == rounds - 1 { try handOver(index, deliver) }
      }
    }
  }

  private func visit(
    _ index: Int, round: Int, _ deliver: (MeasuringEvent) throws -> Void
  ) throws {
    let model = models[index]
    guard !refused.contains(index), !journal.isDone(model.key, round: round) else { return }
    if interruption.isRaised() { throw ProcessError(setup.runner.name, .interrupted) }
    do {
      let visit = try library.contents(of: model).withBytes { file in
        try measure(model, file, round: round)
      }
      try journal.append(visit)
      if let warning = noise.add(visit, of: model.name) { try deliver(.warning(warning)) }
      for text in link?.takeWarnings() ?? [] { try deliver(.warning(text)) }
      try deliver(.visited(model: model.name, round: round, outcome: visit.outcome))
    } catch  where error.concernsModel {
      refused.insert(index)
      try deliver(.refused(error, model: model.name))
    }
  }

  /// Measures one model once; a runner that dies over it is a failure of the model, unless it was
  /// the way to the runner that broke.
  private func measure(_ model: QueuedModel, _ file: RawSpan, round: Int) throws -> Visit {
    let digest = ContentHash(of: file).hexDigits
    var losses = 0
    while true {
      let link = try startedLink()
      do {
        let answer = try link.visit(model, file, setup.plan)
        return visit(model, digest, round: round, of: link, answer)
      } catch let error as ProcessError {
        link.kill()
        self.link = nil
        if !setup.runner.via.isEmpty, error.reason == .ended(.exited(255)) {
          losses += 1
          guard losses < 3 else {
            throw MeasuringError.lost(runner: setup.runner.name, error.lastWords)
          }
          continue
        }
        guard let failure = error.failure else { throw error }
        return visit(
          model, digest, round: round, of: link, RunnerAnswer(failure: failure))
      }
    }
  }

  private func startedLink() throws -> RunnerLink {
    if let link { return link }
    let link = try RunnerLink(
      setup.runner, options: setup.optionsObject, interruption: interruption)
    self.link = link
    return link
  }

  private func visit(
    _ model: QueuedModel, _ digest: String, round: Int, of link: RunnerLink,
    _ answer: RunnerAnswer
  ) -> Visit {
    var conditions = Conditions()
    conditions.set("runner", to: setup.runner.name)
    conditions.merge(link.hello.conditions)
    conditions.merge(answer.conditions)
    conditions.set("at", to: WallClock.utc)
    return Visit(
      model: model.key, round: round,
      platform: setup.platform ?? link.hello.platform ?? setup.runner.name,
      batch: answer.batch ?? model.batch, figures: answer.figures, failure: answer.failure,
      conditions: conditions, digest: digest)
  }

  /// Hands over what there is of a model, once.
  private func handOver(_ index: Int, _ deliver: (MeasuringEvent) throws -> Void) throws {
    let model = models[index]
    let visits = try journal.visits(of: model.key)
    guard !visits.isEmpty, delivered.insert(index).inserted else { return }
    noise.compare(visits, of: model.name)
    try deliver(.records(assembly.lines(of: model, visits)))
  }
}

extension ProcessError {
  /// The failure of a model that ended its runner so; `nil` if the model is not to blame.
  fileprivate var failure: Failure? {
    switch reason {
    case .timedOut: Failure(reason: "timeout", message: "no answer in time")
    // Nobody else kills a process so but a system that has run out of memory.
    case .ended(.signalled(9)): Failure(reason: "out-of-memory", message: "the runner was killed")
    case .ended(let ending):
      Failure(
        reason: "crash",
        message: "the runner died: \(ending)" + (lastWords.isEmpty ? "" : ": \(lastWords)"))
    case .lineTooLong, .system: Failure(reason: "crash", message: "\(self)")
    case .notStarted, .interrupted: nil
    }
  }
}

extension Error {
  /// Whether it is about one model's file and not about the run.
  fileprivate var concernsModel: Bool {
    switch self {
    case let error as MeasuringError:
      if case .wrongFormat = error { true } else { false }
    case is ModelNotFound, is FileError, is StandIn: true
    case let error as StreamError:
      error.verb == .open || error.verb == .read
    default: false
    }
  }
}
