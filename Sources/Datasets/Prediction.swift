/// What a predictor says of one network on one platform: the record of kind `prediction`.
package struct Prediction: Sendable, Equatable {
  /// The content hash of the graph.
  package var graph: String
  /// The platform's name.
  package var platform: String
  /// What is predicted, such as `latency`.
  package var metric: String
  /// The predicted figure in `unit`.
  package var value: Double
  /// The SI unit.
  package var unit: String
  /// The hash of the predictor's checkpoint.
  package var model: String
  /// The batch size.
  package var batch: Int?
  /// The lower and upper end of the interval, where the predictor gives one.
  package var interval: (lower: Double, upper: Double)?
  /// The measured figure, where known.
  package var truth: Double?
  /// The dataset of the measured figure.
  package var dataset: String?
  /// The family of the network.
  package var family: String?
  /// Why the network is unlike those that the predictor learned from, where it is.
  package var unlike: [String] = []

  /// Makes a prediction.
  package init(
    graph: String, platform: String, metric: String, value: Double, unit: String, model: String,
    batch: Int? = nil, interval: (lower: Double, upper: Double)? = nil, truth: Double? = nil,
    dataset: String? = nil, family: String? = nil
  ) {
    self.graph = graph
    self.platform = platform
    self.metric = metric
    self.value = value
    self.unit = unit
    self.model = model
    self.batch = batch
    self.interval = interval
    self.truth = truth
    self.dataset = dataset
    self.family = family
  }

  /// Whether two predictions say the same.
  package static func == (left: Prediction, right: Prediction) -> Bool {
    left.graph == right.graph && left.platform == right.platform && left.metric == right.metric
      && left.value == right.value && left.unit == right.unit && left.model == right.model
      && left.batch == right.batch && left.interval?.lower == right.interval?.lower
      && left.interval?.upper == right.interval?.upper && left.truth == right.truth
      && left.dataset == right.dataset && left.family == right.family
      && left.unlike == right.unlike
  }
}
