import Charts
import Datasets
import ToolSupport

/// Predictions as a table: a row a network and platform.
struct ForecastTable {
  private var table: TextTable
  private let namesModels: Bool

  /// So many rows settle the widths of the columns.
  private static let rowsAtOnce = 1000

  /// A table of what so many models predict.
  init(models: Int) {
    namesModels = models > 1
    table = TextTable(
      ["network", "platform", "metric", "value", "unit", "from", "to", "unlike training"]
        + (namesModels ? ["predictor"] : []))
  }

  /// Whether there is enough to print.
  var isFull: Bool { table.waiting >= Self.rowsAtOnce }

  /// Adds what is predicted of a network.
  mutating func add(_ name: String, _ predictions: [Prediction]) {
    for prediction in predictions {
      let figures = [prediction.value, prediction.interval?.lower, prediction.interval?.upper]
        .map { TextTable.Cell($0.map { Scale.text($0) } ?? "", isNumber: true) }
      table.add(
        [TextTable.Cell(name), TextTable.Cell(prediction.platform)]
          + [TextTable.Cell(prediction.metric), figures[0], TextTable.Cell(prediction.unit)]
          + figures[1...] + [TextTable.Cell(prediction.unlike.joined(separator: ", "))]
          + (namesModels ? [TextTable.Cell(prediction.model)] : []))
    }
  }

  /// The rows since the last time.
  mutating func take() -> String { table.take() }
}
