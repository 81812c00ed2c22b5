internal import Statistics

/// The figures of each platform by network, of one metric and phase, to be compared with each other.
struct PlatformColumns: Sendable {
  /// What platforms can be compared in.
  struct Subject: Hashable, Sendable {
    let metric: String
    let phase: String
    let unit: String
  }

  /// A network at a batch size, and its figure: the mean of several.
  struct Entry: Sendable {
    let key: Int
    let value: Double
    /// Its decimal logarithm; NaN of what is not more than 0.
    let logarithm: Double
  }

  /// A platform's figures in the order of their keys.
  struct Column: Sendable {
    let series: Int
    let platform: String
    let entries: [Entry]
  }

  private(set) var subjects: [(subject: Subject, columns: [Column])] = []

  init(_ table: FigureTable, _ groups: [[Int]]) {
    var found: [Subject: [Column]] = [:]
    for (number, rows) in groups.enumerated() where !rows.isEmpty {
      let series = table.series[number]
      let subject = Subject(metric: series.metric, phase: series.phase, unit: series.unit)
      let sorted = rows.map {
        (key: Self.key(of: table.rows[$0], table), value: table.rows[$0].value)
      }
      .sorted { ($0.key, $0.value) < ($1.key, $1.value) }
      var entries: [Entry] = []
      var start = 0
      while start < sorted.count {
        var end = start
        var sum = 0.0
        while end < sorted.count, sorted[end].key == sorted[start].key {
          sum += sorted[end].value
          end += 1
        }
        let value = sum / Double(end - start)
        entries.append(
          Entry(
            key: sorted[start].key, value: value,
            logarithm: value > 0 ? Logarithm.decimal(value) : .nan))
        start = end
      }
      found[subject, default: []].append(
        Column(series: number, platform: series.platform, entries: entries))
    }
    subjects = found.map { ($0.key, $0.value.sorted { $0.platform < $1.platform }) }
      .sorted { ($0.0.metric, $0.0.phase, $0.0.unit) < ($1.0.metric, $1.0.phase, $1.0.unit) }
  }

  /// A network at a batch size as one number.
  static func key(of row: FigureTable.Row, _ table: FigureTable) -> Int {
    row.network << 24 | table.subject(row).batch & 0xFF_FFFF
  }

  /// Hands over the positions of the entries of each network that two platforms have figures of.
  @inline(__always)
  static func forEachCommon(_ left: Column, _ right: Column, _ body: (Int, Int) -> Void) {
    var (i, j) = (0, 0)
    while i < left.entries.count, j < right.entries.count {
      let (x, y) = (left.entries[i].key, right.entries[j].key)
      if x == y { body(i, j) }
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
  }

  /// The figures that two platforms have of the same networks, at most `limit` of them, spread over
  /// all.
  static func common(
    _ left: Column, _ right: Column, limit: Int = .max
  ) -> (left: [Double], right: [Double]) {
    var (a, b): ([Double], [Double]) = ([], [])
    forEachCommon(left, right) { x, y in
      a.append(left.entries[x].value)
      b.append(right.entries[y].value)
    }
    guard a.count > limit else { return (a, b) }
    let step = Double(a.count) / Double(limit)
    let chosen = (0..<limit).map { Int(Double($0) * step) }
    return (chosen.map { a[$0] }, chosen.map { b[$0] })
  }
}
