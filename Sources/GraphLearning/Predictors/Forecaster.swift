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

  /// A forecaster.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint.
  ///   - hash: Its name in predictions.
  ///   - platforms: The platforms that are asked for; empty for all that it knows.
  ///   - coverage: The probability with which an interval holds the truth, above 0 and below 1.
  package init(_ checkpoint: Checkpoint, hash: String, platforms: Set<String>, coverage: Double) {
    self.checkpoint = checkpoint
    self.hash = hash
    self.coverage = coverage
    heads = checkpoint.predictor.platforms.indices.filter {
      platforms.isEmpty || platforms.contains(checkpoint.predictor.platforms[$0])
    }
  }

  /// The platforms that it predicts.
  package var platforms: [String] { heads.map { checkpoint.predictor.platforms[$0] } }

  /// Predicts graphs on every platform that is asked for.
  ///
  /// - Parameters:
  ///   - graphs: The graphs; one without an id is named by an empty text.
  ///   - workers: The threads.
  /// - Returns: For each graph a prediction a platform, in the order of `platforms`.
  package func predictions(for graphs: [Graph], workers: Workers) -> [[Prediction]] {
    let predictor = checkpoint.predictor
    let encoding = predictor.configuration.features
    var tape = Tape(workers: workers)
    let figures = predictor.predict(
      graphs.map { (encoding.encode($0), OperatorSums($0)) }, on: &tape)
    return zip(graphs, figures).map { graph, figures in
      heads.map { head in
        Prediction(
          graph: graph.id ?? "", platform: predictor.platforms[head], metric: predictor.metric,
          value: figures[head], unit: predictor.unit, model: hash, batch: graph.batch,
          interval: checkpoint.calibration?.interval(
            around: figures[head], platform: head, coverage: coverage),
          family: graph.family)
      }
    }
  }
}
