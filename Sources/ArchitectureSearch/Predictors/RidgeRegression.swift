internal import DenseKernels
internal import GraphLearning

/// A linear model whose penalty is the one of a grid with the least error when each point is left out.
///
/// The error without a point follows from the fit with it: r/(1 − h), h its leverage (Hastie,
/// Tibshirani, Friedman, The Elements of Statistical Learning, section 7.10).
struct RidgeRegression: FeatureModel {
  private let factors: [Double]
  private let means: [Double]
  private let mean: Double

  private static let penalties = [1e-3, 1e-2, 0.1, 1, 10]

  /// Fits a model to points and their targets; there must be at least one.
  init(_ points: [[Double]], _ targets: [Double]) {
    let (count, width) = (Double(points.count), points[0].count)
    let mean = targets.reduce(0, +) / count
    let means = (0..<width).map { column in points.reduce(0) { $0 + $1[column] } / count }
    let rows = points.map { zip($0, means).map { $0 - $1 } }
    let residuals = targets.map { $0 - mean }
    var square = Array(repeating: 0.0, count: width * width)
    var side = Array(repeating: 0.0, count: width)
    for (row, residual) in zip(rows, residuals) {
      for i in 0..<width where row[i] != 0 {
        side[i] += row[i] * residual
        for j in 0..<width { square[i * width + j] += row[i] * row[j] }
      }
    }
    var best = (error: Double.infinity, factors: Array(repeating: 0.0, count: width))
    for penalty in Self.penalties {
      var matrix = square
      for i in 0..<width { matrix[i * width + i] += penalty }
      guard let solver = CholeskyFactor(matrix, size: width) else { continue }
      let factors = solver.solve(side)
      let error = zip(rows, residuals).reduce(0) { sum, point in
        let leverage = Self.product(point.0, solver.solve(point.0)) + 1 / count
        let left = (point.1 - Self.product(point.0, factors)) / max(1 - leverage, 1e-6)
        return sum + left * left
      }
      if error < best.error { best = (error, factors) }
    }
    factors = best.factors
    self.means = means
    self.mean = mean
  }

  /// What it says of a point.
  func predict(_ features: [Double]) -> Double {
    var sum = mean
    for index in factors.indices { sum += factors[index] * (features[index] - means[index]) }
    return sum
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
