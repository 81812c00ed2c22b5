import GraphBuilding
import Measuring
import ProcessControl
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Has the models measured and writes what comes of it; a run that is interrupted, or cannot go on,
  /// keeps what it has.
  mutating func measure(
    _ queue: MeasuringQueue, _ models: NamedModelOptions, _ setup: MeasuringSetup,
    _ keeping: KeepingOptions
  ) throws {
    let journal = try MeasuringJournal(path: keeping.journal, settings: setup.settings)
    if keeping.retry { journal.retryFailures() }
    let chunks = keeping.into.map { ChunkedRecords(folder: $0, size: keeping.chunk) }
    let interruption = Interruption()
    let run = MeasuringRun(
      setup, queue, ModelLibrary(try ModelStores(models.models)), journal,
      interruption: interruption)
    do {
      try run.run { try take($0, chunks) }
    } catch let error as ProcessError where error.reason == .interrupted {
      let way = keeping.journal == nil ? "" : "; the same command line goes on from here"
      endEarly(because: "interrupted" + way, status: 128 + (interruption.signal ?? 2))
    } catch  where run.hasResults && error.endsRunner {
      endEarly(because: "\(error)", status: 2)
    }
    try chunks?.finish()
  }

  private mutating func take(_ event: MeasuringEvent, _ chunks: ChunkedRecords?) throws {
    switch event {
    case .records(let lines):
      if let chunks { return try chunks.add(lines) }
      try output.write(lines)
      // Who reads along need not wait for a buffer to fill.
      try output.flush()
    case .visited(let model, let round, let outcome):
      note("\(model): round \(round + 1): \(outcome)")
    case .progress(let done, let all):
      showProgress(done, "visits", share: Double(done) / Double(all))
    case .refused(let error, let model): try refuse(error, at: Place(model))
    case .warning(let text): warn(text)
    }
  }
}

extension Error {
  /// Whether it is the runner that cannot go on.
  fileprivate var endsRunner: Bool { self is ProcessError || self is MeasuringError }
}
