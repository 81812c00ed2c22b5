import Datasets
import DenseKernels
import GraphLearning
import RecordStreams
import ToolSupport

/// Graphs that wait to be predicted together, and where predictions go.
struct WaitingForecasts {
  private let forecasters: [Forecaster]
  private let workers: Workers
  private let output: any ByteSink
  /// Where predictions are printed as a table.
  private var table: ForecastTable?
  private var rows: [ForecastRow] = []
  private var nodeCount = 0

  /// Whether anything is gained by waiting; a table shows its rows as they come.
  private let waits: Bool

  /// So many nodes wait, some 15 MB of them.
  private static let mostNodes = 262_144

  /// Nothing waits yet.
  init(_ forecasters: [Forecaster], asTable: Bool, jobs: Int, to output: any ByteSink) {
    self.forecasters = forecasters
    self.output = output
    workers = Workers(jobs)
    table = asTable ? ForecastTable(models: forecasters.count) : nil
    waits = !asTable && forecasters.contains(where: \.prefersMany)
  }

  /// Adds graphs, and predicts when there are many.
  mutating func add(_ new: [ForecastRow]) throws {
    for row in new {
      rows.append(row)
      // A graph that nothing is read of takes room, too.
      nodeCount += max(1, row.nodeCount)
    }
    if !waits || nodeCount >= Self.mostNodes { try predict() }
  }

  /// Predicts those that are left.
  mutating func finish() throws {
    try predict()
    try printTable()
  }

  private mutating func printTable() throws {
    if let rows = table?.take() { try output.write(Array(rows.utf8)) }
  }

  private mutating func predict() throws {
    let predictions = forecasters.indices.map { place in
      said(by: forecasters[place], rows.map { $0.forecasts[place] })
    }
    var writer = JSONWriter()
    for (index, row) in rows.enumerated() {
      let predictions = predictions.flatMap { $0[index] }
      if table == nil {
        for prediction in predictions {
          prediction.write(to: &writer)
          writer.endLine()
        }
      } else {
        table?.add(row.name, predictions)
      }
    }
    try output.write(writer.take())
    if table?.isFull == true { try printTable() }
    rows.removeAll(keepingCapacity: true)
    nodeCount = 0
  }

  /// What a forecaster says of each graph.
  private func said(
    by forecaster: Forecaster, _ forecasts: [ForecastRow.Forecast]
  ) -> [[Prediction]] {
    let waiting = forecasts.compactMap {
      if case .waiting(let input) = $0 { input } else { nil }
    }
    var results = forecaster.predictions(of: waiting, workers: workers).makeIterator()
    return forecasts.map {
      if case .said(let predictions) = $0 { predictions } else { results.next() ?? [] }
    }
  }
}
