package import DatasetCatalog
internal import Datasets
package import DenseKernels
package import GraphLearning

/// Trains a predictor anew on all that a catalog has of its targets, with its own configuration.
package struct Retraining {
  private let checkpoint: Checkpoint

  /// Trains a checkpoint's predictor anew.
  package init(_ checkpoint: Checkpoint) {
    self.checkpoint = checkpoint
  }

  /// The new checkpoint.
  ///
  /// What the old one held out by its rule is held out again.
  ///
  /// - Parameters:
  ///   - catalog: The figures.
  ///   - tool: Who trains, for the origin.
  ///   - workers: The threads.
  /// - Returns: The checkpoint.
  /// - Throws: If there is nothing to learn from; `CatalogError`.
  package func checkpoint(
    from catalog: Catalog, tool: String, workers: Workers
  ) throws -> Checkpoint {
    let predictor = checkpoint.predictor
    let targets = Set(predictor.targets)
    var collector = TrainingDataCollector(
      encoding: predictor.configuration.encoding,
      choice: TrainingDataCollector.Choice(
        metrics: Set(targets.map(\.metric)).sorted(), platforms: Set(targets.map(\.platform))))
    try catalog.inSnapshot {
      try catalog.forEachMeasurement { collector.add($0) }
      try catalog.forEachGraph { if collector.needs($0) { collector.add($0) } }
    }
    let data = collector.finish()
    let split = checkpoint.provenance.split
    let rows = (Split(split) ?? .own).apply(to: data).train.filter {
      targets.contains(data.targets[data.rows[$0].target])
    }
    var trainer = try Trainer(
      predictor.configuration, data: data, train: rows, workers: workers)
    while !trainer.isFinished { _ = try trainer.runEpoch { _ in } }
    let provenance = Provenance(
      split: split, trainRows: trainer.rows.train.count,
      validationRows: trainer.rows.validation.count, digest: data.digest(of: trainer.rows.train),
      families: Set(trainer.rows.train.map { data.rows[$0].family }).sorted(),
      epoch: trainer.selectedEpoch, tool: tool)
    return Checkpoint(
      predictor: trainer.selected, provenance: provenance, history: trainer.history,
      calibration: trainer.calibration())
  }
}
