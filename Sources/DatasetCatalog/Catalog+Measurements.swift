package import Datasets
internal import GRDB

extension Catalog {
  /// Hands over the measurements that match, ordered by graph id and then by the parts of their
  /// key: platform, metric, phase, batch, dataset, conditions.
  ///
  /// - Parameters:
  ///   - query: The measurements that are wanted.
  ///   - limit: The most that are handed over, or `nil` for all.
  ///   - body: Told each measurement. What it throws ends the walk.
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachMeasurement(
    matching query: MeasurementQuery = MeasurementQuery(), limit: Int? = nil,
    _ body: (Measurement) throws -> Void
  ) throws {
    try checkNames(of: query)
    let condition = query.condition()
    try read { database in
      var decoder = try MeasurementDecoder(database)
      // The order of ids is an index, and all rows of a graph lie side by side: nothing is sorted
      // but the figures of one graph, here.
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(MeasurementDecoder.columns(of: query))
          FROM graph CROSS JOIN measurement ON measurement.graph = graph.key
          WHERE \(condition.sql) ORDER BY graph.id
          """, arguments: condition.arguments)
      var group: [Measurement] = []
      var left = limit ?? .max
      while left > 0, let row = try rows.next() {
        let measurement = try decoder.measurement(row, path: path)
        if let first = group.first, first.network != measurement.network {
          try deliver(&group, &left, to: body)
        }
        group.append(measurement)
      }
      try deliver(&group, &left, to: body)
    }
  }

  /// Hands over the figures of one graph in order, no more than are left to be handed over.
  private func deliver(
    _ group: inout [Measurement], _ left: inout Int, to body: (Measurement) throws -> Void
  ) throws {
    for measurement in group.sorted(by: Measurement.precedes).prefix(left) { try body(measurement) }
    left = max(0, left - group.count)
    group.removeAll(keepingCapacity: true)
  }

  /// Refuses names that the catalog does not know: they are misspelt more often than meant.
  func checkNames(of query: MeasurementQuery) throws {
    let names = [
      ("dataset", query.dataset), ("platform", query.platform), ("split", query.split),
      ("metric", query.metric), ("family", query.family),
    ]
    for (what, name) in names {
      if let name { try checkName(name, isA: what) }
    }
  }

  /// Refuses a name of a kind of which the catalog knows all, unless it is one of them.
  func checkName(_ name: String, isA what: String) throws {
    if what == "family" { return try checkFamily(name) }
    guard ["dataset", "platform", "split", "metric"].contains(what) else { return }
    let sql = "SELECT DISTINCT name FROM \(what) WHERE name <> '' ORDER BY name"
    let aliases = what == "platform" ? "SELECT alias FROM platform_alias" : nil
    try read { database in
      let known = try String.fetchAll(database, sql: sql)
      let others = try aliases.map { try String.fetchAll(database, sql: $0) } ?? []
      guard known.contains(name) || others.contains(name) else {
        throw CatalogError(path, .unknown(what: what, name: name, known: known))
      }
    }
  }

  /// Families have no table of their own: all are looked for only where none has the name.
  private func checkFamily(_ name: String) throws {
    try read { database in
      func any(_ table: String) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM \(table) WHERE family = ?)"
        return try Bool.fetchOne(database, sql: sql, arguments: [name]) ?? false
      }
      if try any("graph") || any("measurement") { return }
      let known = try String.fetchAll(
        database,
        sql: """
          SELECT family FROM graph WHERE family IS NOT NULL
          UNION SELECT family FROM measurement WHERE family IS NOT NULL ORDER BY 1
          """)
      throw CatalogError(path, .unknown(what: "family", name: name, known: known))
    }
  }
}

extension Measurement {
  /// The order of the measurements of one graph: by content, so that it does not depend on the
  /// order of merging.
  fileprivate static func precedes(_ left: Measurement, _ right: Measurement) -> Bool {
    if left.platform != right.platform { return left.platform < right.platform }
    if left.metric != right.metric { return left.metric < right.metric }
    if left.phase != right.phase { return left.phase ?? "" < right.phase ?? "" }
    if left.batch != right.batch { return left.batch ?? 0 < right.batch ?? 0 }
    if left.dataset != right.dataset { return left.dataset ?? "" < right.dataset ?? "" }
    if left.conditions != right.conditions {
      return (left.conditions ?? []).lexicographicallyPrecedes(right.conditions ?? [])
    }
    if left.state != right.state { return left.state.rawValue < right.state.rawValue }
    if left.value != right.value { return left.value ?? 0 < right.value ?? 0 }
    return (left.samples ?? []).lexicographicallyPrecedes(right.samples ?? [])
  }
}
