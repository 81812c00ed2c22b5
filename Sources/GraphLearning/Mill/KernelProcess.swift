internal import DenseKernels
internal import Statistics

/// Regression by a Gaussian process whose kernel is a sum of parts, each over its own features
/// (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, chapters 2 and 5).
///
/// Shares, lengths and noise make the marginal likelihood of at most `searchPoints` points large, under
/// weak priors. Noise may differ from point to point.
struct KernelProcess: Sendable {
  /// The parts of the kernel.
  private(set) var parts: [KernelPart]
  /// For each part its features of the training points, row by row.
  private(set) var points: [[Double]]
  /// Their squared lengths, which every prediction needs.
  private let squares: [[Double]]
  /// What the kernel's values with the training points are multiplied by.
  private(set) var weights: [Double] = []
  /// What is subtracted from targets, and what they are then divided by.
  private(set) var mean = 0.0
  private(set) var deviation = 1.0
  /// The logarithm of the noise's variance.
  private(set) var noise = -5.0
  /// The noise of each training point as a multiple of that.
  private(set) var multiples: [Double]
  /// Whether a constant is among what is learned.
  private(set) var hasConstant: Bool
  /// The factor of the training points' kernel; none where that is not positive definite.
  private var factor: CholeskyFactor?

  static let searchPoints = 300
  private static let steps = 35
  private static let rate = 0.1
  private static let jitter = 1e-6

  /// What is known of the training points when each is left out.
  struct LeftOut {
    /// The predictions.
    var predictions: [Double]
    /// The deviation of a target from each that is expected.
    var deviations: [Double]
    /// The mean squared error that is expected of the function at each, in units of the targets, as the
    /// points themselves are fitted; what robust noise is weighed by.
    var expectedSquares: [Double]
  }

  /// Fits a process.
  ///
  /// - Parameters:
  ///   - shapes: The shape of each part and the width of its features.
  ///   - points: For each part its features of all points, row by row.
  ///   - targets: What is learned; at least one.
  ///   - multiples: The noise of each point.
  ///   - hasConstant: Whether targets are centred, and a constant learned.
  init(
    _ shapes: [(shape: KernelPart.Shape, width: Int)], _ points: [[Double]], _ targets: [Double],
    multiples: [Double]? = nil, hasConstant: Bool = true
  ) {
    let count = targets.count
    self.points = points
    self.multiples = multiples ?? Array(repeating: 1, count: count)
    self.hasConstant = hasConstant
    let parts = zip(shapes, points).map { KernelPart($0.shape, $1, width: $0.width) }
    self.parts = parts
    squares = zip(parts, points).map { $0.squares($1) }
    if hasConstant { mean = targets.reduce(0, +) / Double(count) }
    let square = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    deviation = max(square.squareRoot(), 1e-12)
    search(targets)
    let values = standardised(targets)
    factor = factored()
    weights = factor?.solve(values) ?? values.map { _ in 0 }
  }

  /// A process as a checkpoint keeps it.
  init(
    parts: [KernelPart], points: [[Double]], weights: [Double], mean: Double, deviation: Double,
    noise: Double, multiples: [Double], hasConstant: Bool
  ) {
    self.parts = parts
    self.points = points
    squares = zip(parts, points).map { $0.squares($1) }
    self.weights = weights
    self.mean = mean
    self.deviation = deviation
    self.noise = noise
    self.multiples = multiples
    self.hasConstant = hasConstant
    factor = factored()
  }

  /// What is predicted for each training point when it is left out, in closed form (section 5.4.2).
  func leftOut(_ targets: [Double]) -> LeftOut {
    guard let factor else {
      let all = targets.map { _ in deviation }
      return LeftOut(
        predictions: targets.map { _ in mean }, deviations: all, expectedSquares: all)
    }
    let inverse = factor.inverse()
    let values = standardised(targets)
    let variance = Logarithm.exponential(noise)
    var left = LeftOut(predictions: [], deviations: [], expectedSquares: [])
    for (index, value) in values.enumerated() {
      let diagonal = inverse[index * values.count + index]
      let own = variance * multiples[index]
      let residual = weights[index] * own
      left.predictions.append((value - weights[index] / diagonal) * deviation + mean)
      left.deviations.append(
        max(1 / diagonal - own + variance, variance).squareRoot() * deviation)
      left.expectedSquares.append(residual * residual + max(0, own - own * own * diagonal))
    }
    return left
  }

