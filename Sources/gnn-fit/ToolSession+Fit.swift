import ByteReading
import DenseKernels
import GraphLearning
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Trains, says how it goes, and writes the checkpoint.
  mutating func fit(
    _ configuration: FitConfiguration, _ data: TrainingData, run: RunOptions, jobs: Int
  ) throws {
    let train = run.split.apply(to: data).train
    var trainer = try Trainer(
      configuration, data: data, train: train, workers: Workers(jobs))
    warn(
      "\(trainer.rows.train.count) rows to learn from, \(trainer.rows.validation.count) to validate, "
        + "\(data.rows.count - train.count) held out; \(trainer.predictor.targets.count) targets"
    )
    if let path = run.initFrom {
      let file = try MappedFile.open(path)
      let taken = try trainer.initialise(from: file.bytes)
      note("\(taken.count) of \(trainer.predictor.parameters.count) parameters from \(path)")
    }
    try trainer.freeze(run.freeze)
    if let path = run.saveData {
      try write(TrainingFile(trainer, data).bytes, to: path)
    }
    try resume(&trainer, run, data)
    let report = try run.report.map { try AtomicFile(path: $0) }
    var clock = EpochClock(trainer)
    while !trainer.isFinished {
      clock.begin()
      let epoch = try trainer.runEpoch { done in
        showProgress(clock.items + done, "graphs", share: clock.share(done))
      }
      clock.end(epoch)
      warn(clock.line)
      if let report { try report.write(clock.json) }
      let isDue = trainer.history.count.isMultiple(of: run.saveEvery) || trainer.isFinished
      if let path = run.resume, isDue {
        try write(trainer.state(provenance(trainer, run, data)), to: path)
      }
    }
    try report?.finish()
    let checkpoint = Checkpoint(
      predictor: trainer.selected, provenance: provenance(trainer, run, data),
      history: trainer.history, calibration: trainer.calibration())
    try output.write(checkpoint.file())
  }

  private mutating func resume(
    _ trainer: inout Trainer, _ run: RunOptions, _ data: TrainingData
  ) throws {
    guard let path = run.resume, PathKind(of: path) == .file else { return }
    let file = try MappedFile.open(path)
    try trainer.restore(file.bytes, provenance(trainer, run, data))
    warn("goes on after epoch \(trainer.history.count)")
  }

  private func provenance(
    _ trainer: Trainer, _ run: RunOptions, _ data: TrainingData
  ) -> Provenance {
    let rows = trainer.rows.train
    return Provenance(
      split: run.split.description, trainRows: rows.count,
      validationRows: trainer.rows.validation.count, digest: data.digest(of: rows),
      families: Set(rows.map { data.rows[$0].family }).sorted(), epoch: trainer.selectedEpoch,
      tool: "\(name) \(perfmillVersion)")
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.finish()
  }
}
