internal import DenseKernels
internal import Statistics

/// A search for the shares, lengths and noise under which targets are most likely: Adam along the
/// gradient of the logarithm of the marginal likelihood (Rasmussen and Williams, equation 5.9), with
/// normal priors on the logarithms, of deviation 2 for lengths and 3 for shares, and for the noise of
/// deviation 2 about e^-2 of the variance: ten figures alone would often say that there is none.
struct LikelihoodSearch {
  private(set) var parts: [KernelPart]
  private(set) var noise: Double
  private static let expectedNoise = -2.0
  private let hasConstant: Bool
  private let values: [Double]
  private let multiples: [Double]
  private let bases: [[Double]]

  init(
    parts: [KernelPart], noise: Double, hasConstant: Bool, values: [Double], multiples: [Double],
    bases: [[Double]]
  ) {
    self.parts = parts
    self.noise = noise
    self.hasConstant = hasConstant
    self.values = values
    self.multiples = multiples
    self.bases = bases
  }

  /// Searches, and keeps the best that was met.
  mutating func run(steps: Int, rate: Double, jitter: Double) {
    var parameters = parts.flatMap { [$0.share, $0.length] } + [noise]
    var (first, second) = (parameters.map { _ in 0.0 }, parameters.map { _ in 0.0 })
    var best = (loss: Double.infinity, parameters: parameters)
    for step in 1...max(1, steps) {
      take(parameters)
      guard let (loss, gradient) = loss(jitter: jitter) else { break }
      if loss < best.loss { best = (loss, parameters) }
      let decays = [0.9, 0.999].map { 1 - power($0, step) }
      for (index, slope) in gradient.enumerated() {
        first[index] = 0.9 * first[index] + 0.1 * slope
        second[index] = 0.999 * second[index] + 0.001 * slope * slope
        let root = (second[index] / decays[1]).squareRoot() + 1e-8
        parameters[index] -= rate * first[index] / decays[0] / root
      }
    }
    take(best.parameters)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }

  private mutating func take(_ parameters: [Double]) {
    for index in parts.indices {
      parts[index].share = parameters[2 * index]
      parts[index].length = parameters[2 * index + 1]
    }
    noise = parameters[parameters.count - 1]
  }

  /// The negative logarithm of likelihood and priors, and its gradient.
  private func loss(jitter: Double) -> (Double, [Double])? {
    let count = values.count
    var kernel = Array(repeating: hasConstant ? 1.0 : 0, count: count * count)
    var ownValues = Array(repeating: [Double](), count: parts.count)
    var ownSlopes = ownValues
    for (index, part) in parts.enumerated() {
      ownValues[index].reserveCapacity(count * count)
      ownSlopes[index].reserveCapacity(count * count)
      for (place, basis) in bases[index].enumerated() {
        let (value, slope) = part.value(basis)
        ownValues[index].append(value)
        ownSlopes[index].append(slope)
        kernel[place] += value
      }
    }
    let variance = Logarithm.exponential(noise)
    for index in 0..<count { kernel[index * count + index] += variance * multiples[index] + jitter }
    guard let factor = CholeskyFactor(kernel, size: count) else { return nil }
    let weights = factor.solve(values)
    var loss = 0.5 * factor.logarithmOfDeterminant(Logarithm.natural)
    for (weight, value) in zip(weights, values) { loss += 0.5 * weight * value }
    // The slope along each element of the kernel.
    var slopes = factor.inverse()
    for row in 0..<count {
      for column in 0..<count {
        let index = row * count + column
        slopes[index] = 0.5 * (slopes[index] - weights[row] * weights[column])
      }
    }
    var gradient: [Double] = []
    for (index, part) in parts.enumerated() {
      var (share, length) = (part.share / 9, part.length / 4)
      loss += part.share * part.share / 18 + part.length * part.length / 8
      for (place, slope) in slopes.enumerated() where place < ownValues[index].count {
        share += slope * ownValues[index][place]
        length += slope * ownSlopes[index][place]
      }
      gradient += [share, length]
    }
    let away = noise - Self.expectedNoise
    loss += away * away / 8
    var own = away / 4
    for index in 0..<count { own += slopes[index * count + index] * variance * multiples[index] }
    return loss.isFinite ? (loss, gradient + [own]) : nil
  }
}
