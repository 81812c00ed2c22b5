internal import DenseKernels
internal import Statistics

/// Regression by a Gaussian process with the kernel s² exp(-d²/2l²) and white noise (Rasmussen and
/// Williams, Gaussian Processes for Machine Learning, 2006, algorithm 2.1).
///
/// The length l and the noise are those of a grid with the greatest marginal likelihood, where s² has
/// its best value in closed form. The grid is searched on at most `searchPoints` training points and
/// the process rests on at most `mostPoints`, evenly chosen, since the work grows with their cube.
package struct GaussianProcess: FeatureModel {
  private let points: [[Double]]
  private let weights: [Double]
  private let mean: Double
  private let falloff: Double

  private static let mostPoints = 1500
  private static let searchPoints = 300
  /// Lengths in units of the root mean square distance of two points.
  private static let lengths = [0.15, 0.3, 0.6, 1.2, 2.5, 5.0]
  /// Variances of the noise as shares of s².
  private static let noises = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1]

  /// Fits a process to training points and their targets; there must be at least one.
  package init(_ points: [[Double]], _ targets: [Double]) {
    let search = Self.evenly(points.count, Self.searchPoints)
    let all = Self.evenly(points.count, Self.mostPoints)
    let mean = all.reduce(0) { $0 + targets[$1] } / Double(all.count)
    let centred = targets.map { $0 - mean }
    let squares = Self.squares(search.map { points[$0] })
    let typical = max(squares.reduce(0, +) / Double(squares.count), 1e-12)
    var best = (likelihood: -Double.infinity, falloff: 1 / (2 * typical), noise: 1e-2)
    for length in Self.lengths {
      let falloff = 1 / (2 * length * length * typical)
      for noise in Self.noises {
        let likelihood = Self.likelihood(
          squares, falloff: falloff, noise: noise, search.map { centred[$0] })
        if likelihood > best.likelihood { best = (likelihood, falloff, noise) }
      }
    }
    self.mean = mean
    falloff = best.falloff
    self.points = all.map { points[$0] }
    let kernel = Self.kernel(Self.squares(self.points), best.falloff, best.noise, all.count)
    weights =
      CholeskyFactor(kernel, size: all.count)?.solve(all.map { centred[$0] })
      ?? Array(repeating: 0, count: all.count)
  }

  /// What it says of a network with these features.
  package func predict(_ features: [Double]) -> Double {
    var sum = mean
    for (point, weight) in zip(points, weights) {
      sum += weight * Logarithm.exponential(-falloff * squaredDistance(point, features))
    }
    return sum
  }

  // MARK: Parts

  /// So many positions below `count`, evenly spread.
  private static func evenly(_ count: Int, _ most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }

  /// The squared distances of all pairs, row by row.
  private static func squares(_ points: [[Double]]) -> [Double] {
    var squares = Array(repeating: 0.0, count: points.count * points.count)
    for row in points.indices {
      for column in 0..<row {
        let square = squaredDistance(points[row], points[column])
        squares[row * points.count + column] = square
        squares[column * points.count + row] = square
      }
    }
    return squares
  }

  private static func kernel(
    _ squares: [Double], _ falloff: Double, _ noise: Double, _ size: Int
  ) -> [Double] {
    var kernel = squares.map { Logarithm.exponential(-falloff * $0) }
    for index in 0..<size { kernel[index * size + index] += noise }
    return kernel
  }

  /// The logarithm of the marginal likelihood, but for a constant, with the best s².
  private static func likelihood(
    _ squares: [Double], falloff: Double, noise: Double, _ targets: [Double]
  ) -> Double {
    let size = targets.count
    guard let solver = CholeskyFactor(kernel(squares, falloff, noise, size), size: size) else {
      return -.infinity
    }
    let fit = zip(targets, solver.solve(targets)).reduce(0) { $0 + $1.0 * $1.1 }
    return -0.5 * (Double(size) * Logarithm.natural(max(fit, 1e-300) / Double(size)))
      - 0.5 * solver.logarithmOfDeterminant(Logarithm.natural)
  }
}
