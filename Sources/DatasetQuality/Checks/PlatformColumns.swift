internal import Statistics

/// The figures of each platform by network, of one metric and phase, to be compared with each other.
struct PlatformColumns: Sendable {
  /// What platforms can be compared in.
  struct Subject: Hashable, Sendable {
    let metric: String
    let phase: String
    let unit: String
  }

  /// A platform's figures in the order of their keys: one of each network at a batch size, the mean of
  /// several.
  struct Column: Sendable {
    let series: Int
    let platform: String
    let keys: [Int]
    let values: [Double]
    /// The values' decimal logarithms; NaN of what is not more than 0.
    let logarithms: [Double]
    /// Columns with the same keys have the same number here.
    fileprivate(set) var family = 0

    /// Whether another platform has figures of the same networks.
    func hasKeys(of other: Column) -> Bool { family == other.family }
  }

  private(set) var subjects: [(subject: Subject, columns: [Column])] = []
  /// The place of each row of a series in its column.
  private(set) var places: [[Int]] = []

  init(_ table: FigureTable, _ groups: [[Int]]) {
    var found: [Subject: [Column]] = [:]
    places.reserveCapacity(groups.count)
    for (number, rows) in groups.enumerated() {
      places.append([])
      guard !rows.isEmpty else { continue }
      let series = table.series[number]
      let subject = Subject(metric: series.metric, phase: series.phase, unit: series.unit)
      found[subject, default: []].append(
        Self.column(of: series.platform, number, rows, table, &places[number]))
    }
    subjects = found.map { ($0.key, Self.related($0.value.sorted { $0.platform < $1.platform })) }
      .sorted { ($0.0.metric, $0.0.phase, $0.0.unit) < ($1.0.metric, $1.0.phase, $1.0.unit) }
  }

  private static func column(
    of platform: String, _ series: Int, _ rows: [Int], _ table: FigureTable,
    _ places: inout [Int]
  ) -> Column {
    let all = rows.map { Self.key(of: table.rows[$0], table) }
    var order = Array(rows.indices)
    // Most files name the networks in one order for all platforms.
    if !all.isAscending {
      order.sort { (all[$0], table.rows[rows[$0]].value) < (all[$1], table.rows[rows[$1]].value) }
    }
    var (keys, values, logarithms): ([Int], [Double], [Double]) = ([], [], [])
    keys.reserveCapacity(rows.count)
    values.reserveCapacity(rows.count)
    logarithms.reserveCapacity(rows.count)
    places = Array(repeating: 0, count: rows.count)
    var start = 0
    while start < order.count {
      var end = start
      var sum = 0.0
      let key = all[order[start]]
      while end < order.count, all[order[end]] == key {
        sum += table.rows[rows[order[end]]].value
        places[order[end]] = keys.count
        end += 1
      }
      let value = sum / Double(end - start)
      keys.append(key)
      values.append(value)
      logarithms.append(value > 0 ? Logarithm.decimal(value) : .nan)
      start = end
    }
    return Column(
      series: series, platform: platform, keys: keys, values: values, logarithms: logarithms)
  }

  /// Numbers the columns by their keys.
  private static func related(_ columns: [Column]) -> [Column] {
    var columns = columns
    for place in columns.indices {
      // Columns that are unlike most often differ in how many keys they have, or in the first ones.
      let equal = columns[..<place].first { $0.keys == columns[place].keys }
      columns[place].family = equal?.family ?? place
    }
    return columns
  }

  /// A network at a batch size as one number.
  static func key(of row: FigureTable.Row, _ table: FigureTable) -> Int {
    Int(row.network) << 24 | table.subject(row).batch & 0xFF_FFFF
  }

  /// Hands over the places of each network that two platforms have figures of.
  @inline(__always)
  static func forEachCommon(_ left: Column, _ right: Column, _ body: (Int, Int) -> Void) {
    if left.hasKeys(of: right) {
      for place in left.keys.indices { body(place, place) }
      return
    }
    var (i, j) = (0, 0)
    while i < left.keys.count, j < right.keys.count {
      let (x, y) = (left.keys[i], right.keys[j])
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
    var places: [(left: Int, right: Int)] = []
    let isSame = left.hasKeys(of: right)
    if !isSame { forEachCommon(left, right) { places.append(($0, $1)) } }
    let count = isSame ? left.keys.count : places.count
    let taken = min(count, limit)
    let step = Double(count) / Double(max(taken, 1))
    var (a, b): ([Double], [Double]) = ([], [])
    a.reserveCapacity(taken)
    b.reserveCapacity(taken)
    for index in 0..<taken {
      let place = Int(Double(index) * step)
      a.append(left.values[isSame ? place : places[place].left])
      b.append(right.values[isSame ? place : places[place].right])
    }
    return (a, b)
  }
}

extension [Int] {
  /// Whether each element is larger than the one before it.
  fileprivate var isAscending: Bool {
    indices.dropFirst().allSatisfy { self[$0 - 1] < self[$0] }
  }
}
