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
    var table = ForecastTable(models: forecasters.count)
    let output = output
    try mapBlocks(of: input, jobs: jobs) { _ in
      { PredictedBlock.of($0, with: forecasters, asTable: asTable) }
    } remarking: { rows in
      for (name, predictions) in rows { table.add(name, predictions) }
      if table.isFull { try output.write(Array(table.take().utf8)) }
    }
    if asTable { try output.write(Array(table.take().utf8)) }
  }
}

/// What becomes of a block of records: the bytes of prediction records, or the rows of a table.
enum PredictedBlock {
  /// A network's name, and what is predicted of it.
  typealias Row = (name: String, predictions: [Prediction])

  /// Predicts the graphs of a block together.
  static func of(
    _ block: LineBlock, with forecasters: [Forecaster], asTable: Bool
  ) -> MappedBlock<[Row]> {
    var result = MappedBlock<[Row]>(remarks: [])
    var graphs: [Graph] = []
    var lines = LineCursor(block.bytes.bytes)
    while let line = lines.next() {
      do {
        if try RecordKind.sniff(line) == .graph { graphs.append(try Graph(json: line)) }
      } catch {
        result.refuse(line: block.firstLine + result.lines, error)
      }
      result.lines += 1
    }
    let forecasts = forecasters.map { $0.predictions(for: graphs, workers: Workers(1)) }
    var writer = JSONWriter()
    for (index, graph) in graphs.enumerated() {
      let predictions = forecasts.flatMap { $0[index] }
      if asTable {
        result.remarks.append((graph.name ?? graph.id ?? "", predictions))
      } else {
        for prediction in predictions {
          prediction.write(to: &writer)
          writer.endLine()
        }
      }
    }
    result.bytes = writer.take()
    return result
  }
}
