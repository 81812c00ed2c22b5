internal import DenseKernels

/// A baseline whose prediction is linear in what a network adds up to.
package struct LinearBaseline: FittedBaseline, Equatable {
  /// What a network adds up to.
  package enum Kind: String, Sendable {
    /// Nothing: a constant.
    case mean
    /// The floating-point operations.
    case flops
    /// The number of each operator's nodes.
    case lookup
    /// The number, operations and bytes of all nodes, and of each operator's.
    case ridge
  }

  /// Which one.
  package let kind: Kind
  /// The operators that it knows, by name.
  package let operators: [String]
  /// A target's factors, one a feature; `nil` where it has no training rows.
  package let factors: [[Double]?]

  /// A baseline with these factors, as a checkpoint keeps them.
  package init(kind: Kind, operators: [String], factors: [[Double]?]) {
    self.kind = kind
    self.operators = operators
    self.factors = factors
  }

  /// Fits one to rows of the data.
  ///
  /// Rows are weighted by 1/y², so that the relative error is made small, as the metrics ask.
  package init(_ kind: Kind, to rows: [Int], of data: TrainingData, targets: [Target]) {
    self.kind = kind
    let operators =
      [.ridge, .lookup].contains(kind)
      ? Set(rows.flatMap { data.networks[data.rows[$0].network].sums.operators.keys }).sorted()
      : []
    var factors: [[Double]?] = []
    for target in targets {
      let own = rows.filter { data.targets[data.rows[$0].target] == target }
      let values = own.map { data.rows[$0].value }
      let features = own.map {
        Self.features(kind, data.networks[data.rows[$0].network].sums, operators)
      }
      factors.append(kind == .mean ? Self.mean(values) : Self.regression(features, values))
    }
    self.operators = operators
    self.factors = factors
  }

  /// A target's figure of a network; `nil` where there is nothing to go by.
  package func predict(_ sums: OperatorSums, target: Int) -> Double? {
    guard factors.indices.contains(target), let factors = factors[target] else { return nil }
    let features = Self.features(kind, sums, operators)
    return zip(features, factors).reduce(0) { $0 + $1.0 * $1.1 }
  }

  // MARK: Parts

  /// What a baseline sees of a network; the first is always 1.
  private static func features(
    _ kind: Kind, _ sums: OperatorSums, _ operators: [String]
  ) -> [Double] {
    switch kind {
    case .mean: [1]
    case .flops: [1, sums.total.flops]
    case .lookup: operators.map { sums.operators[$0]?.count ?? 0 }
    case .ridge:
      [1, sums.total.count, sums.total.flops, sums.total.bytes]
        + operators.flatMap { name in
          sums.operators[name].map { [$0.count, $0.flops, $0.bytes] } ?? [0, 0, 0]
        }
    }
  }

  private static func mean(_ values: [Double]) -> [Double]? {
    values.isEmpty ? nil : [values.reduce(0, +) / Double(values.count)]
  }

  /// Weighted least squares with a small penalty, features scaled to their root mean square.
  private static func regression(_ features: [[Double]], _ values: [Double]) -> [Double]? {
    guard let width = features.first?.count else { return nil }
    var scales = Array(repeating: 0.0, count: width)
    for (row, value) in zip(features, values) {
      for (index, feature) in row.enumerated() {
        scales[index] += feature * feature / (value * value)
      }
    }
    for index in scales.indices {
      scales[index] = (scales[index] / Double(features.count)).squareRoot()
      if scales[index] == 0 { scales[index] = 1 }
    }
    var matrix = Array(repeating: 0.0, count: width * width)
    var side = Array(repeating: 0.0, count: width)
    for (row, value) in zip(features, values) {
      let scaled = zip(row, scales).map { $0 / ($1 * value) }
      for i in 0..<width where scaled[i] != 0 {
        side[i] += scaled[i]
        for j in 0..<width { matrix[i * width + j] += scaled[i] * scaled[j] }
      }
    }
    for index in 0..<width { matrix[index * width + index] += penalty * Double(features.count) }
    guard let solver = CholeskyFactor(matrix, size: width) else { return nil }
    return zip(solver.solve(side), scales).map { $0 / $1 }
  }

  /// The penalty on a factor, in units of the mean square of its feature.
  private static let penalty = 1e-4
}
