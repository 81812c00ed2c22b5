internal import Datasets

extension FigureTable {
  /// What a row is about, but for its network.
  func subject(_ row: Row) -> Subject { subjects[Int(row.subject)] }

  /// A row as a finding names it.
  func place(of row: Row) -> Finding.Row {
    Finding.Row(
      file: name(row.file), line: row.line > 0 ? row.line : nil,
      network: networkName(row.network))
  }

  /// A finding about rows.
  func finding(
    _ code: FindingCode, _ severity: Severity, _ reason: String, rows: [Int] = []
  ) -> Finding {
    Finding(
      code: code, severity: severity, reason: reason,
      rows: rows.prefix(Finding.rowLimit).map { place(of: self.rows[$0]) }, rowCount: rows.count)
  }

  /// The rows of each series that have a figure that was measured or estimated.
  func rowsBySeries() -> [[Int]] {
    var counts = Array(repeating: 0, count: subjects.count)
    for row in rows where row.hasFigure { counts[Int(row.subject)] += 1 }
    var sizes = Array(repeating: 0, count: series.count)
    for (subject, count) in zip(subjects, counts) { sizes[subject.series] += count }
    var groups = sizes.map { size in
      var group: [Int] = []
      group.reserveCapacity(size)
      return group
    }
    let numbers = subjects.map(\.series)
    for index in rows.indices where rows[index].hasFigure {
      groups[numbers[Int(rows[index].subject)]].append(index)
    }
    return groups
  }

  /// The rows of each subject, in their order.
  func rowsBySubject() -> [[Int]] {
    var groups = Array(repeating: [Int](), count: subjects.count)
    for index in rows.indices { groups[Int(rows[index].subject)].append(index) }
    return groups
  }

  /// A series in words: `latency on "p" (training)`.
  func title(of series: Series) -> String {
    "\(series.metric) on \"\(series.platform)\""
      + (series.phase.isEmpty ? "" : " (\(series.phase))")
  }
}

extension FigureTable.Row {
  /// Whether there is a figure that was measured or estimated.
  fileprivate var hasFigure: Bool {
    value.isFinite && (state == .measured || state == .estimated)
  }
}