  /// Multiples of the noise under which targets have a Student-t distribution about the function: one
  /// step of expectation and maximisation.
  func heavyTailed(_ left: LeftOut, degrees: Double = 3) -> [Double] {
    let variance = Logarithm.exponential(noise)
    return left.expectedSquares.map { (degrees + $0 / variance) / (degrees + 1) }
  }

  /// What is said of a point, and the deviation of a new target from it, in the targets' unit; that takes
  /// longer, and is 0 where it is not wanted.
  func predict(
    _ features: [[Double]], withDeviation: Bool
  ) -> (value: Double, deviation: Double) {
    let row = kernelRow(features)
    var sum = 0.0
    for (weight, value) in zip(weights, row) { sum += weight * value }
    guard withDeviation else { return (sum * deviation + mean, 0) }
    var variance = zip(parts, features).reduce(hasConstant ? 1.0 : 0) { sum, pair in
      let (part, point) = pair
      let basis = part.basis(point, point, squaresOfRight: part.squares(point))
      return sum + part.value(basis.first ?? 0).value
    }
    if let factor {
      for value in factor.solveLower(row) { variance -= value * value }
    }
    variance = max(variance, 0) + Logarithm.exponential(noise)
    return (sum * deviation + mean, variance.squareRoot() * deviation)
  }

  /// What each feature of a linear part adds to what is said, in the targets' unit.
  func slopes(ofPart index: Int) -> [Double] {
    let part = parts[index]
    var slopes = Array(repeating: 0.0, count: part.width)
    for (row, weight) in weights.enumerated() {
      for column in slopes.indices {
        slopes[column] += weight * points[index][row * part.width + column]
      }
    }
    // The kernel is its value at a basis of 1 times the inner product of scaled features.
    let factor = part.value(1).value * part.scale * part.scale * deviation
    return slopes.map { $0 * factor }
  }

  // MARK: Parts

  private func standardised(_ targets: [Double]) -> [Double] {
    targets.map { ($0 - mean) / deviation }
  }

  private func kernelRow(_ features: [[Double]]) -> [Double] {
    var row = Array(repeating: hasConstant ? 1.0 : 0, count: weights.count)
    for (place, part) in parts.enumerated() {
      let bases = part.basis(features[place], points[place], squaresOfRight: squares[place])
      for (index, basis) in bases.enumerated() { row[index] += part.value(basis).value }
    }
    return row
  }

  /// The factor of the kernel's matrix with its noise.
  private func factored() -> CholeskyFactor? {
    let count = multiples.count
    var kernel = Array(repeating: hasConstant ? 1.0 : 0, count: count * count)
    for (place, part) in parts.enumerated() {
      let bases = part.basis(points[place], points[place], squaresOfRight: squares[place])
      for (index, basis) in bases.enumerated() { kernel[index] += part.value(basis).value }
    }
    let noise = Logarithm.exponential(noise)
    for index in 0..<count {
      kernel[index * count + index] += noise * multiples[index] + Self.jitter
    }
    return CholeskyFactor(kernel, size: count)
  }

  /// Adam on the logarithms of shares, lengths and noise.
  private mutating func search(_ targets: [Double]) {
    let count = min(targets.count, Self.searchPoints)
    let chosen = (0..<count).map { $0 * targets.count / count }
    let values = standardised(chosen.map { targets[$0] })
    var search = LikelihoodSearch(
      parts: parts, noise: noise, hasConstant: hasConstant, values: values,
      multiples: chosen.map { multiples[$0] },
      bases: zip(parts, points).map { part, points in
        let few = chosen.flatMap { points[$0 * part.width..<($0 + 1) * part.width] }
        return part.basis(few, few, squaresOfRight: part.squares(few))
      })
    search.run(steps: Self.steps, rate: Self.rate, jitter: Self.jitter)
    parts = search.parts
    noise = search.noise
  }
}
