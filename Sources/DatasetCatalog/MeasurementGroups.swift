internal import Datasets
internal import GRDB

/// The measurements of a catalog, those of one graph at a time, in the order of the graphs' ids.
struct MeasurementGroups {
  /// The measurements of one graph.
  struct Group {
    let graph: String
    var measurements: [Measurement]
  }

  private let rows: RowCursor
  private let path: String
  private var decoder: MeasurementDecoder
  private var next: (graph: String, measurement: Measurement)?

  init(_ database: Database, path: String) throws {
    self.path = path
    decoder = try MeasurementDecoder(database)
    rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(MeasurementDecoder.columns())
        FROM graph CROSS JOIN measurement ON measurement.graph = graph.key ORDER BY graph.id
        """)
    next = try read()
  }

  private mutating func read() throws -> (graph: String, measurement: Measurement)? {
    guard let row = try rows.next() else { return nil }
    return (row[0], try decoder.measurement(row, path: path))
  }

  /// The measurements of the next graph that has any.
  mutating func nextGroup() throws -> Group? {
    guard let first = next else { return nil }
    var group = Group(graph: first.graph, measurements: [first.measurement])
    next = try read()
    while let following = next, following.graph == group.graph {
      group.measurements.append(following.measurement)
      next = try read()
    }
    return group
  }
}
