/// Rows of groups and statistics turned so that one field's values become columns.
package struct PivotTable {
  private let field: String
  private var headings: [String] = []
  private var fieldPlace = 0
  private var groupCount = 0
  private var rows: [[CatalogValue]] = []
  private var rowNumbers: [[CatalogValue]: Int] = [:]
  private var columns: [String] = []
  private var columnNumbers: [String: Int] = [:]
  private var cells: [[Int: [CatalogValue]]] = []

  /// Turns on a field.
  package init(on field: String) {
    self.field = field
  }

  /// Takes the names of the columns, of which the last `statistics` are not of the groups.
  package mutating func take(header: [String], statistics: Int) {
    headings = header
    groupCount = header.count - statistics
    fieldPlace = header.firstIndex(of: field) ?? 0
  }

  /// Takes a row.
  package mutating func take(_ row: [CatalogValue]) {
    var group = Array(row[..<groupCount])
    let value = group.remove(at: fieldPlace)
    let number = rowNumbers[group] ?? rows.count
    if number == rows.count {
      rowNumbers[group] = number
      rows.append(group)
      cells.append([:])
    }
    let name = value.text
    let column = columnNumbers[name] ?? columns.count
    if column == columns.count {
      columnNumbers[name] = column
      columns.append(name)
    }
    cells[number][column] = Array(row[groupCount...])
  }

  /// Hands over the turned table: columns in the order of their names, rows as they were first met.
  package func write(
    limit: Int? = nil, header: ([String]) throws -> Void, row: ([CatalogValue]) throws -> Void
  ) throws {
    let statistics = headings[groupCount...]
    let order = columns.indices.sorted { columns[$0] < columns[$1] }
    var groups = Array(headings[..<groupCount])
    if !groups.isEmpty { groups.remove(at: fieldPlace) }
    try header(
      groups
        + order.flatMap { column in
          statistics.map { statistics.count == 1 ? columns[column] : "\(columns[column]) \($0)" }
        })
    let empty = Array(repeating: CatalogValue.null, count: statistics.count)
    for (group, cells) in zip(rows, cells).prefix(limit ?? .max) {
      try row(group + order.flatMap { cells[$0] ?? empty })
    }
  }
}
