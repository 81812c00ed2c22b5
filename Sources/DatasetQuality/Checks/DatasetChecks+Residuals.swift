internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Figures that lie far from what the platform's other figures let expect.
  static func checkResiduals(
    _ table: FigureTable, _ groups: [[Int]], _ columns: PlatformColumns
  ) -> [Finding] {
    var findings: [Finding] = []
    let related = columns.subjects.flatMap { subject in
      subject.columns.map { (column: $0, peers: subject.columns) }
    }.sorted { $0.column.series < $1.column.series }
    for (column, peers) in related {
      let series = table.series[column.series]
      guard ["s", "J", "W"].contains(series.unit) else { continue }
      var (positive, places, logs): ([Int], [Int], [Double]) = ([], [], [])
      for (row, place) in zip(groups[column.series], columns.places[column.series]) {
        let value = table.rows[row].value
        guard value > 0 else { continue }
        positive.append(row)
        places.append(place)
        // A figure that is the network's only one has its logarithm taken already.
        let isOnly = value == column.values[place]
        logs.append(isOnly ? column.logarithms[place] : Logarithm.decimal(value))
      }
      guard positive.count >= 30 else { continue }
      let expectation = Expectation(of: positive, logs, places, in: column, among: peers, table)
      var residuals: [(row: Int, residual: Double)] = []
      residuals.reserveCapacity(positive.count)
      for (row, residual) in zip(positive, expectation.residuals) {
        if let residual { residuals.append((row, residual)) }
      }
      guard residuals.count >= 30 else { continue }
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

  /// How far apart groups of figures have to be, in decimal logarithms.
  private static let leastGap = 1.2

  /// Takes out the smaller of two groups that lie a unit apart, with nothing in between.
  private static func slipped(_ residuals: inout [(row: Int, residual: Double)]) -> Slip? {
    var (least, most) = (Double.infinity, -Double.infinity)
    for item in residuals {
      least = min(least, item.residual)
      most = max(most, item.residual)
    }
    guard most - least > leastGap else { return nil }
    residuals.sort { ($0.residual, $0.row) < ($1.residual, $1.row) }
    var gap = (width: 0.0, place: 0)
    for place in residuals.indices.dropFirst() {
      let width = residuals[place].residual - residuals[place - 1].residual
      if width > gap.width { gap = (width, place) }
    }
    guard gap.width > leastGap else { return nil }
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
    var values = residuals.map(\.residual)
    let median = Quantile.median(selectingFrom: &values)
    for place in values.indices { values[place] = abs(values[place] - median) }
    let deviation = Quantile.median(selectingFrom: &values) / 0.6745
    let limit = max(6 * deviation, Logarithm.decimal(1.5))
    var far = residuals.filter { abs($0.residual - median) > limit }
    guard !far.isEmpty else { return nil }
    far.sort {
      (-abs($0.residual - median), $0.residual, $0.row)
        < (-abs($1.residual - median), $1.residual, $1.row)
    }
    let worst = abs(far[0].residual - median)
    let factor = Scale.text(Logarithm.exponential(worst * Logarithm.natural(10)), digits: 3)
    return table.finding(
      .outlier, .warning,
      "\(table.title(of: series)): \(plural(far.count, "figure")) of \(residuals.count) far from "
        + "what \(basis) let expect, by a factor of \(factor) at most",
      rows: far.map(\.row))
  }
}
