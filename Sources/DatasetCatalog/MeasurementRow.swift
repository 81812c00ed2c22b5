internal import ComputationGraph
internal import Datasets
internal import GRDB

/// A measurement in the columns of its table.
struct MeasurementRow {
  /// The values in the order of `columns`.
  var values: [DatabaseValue]

  /// The natural key, the ordinal among figures that share it, the figure with what describes it,
  /// where it was read, and the run that brought it.
  static let columns =
    keyColumns + ["occurrence"] + figureColumns
    + ["extra", "source", "source_line", "source_id", "source_value", "run"]

  /// What a measurement is about: of two figures that agree in these there should be but one.
  static let keyColumns = [
    "graph", "platform", "metric", "phase", "batch", "dataset", "conditions",
  ]

  /// What is compared: rows that agree in these say the same, wherever they were read.
  static let figureColumns = [
    "state", "reason", "value", "unit", "dispersion", "count", "family", "split", "samples",
  ]

  private static let occurrencePosition = keyColumns.count
  private static let figurePositions =
    occurrencePosition + 1..<occurrencePosition + 1 + figureColumns.count

  /// The natural key.
  var key: ArraySlice<DatabaseValue> { values[..<Self.occurrencePosition] }

  /// The figure and what describes it.
  var figure: ArraySlice<DatabaseValue> { values[Self.figurePositions] }

  /// Which it is among the figures that share its key.
  var occurrence: Int {
    get { Int.fromDatabaseValue(values[Self.occurrencePosition]) ?? 0 }
    set { values[Self.occurrencePosition] = newValue.databaseValue }
  }

  /// Looks up or makes what the measurement refers to.
  init(
    _ measurement: Measurement, graph: Int64, run: Int64, references: inout References,
    in database: Database
  ) throws {
    let none = DatabaseValue.null
    let platform = try references.platforms.key(of: measurement.platform, in: database)
    let dataset = try references.datasets.key(of: measurement.dataset ?? "", in: database)
    let conditions = try references.conditions.key(
      of: measurement.conditions.map(Self.text) ?? "", in: database)
    var split: Int64?
    if let name = measurement.split, let dataset {
      split = try references.split(name, of: dataset, in: database)
    }
    let source = try measurement.source.map { try references.source($0, in: database) }
    values = []
    values.reserveCapacity(Self.columns.count)
    values.append(graph.databaseValue)
    values.append(platform?.databaseValue ?? none)
    values.append(measurement.metric.databaseValue)
    values.append((measurement.phase ?? "").databaseValue)
    values.append((measurement.batch ?? 0).databaseValue)
    values.append(dataset?.databaseValue ?? none)
    values.append(conditions?.databaseValue ?? none)
    values.append(0.databaseValue)
    values.append(measurement.state.rawValue.databaseValue)
    values.append(measurement.reason?.databaseValue ?? none)
    values.append(measurement.value?.databaseValue ?? none)
    values.append(measurement.unit.databaseValue)
    values.append(measurement.dispersion?.databaseValue ?? none)
    values.append(measurement.count?.databaseValue ?? none)
    values.append(measurement.family?.databaseValue ?? none)
    values.append(split?.databaseValue ?? none)
    values.append(measurement.samples.map { Self.text($0).databaseValue } ?? none)
    values.append(ExtraMembers.text(measurement.extra)?.databaseValue ?? none)
    values.append(source?.databaseValue ?? none)
    values.append(measurement.source?.line?.databaseValue ?? none)
    values.append(measurement.source?.id?.databaseValue ?? none)
    values.append(measurement.source?.value?.databaseValue ?? none)
    values.append(run.databaseValue)
  }

  private static func text(_ json: [UInt8]) -> String {
    String(decoding: json, as: UTF8.self)
  }
}
