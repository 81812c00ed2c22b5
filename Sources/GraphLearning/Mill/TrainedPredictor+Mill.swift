internal import DenseKernels

extension TrainedPredictor {
  /// Fits `mill` to rows of the data, without epochs.
  ///
  /// - Parameters:
  ///   - configuration: A configuration of the preset `mill`.
  ///   - data: The networks, encoded as `mill`, and their figures.
  ///   - rows: The rows that may be learned from; of `configuration.fewShot` only some are.
  ///   - basis: A predictor of the same preset that knows other targets, which are kept as they are.
  /// - Returns: The predictor, and the rows that it learned from.
  /// - Throws: If there is nothing to learn from, or the basis is another preset's.
  package static func mill(
    _ configuration: FitConfiguration, to data: TrainingData, rows: [Int],
    basis: TrainedPredictor? = nil
  ) throws(TrainingError) -> (predictor: TrainedPredictor, rows: [Int]) {
    if let basis, basis.mill == nil {
      throw TrainingError(
        "mill goes on from a checkpoint of mill, not of \(basis.configuration.predictor)")
    }
    let rows = configuration.divide(rows, of: data).train
    guard !rows.isEmpty else { throw TrainingError("there are no figures to learn from") }
    let found = Set(rows.map { data.targets[data.rows[$0].target] })
    let known = basis?.targets ?? []
    if let target = known.first(where: found.contains) {
      throw TrainingError(
        "the checkpoint that mill goes on from knows \(target.platform) already; choose what it is to "
          + "learn with --platform, --metric and --phase")
    }
    let targets = known + found.sorted()
    var predictor = try TrainedPredictor(
      configuration, targets: targets, scales: targets.map { _ in TargetScale() }, scaling: nil,
      ridge: nil)
    predictor.mill = MillModel(to: rows, of: data, targets: targets, basis: basis?.mill)
    return (predictor, rows)
  }
}

extension Preset {
  /// Our own predictor.
  static let mill = Preset(
    "mill",
    reference:
      "docs/mill.md, on Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, doi 10.7551/mitpress/3206.001.0001",
    heads: 1...4096
  ) { configuration in
    configuration.encoding = .mill
    configuration.anchor = .unit
    configuration.epochs = 0
    configuration.validation = 0
  } network: { _, _ in
    NoNetwork()
  }
}

/// What stands where a predictor has no network.
struct NoNetwork: GraphNetwork {
  let parameters = ParameterList()

  func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    tape.constant(Matrix(rows: batch.nodes.rows, columns: 1))
  }
}
