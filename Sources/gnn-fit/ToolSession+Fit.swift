import ByteReading
import DenseKernels
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Trains the runs of a series over the same data.
  mutating func fitSeries(
    _ configuration: FitConfiguration, _ data: TrainingData, run: RunOptions, jobs: Int
  ) throws {
    let runs = try run.series(configuration, output: settings.output)
    if runs.contains(where: { $0.output != nil }) { dropOutput() }
    for (index, (run, configuration, path)) in runs.enumerated() {
      if path != nil { warn("run \(index + 1) of \(runs.count)") }
      let checkpoint = try fit(configuration, data, run: run, jobs: jobs)
      if let path { try write(checkpoint, to: path) } else { try output.write(checkpoint) }
    }
  }

  /// Trains, says how it goes, and makes the checkpoint.
  private mutating func fit(
    _ configuration: FitConfiguration, _ data: TrainingData, run: RunOptions, jobs: Int
  ) throws -> [UInt8] {
    let train = run.split.apply(to: data).train
    if configuration.encoding == .mill { return try fitMill(configuration, data, train, run) }
    var basis: Checkpoint?
    // Whatever tensors fit are taken; only a checkpoint of ours says how features were scaled.
    if let path = run.initFrom { basis = try? checkpoint(path).0 }
    var trainer = try Trainer(
      configuration, data: data, train: train, workers: Workers(jobs), basis: basis)
    let used = trainer.rows.train.count + trainer.rows.validation.count
    warn(
      "\(trainer.rows.train.count) rows to learn from, \(trainer.rows.validation.count) to validate, "
        + "\(data.rows.count - train.count) held out"
        + (used < train.count ? ", \(train.count - used) not drawn" : "")
        + "; \(trainer.predictor.targets.count) targets"
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
    if let path = run.exportONNX { try export(checkpoint.predictor, to: path) }
    return checkpoint.file()
  }

  private mutating func resume(
    _ trainer: inout Trainer, _ run: RunOptions, _ data: TrainingData
  ) throws {
    guard let path = run.resume, PathKind(of: path) == .file else { return }
    let file = try MappedFile.open(path)
    try trainer.restore(file.bytes, provenance(trainer, run, data))
    warn("goes on after epoch \(trainer.history.count)")
  }

  /// Fits what has no epochs.
  private mutating func fitMill(
    _ configuration: FitConfiguration, _ data: TrainingData, _ train: [Int], _ run: RunOptions
  ) throws -> [UInt8] {
    let basis = try run.initFrom.map { try checkpoint($0).0.predictor }
    let (predictor, rows) = try TrainedPredictor.mill(
      configuration, to: data, rows: train, basis: basis)
    warn(
      "\(rows.count) rows learned from, \(data.rows.count - train.count) held out; "
        + "\(predictor.targets.count) targets")
    for (target, choice) in zip(Target.names(of: predictor.targets), predictor.mill?.choices ?? [])
    {
      note("\(target): \(choice)")
    }
    let provenance = Provenance(
      split: run.split.description, trainRows: rows.count, validationRows: 0,
      digest: data.digest(of: rows), families: Set(rows.map { data.rows[$0].family }).sorted(),
      epoch: 0, tool: "\(name) \(perfmillVersion)")
    return Checkpoint(
      predictor: predictor, provenance: provenance, history: [],
      calibration: predictor.mill?.calibration
    ).file()
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

  /// Writes a predictor as an ONNX model.
  func export(_ predictor: TrainedPredictor, to path: String) throws {
    try write(predictor.onnx(producer: "perfmill \(perfmillVersion)"), to: path)
  }
}
