package import ComputationGraph
package import Datasets
package import DenseKernels

/// A checkpoint that predicts the figures of networks that nobody has measured.
package struct Forecaster: Sendable {
  /// The checkpoint.
  package let checkpoint: Checkpoint
  /// The hash that names it in predictions.
  package let hash: String
  /// The probability with which an interval holds the truth.
  package let coverage: Double
  /// The positions of the platforms that are asked for.
  private let heads: [Int]

  /// What predicts: the checkpoint's predictor, or several whose mean is taken.
  private let ensemble: Ensemble

  /// A forecaster.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint.
  ///   - others: Predictors that are asked too; the mean of all is said, without an interval.
  ///   - hash: Its name in predictions.
  ///   - platforms: The platforms that are asked for; empty for all that it knows.
  ///   - coverage: The probability with which an interval holds the truth, above 0 and below 1.
  /// - Throws: If the others do not predict the same.
  package init(
    _ checkpoint: Checkpoint, with others: [TrainedPredictor] = [], hash: String,
    platforms: Set<String>, coverage: Double
  ) throws(TrainingError) {
    ensemble = try Ensemble([checkpoint.predictor] + others)
    self.checkpoint = checkpoint
    self.hash = hash
    self.coverage = coverage
    heads = checkpoint.predictor.targets.indices.filter {
      platforms.isEmpty || platforms.contains(checkpoint.predictor.targets[$0].platform)
    }
  }

  /// The platforms that it predicts, one for each figure that it says of a graph.
  package var platforms: [String] { heads.map { checkpoint.predictor.targets[$0].platform } }

  /// What it keeps of a graph.
  package func input(of graph: Graph) -> ForecastInput {
    let predictor = checkpoint.predictor
    return ForecastInput(
      graph, predictor.configuration.encoding.encode(graph).map { ensemble.prepare($0) },
      sums: ensemble.members.contains { $0.ridge != nil } ? OperatorSums(graph) : nil)
  }

  /// Predicts graphs on every platform that is asked for.
  ///
  /// - Parameters:
  ///   - graphs: The graphs; one without an id is named by an empty text.
  ///   - workers: The threads.
  /// - Returns: For each graph a prediction a platform, in the order of `platforms`; none for a graph
  ///   that the predictor's encoding knows nothing of.
  package func predictions(for graphs: [Graph], workers: Workers) -> [[Prediction]] {
    predictions(of: graphs.map { input(of: $0) }, workers: workers)
  }

  /// The same for graphs of which only the inputs were kept.
  package func predictions(of graphs: [ForecastInput], workers: Workers) -> [[Prediction]] {
    let predictor = checkpoint.predictor
    let known = graphs.indices.filter { graphs[$0].graphs != nil }
    var tape = Tape(workers: workers)
    let figures = ensemble.predict(
      graphs.compactMap { graph in graph.graphs.map { ($0, graph.sums) } }, on: &tape
    ).mean
    let calibration = ensemble.members.count == 1 ? checkpoint.calibration : nil
    var predictions = Array(repeating: [Prediction](), count: graphs.count)
    for (index, figures) in zip(known, figures) {
      let graph = graphs[index]
      let traits = graph.traits
      let spreads = traits.flatMap { predictor.mill?.predict($0).map(\.spread) }
      predictions[index] = heads.map { head in
        let target = predictor.targets[head]
        var prediction = Prediction(
          graph: graph.id, platform: target.platform, metric: target.metric,
          value: figures[head], unit: target.unit, model: hash, batch: graph.batch,
          interval: calibration?.interval(
            around: figures[head], platform: head, coverage: coverage,
            spread: spreads?[head] ?? 1),
          family: graph.family)
        if let traits, let spreads, let mill = predictor.mill {
          prediction.unlike = mill.strangeness(of: traits, spread: spreads[head], target: head)
        }
        return prediction
      }
    }
    return predictions
  }

  /// Whether many graphs are predicted faster together: a network computes once what they share.
  package var prefersMany: Bool { checkpoint.predictor.mill == nil }
}
