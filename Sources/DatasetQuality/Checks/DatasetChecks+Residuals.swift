internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Figures that lie far from what the platform's other figures let expect.
  static func checkResiduals(
    _ table: FigureTable, _ groups: [[Int]], _ columns: PlatformColumns
  ) -> [Finding] {
    var findings: [Finding] = []
    for (number, rows) in groups.enumerated() {
      let series = table.series[number]
      guard ["s", "J", "W"].contains(series.unit) else { continue }
      let positive = rows.filter { table.rows[$0].value > 0 }
      guard positive.count >= 30 else { continue }
      let expectation = Expectation(of: positive, table, columns)
      var residuals = zip(positive, expectation.residuals).compactMap { row, residual in
        residual.map { (row: row, residual: $0) }
      }
      guard residuals.count >= 30 else { continue }
      residuals.sort { ($0.residual, $0.row) < ($1.residual, $1.row) }
      if let slip = slipped(&residuals) {
        let factor = slip.isHigh ? "larger" : "smaller"
        findings.append(
          table.finding(
            .unitSlip, .error,
            "\(table.title(of: series)): \(plural(slip.rows.count, "figure")) about "
              + "\(slip.factor) times \(factor) than \(expectation.basis) let expect: another unit?",
            rows: slip.rows.sorted()))
      }
      if let finding = outliers(residuals, series, expectation.basis, table) {
        findings.append(finding)
      }
    }
    return findings
  }

  private struct Slip {
    let rows: [Int]
    let factor: String
    let isHigh: Bool
  }

  /// Takes out the smaller of two groups that lie a unit apart, with nothing in between.
  private static func slipped(_ residuals: inout [(row: Int, residual: Double)]) -> Slip? {
    var gap = (width: 0.0, place: 0)
    for place in residuals.indices.dropFirst() {
      let width = residuals[place].residual - residuals[place - 1].residual
      if width > gap.width { gap = (width, place) }
    }
    guard gap.width > 1.2 else { return nil }
    let (low, high) = (residuals[..<gap.place], residuals[gap.place...])
    let distance =
      Quantile.median(of: high.map(\.residual)) - Quantile.median(of: low.map(\.residual))
    guard isThousandfold(distance, within: 0.6) else { return nil }
    let isHigh = high.count <= low.count
    let rows = (isHigh ? high : low).map(\.row)
    residuals = Array(isHigh ? low : high)
    let factor = distance < 4.5 ? "1,000" : distance < 7.5 ? "1,000,000" : "1,000,000,000"
    return Slip(rows: rows, factor: factor, isHigh: isHigh)
  }

  /// Figures beyond six times the usual distance, and by half at least.
  private static func outliers(
    _ residuals: [(row: Int, residual: Double)], _ series: Series, _ basis: String,
    _ table: FigureTable
  ) -> Finding? {
    let values = residuals.map(\.residual)
    let median = Quantile.median(of: values)
    let deviation = Quantile.median(of: values.map { abs($0 - median) }.sorted()) / 0.6745
    let limit = max(6 * deviation, Logarithm.decimal(1.5))
    let far = residuals.filter { abs($0.residual - median) > limit }
    guard !far.isEmpty else { return nil }
    let worst = far.map { abs($0.residual - median) }.max() ?? 0
    let factor = Scale.text(Logarithm.exponential(worst * Logarithm.natural(10)), digits: 3)
    return table.finding(
      .outlier, .warning,
      "\(table.title(of: series)): \(plural(far.count, "figure")) of \(residuals.count) far from "
        + "what \(basis) let expect, by a factor of \(factor) at most",
      rows: far.sorted { abs($0.residual - median) > abs($1.residual - median) }.map(\.row))
  }
}
