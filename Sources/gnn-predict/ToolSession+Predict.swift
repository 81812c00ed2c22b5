import ByteReading
import ComputationGraph
import Datasets
import DenseKernels
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Reads checkpoints and says which of the platforms asked for none of them knows.
  mutating func forecasters(
    _ paths: [String], asMean: Bool, _ options: ForecastOptions
  ) throws -> [Forecaster] {
    let read = try paths.map { path in
      let (checkpoint, hash) = try checkpoint(path)
      if checkpoint.calibration == nil, !asMean {
        warn("\(path) was trained without --validation; its predictions have no intervals")
      }
      return (checkpoint: checkpoint, hash: hash)
    }
    let (others, hash) = (read.map(\.checkpoint.predictor).dropFirst(), read.map(\.hash))
    let forecasters = try (asMean ? Array(read.prefix(1)) : read).map { one in
      try Forecaster(
        one.checkpoint, with: asMean ? Array(others) : [],
        hash: asMean ? hash.joined(separator: "+") : one.hash, platforms: Set(options.platforms),
        coverage: options.coverage)
    }
    let known = Set(forecasters.flatMap(\.platforms))
    if let unknown = options.platforms.first(where: { !known.contains($0) }) {
      let all = Set(forecasters.flatMap { $0.checkpoint.predictor.targets.map(\.platform) })
        .sorted()
      throw TrainingError(
        "no checkpoint knows the platform \(unknown); known are \(all.joined(separator: ", "))")
    }
    return forecasters
  }

  /// Predicts every graph of the inputs.
  mutating func predict(
    _ input: InputOptions, with forecasters: [Forecaster], asTable: Bool, jobs: Int
  ) throws {
    var waiting = WaitingForecasts(forecasters, asTable: asTable, jobs: jobs, to: output)
    // What came before a line that ends a strict run is predicted.
    let reading = Result {
      try mapBlocks(of: input, jobs: jobs) { _ in
        { ForecastRow.rows(of: $0, for: forecasters) }
      } remarking: { rows in
        try waiting.add(rows)
      }
    }
    try waiting.finish()
    try reading.get()
  }
}
