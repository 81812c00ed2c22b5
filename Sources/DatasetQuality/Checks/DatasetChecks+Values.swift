internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Figures that are 0 or negative where that cannot be, and those that are all equal.
  static func checkValues(_ table: FigureTable, _ groups: [[Int]]) -> [Finding] {
    var findings: [Finding] = []
    for (number, rows) in groups.enumerated() where !rows.isEmpty {
      let series = table.series[number]
      let title = table.title(of: series)
      let isPositive = ["s", "J", "W"].contains(series.unit)
      let first = table.rows[rows[0]].value
      var (negative, zero, isConstant): ([Int], [Int], Bool) = ([], [], true)
      for row in rows {
        let value = table.rows[row].value
        if value < 0 { negative.append(row) }
        if value == 0 { zero.append(row) }
        if value != first { isConstant = false }
      }
      if !negative.isEmpty, isPositive || series.unit == "B" {
        findings.append(
          table.finding(
            .negativeFigure, .error, "\(title): \(plural(negative.count, "figure")) below 0",
            rows: negative))
      }
      if !zero.isEmpty, isPositive || isWithheld(zero, among: rows, table) {
        let share = zero.count == rows.count ? "all" : "\(zero.count) of \(rows.count)"
        findings.append(
          table.finding(
            .zeroFigure, .error,
            "\(title): \(share) figures are 0; say withheld or failed where there is none",
            rows: zero))
      }
      if rows.count >= 10, first != 0, isConstant {
        findings.append(
          table.finding(
            .constantFigures, .warning,
            "\(title): all \(rows.count) figures are \(Scale.text(first))",
            rows: rows))
      }
    }
    return findings
  }

  /// Whether zeros look like labels that are withheld: an accuracy of nothing, or a split of zeros
  /// beside others that have figures.
  private static func isWithheld(_ zero: [Int], among rows: [Int], _ table: FigureTable) -> Bool {
    let series = table.series[table.subject(table.rows[rows[0]]).series]
    if series.metric.contains("accuracy") { return true }
    let splits = Set(zero.map { table.rows[$0].split })
    guard zero.count >= 10, zero.count < rows.count, splits.count == 1, let split = splits.first,
      split != 0
    else { return false }
    return rows.allSatisfy { (table.rows[$0].value == 0) == (table.rows[$0].split == split) }
  }

  /// Figures so coarse that many are equal.
  static func checkTies(_ table: FigureTable, _ groups: [[Int]]) -> [Finding] {
    var findings: [Finding] = []
    for (number, rows) in groups.enumerated() where rows.count >= 50 {
      let series = table.series[number]
      // Counts and ratios are equal for many networks without having been rounded.
      guard ["s", "J", "W"].contains(series.unit) else { continue }
      let values = rows.map { table.rows[$0].value }.filter { $0 > 0 }
      // More than these are not few, however many more there are.
      let limit = values.count / 5
      var met = Set<Double>(minimumCapacity: limit + 1)
      for value in values where met.count <= limit { met.insert(value) }
      let distinct = met.count
      guard distinct > 1, distinct <= limit else { continue }
      let step = [1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6].first { step in
        values.allSatisfy { abs($0 / step - ($0 / step).rounded()) < 1e-6 * max(1, $0 / step) }
      }
      let grid = step.map { ", whole multiples of \(Scale.text($0)) \(series.unit)" } ?? ""
      findings.append(
        table.finding(
          .roundedFigures, .warning,
          "\(table.title(of: series)): \(values.count) figures take \(distinct) values\(grid); "
            + "ranks and small differences mean little"))
    }
    return findings
  }

  static func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
