internal import Statistics

/// What the learned baselines see of a network: counts, and logarithms of operations and bytes, of all
/// nodes and of each operator's, and the paths of a small graph; each shifted and scaled to mean 0 and
/// deviation 1 over the training networks.
struct NetworkFeatures: Sendable {
  private let operators: [String]
  private let paths: [String]
  private var shifts: [Double] = []
  private var factors: [Double] = []

  /// The features that tell training networks apart; what is the same in all of them is 0.
  init(of networks: [OperatorSums]) {
    operators = Set(networks.flatMap(\.operators.keys)).sorted()
    paths = Set(networks.flatMap(\.paths.counts.keys)).sorted()
    let rows = networks.map { raw($0) }
    let count = Double(max(rows.count, 1))
    for column in 0..<raw(networks.first).count {
      let mean = rows.reduce(0) { $0 + $1[column] } / count
      let variance = rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / count
      shifts.append(mean)
      factors.append(variance > 1e-12 ? 1 / variance.squareRoot() : 0)
    }
  }

  /// The features of a network.
  func callAsFunction(_ sums: OperatorSums) -> [Double] {
    var values = raw(sums)
    for index in values.indices { values[index] = (values[index] - shifts[index]) * factors[index] }
    return values
  }

  private func raw(_ sums: OperatorSums?) -> [Double] {
    let total = sums?.total ?? OperatorSums.Sum()
    var values = Self.values(of: total)
    for name in operators { values += Self.values(of: sums?.operators[name] ?? OperatorSums.Sum()) }
    for path in paths { values.append(sums?.paths.counts[path] ?? 0) }
    return values
  }

  private static func values(of sum: OperatorSums.Sum) -> [Double] {
    [sum.count, Logarithm.natural(1 + sum.flops), Logarithm.natural(1 + sum.bytes)]
  }
}
