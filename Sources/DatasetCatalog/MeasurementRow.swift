internal import ComputationGraph
internal import Datasets
internal import GRDB

/// A measurement in the columns of its table.
struct MeasurementRow {
  /// The columns whose values most rows of a dataset share.
  var shape: Shape
  /// The row of the graph.
  var graph: Int64
  /// The row of the platform.
  var platform: Int64
  /// The batch size; 0 where the record has none.
  var batch: Int
  /// The row of the conditions.
  var conditions: Int64
  /// The row of the split.
  var split: Int64?
  /// The row of the file that it was read from.
  var source: Int64?
  /// The record, for the columns that take its values as they are.
  var measurement: Measurement

  /// What the rows of a dataset have in common, but for a few kinds of rows: such rows are
  /// inserted by a statement of their own, which spells these values out.
  struct Shape: Hashable {
    var metric: String
    var phase: String
    var dataset: Int64
    var state: MeasurementState
    var unit: String
    /// Whether dispersion, count and samples are NULL.
    var isPlain: Bool
  }

  /// Looks up or makes what the measurement refers to.
  init(
    _ measurement: Measurement, graph: Int64, references: inout References, in database: Database
  ) throws {
    let dataset = try references.datasets.key(making: measurement.dataset ?? "", in: database)
    conditions = try references.conditions.key(
      making: measurement.conditions.map { String(decoding: $0, as: UTF8.self) } ?? "",
      in: database)
    shape = Shape(
      metric: measurement.metric, phase: measurement.phase ?? "", dataset: dataset,
      state: measurement.state, unit: measurement.unit,
      isPlain: measurement.dispersion == nil && measurement.count == nil
        && measurement.samples == nil)
    self.graph = graph
    platform = try references.platforms.key(making: measurement.platform, in: database)
    batch = measurement.batch ?? 0
    split = try measurement.split.map { try references.split($0, of: dataset, in: database) }
    source = try measurement.source.map { try references.source($0, in: database) }
    self.measurement = measurement
  }
}

extension MeasurementRow {
  /// What a measurement is about: of two figures that agree in these there should be but one.
  static let keyColumns = [
    "graph", "platform", "metric", "phase", "batch", "dataset", "conditions",
  ]

  /// The values of `keyColumns`.
  var key: [DatabaseValue] {
    [
      graph.databaseValue, platform.databaseValue, shape.metric.databaseValue,
      shape.phase.databaseValue, batch.databaseValue, shape.dataset.databaseValue,
      conditions.databaseValue,
    ]
  }

  /// The figure and what describes it: rows that agree in these say the same, wherever they were
  /// read.
  static let figureColumns = [
    "state", "reason", "value", "unit", "dispersion", "count", "family", "split", "samples",
  ]

  /// The values of `figureColumns`.
  var figure: [DatabaseValue] {
    [
      shape.state.rawValue.databaseValue, measurement.reason?.databaseValue ?? .null,
      measurement.value?.databaseValue ?? .null, shape.unit.databaseValue,
      measurement.dispersion?.databaseValue ?? .null, measurement.count?.databaseValue ?? .null,
      measurement.family?.databaseValue ?? .null, split?.databaseValue ?? .null,
      samples?.databaseValue ?? .null,
    ]
  }

  /// The samples as JSON text.
  var samples: String? {
    measurement.samples.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The keys that this version does not know as JSON text.
  var extra: String? { ExtraMembers.text(measurement.extra) }
}
