internal import Charts
internal import Statistics

extension DatasetChecks {
  /// Pairs of platforms whose figures are the same, or the same but for a factor of a thousand.
  static func checkPairs(_ table: FigureTable, _ columns: PlatformColumns) -> [Finding] {
    var findings: [Finding] = []
    for (subject, columns) in columns.subjects where ["s", "J", "W"].contains(subject.unit) {
      for left in columns.indices {
        for right in columns[(left + 1)...] {
          let finding = compare(columns[left], right, subject, table)
          if let finding { findings.append(finding) }
        }
      }
    }
    return findings
  }

  /// How two platforms' figures relate.
  private struct Likeness {
    let ratio: Double
    let low: Double
    let high: Double

    /// Whether nearly all ratios are within 7 % of the one in the middle: as near as two runs on one
    /// device come.
    var isTight: Bool { low > 0.93 * ratio && high < 1.07 * ratio }

    init?(_ a: [Double], _ b: [Double]) {
      let ratios = zip(a, b).compactMap { $0 > 0 && $1 > 0 ? $0 / $1 : nil }.sorted()
      guard ratios.count >= 30 else { return nil }
      ratio = Quantile.median(of: ratios)
      low = Quantile.linear(0.05, of: ratios)
      high = Quantile.linear(0.95, of: ratios)
    }
  }

  private static func compare(
    _ left: PlatformColumns.Column, _ right: PlatformColumns.Column,
    _ subject: PlatformColumns.Subject, _ table: FigureTable
  ) -> Finding? {
    // Most pairs are unlike each other, which a few networks show.
    let some = PlatformColumns.common(left, right, limit: 500)
    guard let glance = Likeness(some.left, some.right), glance.isTight else { return nil }
    let all = PlatformColumns.common(left, right)
    guard let likeness = Likeness(all.left, all.right), likeness.isTight else { return nil }
    // Where all networks take about the same time, any two platforms are alike.
    let sorted = all.left.sorted()
    guard Quantile.linear(0.95, of: sorted) > 1.3 * Quantile.linear(0.05, of: sorted),
      let rank = RankCorrelation.spearman(all.left, all.right), rank > 0.98
    else { return nil }
    let figures =
      "Spearman \(Scale.text(rank)) over \(all.left.count) networks, median ratio "
      + "\(Scale.text(likeness.ratio)), 5 to 95 % \(Scale.text(likeness.low)) to "
      + Scale.text(likeness.high)
    let names = "\(subject.metric): \"\(left.platform)\" and \"\(right.platform)\""
    if isThousandfold(Logarithm.decimal(likeness.ratio)) {
      return table.finding(
        .unitSlip, .error, "\(names) differ by a unit (\(figures))")
    }
    guard likeness.ratio > 0.95, likeness.ratio < 1.05 else { return nil }
    return table.finding(
      .duplicateDevice, .warning, "\(names) look like one device under two names (\(figures))")
  }

  /// Whether a decimal logarithm is about that of a thousand, a million or a billion, or of one
  /// divided by these.
  static func isThousandfold(_ logarithm: Double, within distance: Double = 0.15) -> Bool {
    let power = abs(logarithm)
    return [3.0, 6, 9].contains { abs(power - $0) <= distance }
  }
}
