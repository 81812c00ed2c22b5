internal import Statistics

/// What a platform's figures are expected to be, in decimal logarithms: from the networks' costs,
/// from what other platforms say of the same networks, or from their families.
struct Expectation {
  /// How far each figure lies from what was expected; `nil` where nothing was.
  let residuals: [Double?]
  /// What the expectation rests on, in words.
  let basis: String

  /// Works out what is expected.
  ///
  /// - Parameters:
  ///   - rows: Rows of one series.
  ///   - logs: The decimal logarithms of their figures.
  ///   - places: Their places in the series's column.
  ///   - column: The column.
  ///   - peers: The columns of all platforms that can be compared with it.
  ///   - table: The table.
  init(
    of rows: [Int], _ logs: [Double], _ places: [Int], in column: PlatformColumns.Column,
    among peers: [PlatformColumns.Column], _ table: FigureTable
  ) {
    if let predicted = Self.byCosts(rows, logs, table) {
      residuals = zip(logs, predicted).map { $0 - $1 }
      basis = "the networks' costs"
    } else if let predicted = Self.byOthers(column, peers) {
      residuals = zip(logs, places).map { log, place in predicted[place].median.map { log - $0 } }
      basis = "other platforms' figures"
    } else {
      var families: [Int32: [Double]] = [:]
      for (row, log) in zip(rows, logs) {
        families[table.rows[row].family, default: []].append(log)
      }
      let all = Quantile.median(of: logs.sorted())
      let medians = families.mapValues { $0.count >= 10 ? Quantile.median(of: $0.sorted()) : all }
      residuals = zip(rows, logs).map { $1 - (medians[table.rows[$0].family] ?? all) }
      basis = families.count > 1 ? "figures of the same family" : "the other figures"
    }
  }

  /// Least squares over the logarithms of FLOPs, bytes and parameters, fitted a second time without
  /// what lies more than tenfold off.
  private static func byCosts(_ rows: [Int], _ logs: [Double], _ table: FigureTable) -> [Double]? {
    var features: [[Double]] = []
    for row in rows {
      let network = table.networks[Int(table.rows[row].network)]
      guard network.flops > 0, network.bytes > 0 else { return nil }
      features.append(
        [
          1, Logarithm.decimal(network.flops), Logarithm.decimal(network.bytes),
          Logarithm.decimal(1 + (network.parameters.isNaN ? 0 : network.parameters)),
        ])
    }
    var weights = Array(repeating: 1.0, count: rows.count)
    for _ in 0..<3 {
      guard let fit = leastSquares(features, logs, weights) else { return nil }
      let predicted = features.map { zip($0, fit).reduce(0) { $0 + $1.0 * $1.1 } }
      let centre = Quantile.median(of: zip(logs, predicted).map { $0 - $1 }.sorted())
      weights = zip(logs, predicted).map { abs($0 - $1 - centre) < 1 ? 1 : 0 }
      guard weights.reduce(0, +) >= 20 else { return nil }
    }
    guard let fit = leastSquares(features, logs, weights) else { return nil }
    return features.map { zip($0, fit).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The solution of the normal equations by Gauss's elimination; a little of the identity is added,
  /// so that features that depend on each other do no harm.
  private static func leastSquares(
    _ features: [[Double]], _ targets: [Double], _ weights: [Double]
  ) -> [Double]? {
    let size = features[0].count
    var matrix = Array(repeating: Array(repeating: 0.0, count: size + 1), count: size)
    for (index, row) in features.enumerated() where weights[index] > 0 {
      for i in 0..<size {
        for j in 0..<size { matrix[i][j] += row[i] * row[j] }
        matrix[i][size] += row[i] * targets[index]
      }
    }
    for i in 0..<size { matrix[i][i] += 1e-6 * Double(targets.count) }
    for pivot in 0..<size {
      let best = (pivot..<size).max { abs(matrix[$0][pivot]) < abs(matrix[$1][pivot]) } ?? pivot
      matrix.swapAt(pivot, best)
      guard abs(matrix[pivot][pivot]) > 1e-12 else { return nil }
      for row in 0..<size where row != pivot {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot...size { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    return (0..<size).map { matrix[$0][size] / matrix[$0][$0] }
  }

  /// The median over other platforms of what they say of the network, each moved to this platform's
  /// level.
  private static func byOthers(
    _ own: PlatformColumns.Column, _ columns: [PlatformColumns.Column]
  ) -> [Opinions]? {
    var opinions = Array(repeating: Opinions(), count: own.keys.count)
    var count = 0
    for other in columns where other.series != own.series && count < Opinions.limit {
      if add(other, to: &opinions, of: own) { count += 1 }
    }
    guard count > 0, opinions.count(where: { $0.count > 0 }) >= 30 else { return nil }
    return opinions
  }

  /// Adds what a platform says of the networks that both have, unless these are fewer than thirty.
  private static func add(
    _ other: PlatformColumns.Column, to opinions: inout [Opinions], of own: PlatformColumns.Column
  ) -> Bool {
    var shared: [(own: Int, other: Int)] = []
    shared.reserveCapacity(min(own.keys.count, other.keys.count))
    PlatformColumns.forEachCommon(own, other) { i, j in
      if !own.logarithms[i].isNaN, !other.logarithms[j].isNaN { shared.append((i, j)) }
    }
    guard shared.count >= 30 else { return false }
    // A thousand networks settle the level between two platforms.
    let step = max(1, shared.count / 1000)
    var some = stride(from: 0, to: shared.count, by: step).map {
      own.logarithms[shared[$0].own] - other.logarithms[shared[$0].other]
    }
    let level = Quantile.median(selectingFrom: &some)
    for (i, j) in shared { opinions[i].add(other.logarithms[j] + level) }
    return true
  }
}

/// What a few platforms say of one network, in order.
private struct Opinions {
  /// So many platforms tell as much as all.
  static let limit = 5
  private var values = InlineArray<5, Double>(repeating: 0)
  private(set) var count = 0

  mutating func add(_ value: Double) {
    guard count < Self.limit else { return }
    var place = count
    while place > 0, values[place - 1] > value {
      values[place] = values[place - 1]
      place -= 1
    }
    values[place] = value
    count += 1
  }

  var median: Double? {
    guard count > 0 else { return nil }
    return (values[(count - 1) / 2] + values[count / 2]) / 2
  }
}
