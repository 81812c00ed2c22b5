internal import Datasets
internal import GRDB

extension Catalog {
  /// Compares this catalog with another one by content, a graph at a time: two catalogs are equal
  /// if merging either into the other would change nothing.
  ///
  /// Where things were read, in which order and when does not matter; nor do names and families of
  /// graphs, of which merging keeps the first.
  ///
  /// - Parameters:
  ///   - other: The other catalog.
  ///   - body: Told each difference: graphs first, then architectures, then measurements, each in the
  ///     order of their names. What it throws ends the comparison.
  /// - Throws: `CatalogError`; what the body throws.
  package func forEachDifference(
    from other: Catalog, _ body: (CatalogDifference) throws -> Void
  ) throws {
    try inSnapshot {
      try other.inSnapshot {
        try read { here in
          try other.read { there in
            try compareRows("graph", Self.graphRows, here, there, body)
            try compareRows("architecture", Self.architectureRows, here, there, body)
            try compareMeasurements(
              MeasurementGroups(here, path: path), MeasurementGroups(there, path: other.path), body)
          }
        }
      }
    }
  }

  /// SQL that gives rows in the order of their first column; those that follow are compared.
  private static let graphRows = """
    SELECT id, structure, batch, nodes, edges, flops, macs, parameters, bytes FROM graph ORDER BY id
    """
  private static let architectureRows = """
    SELECT dataset.name || char(9) || space || char(9) || task || char(9) || architecture.name
      || char(9) || encoding AS code, number, seed
    FROM architecture JOIN dataset ON dataset.key = architecture.dataset ORDER BY code
    """

  private func compareRows(
    _ subject: String, _ sql: String, _ here: Database, _ there: Database,
    _ body: (CatalogDifference) throws -> Void
  ) throws {
    let (left, right) = (
      try Row.fetchCursor(here, sql: sql), try Row.fetchCursor(there, sql: sql)
    )
    try Alignment.forEach(
      { try left.next()?.copy() }, { try right.next()?.copy() }, by: { $0[0] as String }
    ) { left, right in
      guard let row = left ?? right else { return }
      let name = [row[0] as String]
      guard let left, let right else {
        let kind: CatalogDifference.Kind = left == nil ? .onlyThere : .onlyHere
        return try body(CatalogDifference(kind: kind, subject: subject, name: name))
      }
      let (a, b) = (Array(left.databaseValues), Array(right.databaseValues))
      guard let place = a.indices.first(where: { a[$0] != b[$0] }) else { return }
      let column = Array(left.columnNames)[place]
      try body(
        CatalogDifference(
          kind: .differs, subject: subject, name: name, column: column,
          here: CatalogValue(a[place]),
          there: CatalogValue(b[place])))
    }
  }

  private func compareMeasurements(
    _ here: MeasurementGroups, _ there: MeasurementGroups,
    _ body: (CatalogDifference) throws -> Void
  ) throws {
    var (left, right) = (here, there)
    try Alignment.forEach(
      { try left.nextGroup() }, { try right.nextGroup() }, by: { $0.graph }
    ) { left, right in
      var groups: [[String]: (here: [Measurement], there: [Measurement])] = [:]
      for figure in left?.measurements ?? [] {
        groups[figure.subject, default: ([], [])].here.append(figure)
      }
      for figure in right?.measurements ?? [] {
        groups[figure.subject, default: ([], [])].there.append(figure)
      }
      for (name, group) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        try compare(group.here, group.there, name, body)
      }
    }
  }

  /// Compares the figures of one thing: most often one on each side.
  private func compare(
    _ here: [Measurement], _ there: [Measurement], _ name: [String],
    _ body: (CatalogDifference) throws -> Void
  ) throws {
    var (left, right) = (here.map(\.statement), there.map(\.statement))
    for figure in left {
      guard let place = right.firstIndex(of: figure), let own = left.firstIndex(of: figure) else {
        continue
      }
      left.remove(at: own)
      right.remove(at: place)
    }
    for place in 0..<max(left.count, right.count) {
      let (a, b) = (
        place < left.count ? left[place] : nil, place < right.count ? right[place] : nil
      )
      var difference = CatalogDifference(
        kind: a == nil ? .onlyThere : b == nil ? .onlyHere : .differs, subject: "measurement",
        name: name)
      let column = a.flatMap { a in b.flatMap { b in a.indices.first { a[$0] != b[$0] } } } ?? 0
      difference.column = Measurement.statementColumns[column]
      difference.here = a?[column] ?? .null
      difference.there = b?[column] ?? .null
      try body(difference)
    }
  }
}

extension Measurement {
  /// What it is about, as text: graph, platform, metric, phase, batch size, dataset, conditions.
  fileprivate var subject: [String] {
    let graph = if case .graph(let id) = network { id } else { "" }
    return [
      graph, platform, metric, phase ?? "", batch.map { "\($0)" } ?? "", dataset ?? "",
      conditions.map { String(decoding: $0, as: UTF8.self) } ?? "",
    ]
  }

  fileprivate static let statementColumns = [
    "value", "state", "reason", "unit", "dispersion", "count", "family", "split", "samples",
  ]

  /// What it says of that: the values of `statementColumns`.
  fileprivate var statement: [CatalogValue] {
    func text(_ text: String?) -> CatalogValue { text.map { .text($0) } ?? .null }
    return [
      value.map { .real($0) } ?? .null, .text(state.rawValue), text(reason), .text(unit),
      dispersion.map { .real($0) } ?? .null, count.map { .integer(Int64($0)) } ?? .null,
      text(family), text(split), text(samples.map { String(decoding: $0, as: UTF8.self) }),
    ]
  }
}
