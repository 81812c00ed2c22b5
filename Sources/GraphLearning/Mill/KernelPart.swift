internal import DenseKernels
internal import Statistics

/// One summand of a kernel: how alike two networks are by the features of one block.
struct KernelPart: Sendable, Equatable {
  /// How likeness falls off.
  enum Shape: Int, Sendable {
    /// The inner product.
    case linear
    /// Matérn's with ν = 5/2: smooth.
    case matern
    /// e^(-d): continuous, hardly more.
    case exponential
  }

  /// How likeness falls off.
  let shape: Shape
  /// The number of features.
  let width: Int
  /// What features are multiplied by, so that squared distances (linear: squares) are 1 on average.
  let scale: Double
  /// The logarithm of its share.
  var share = -1.0
  /// The logarithm of its length.
  var length = 0.0

  /// A part for the training points of a block, row by row.
  init(_ shape: Shape, _ points: [Double], width: Int) {
    self.shape = shape
    self.width = width
    let count = max(1, points.count / max(1, width))
    var (squares, sums) = (0.0, Array(repeating: 0.0, count: width))
    for (index, value) in points.enumerated() {
      squares += value * value
      sums[index % width] += value
    }
    let mean = squares / Double(count)
    // The mean squared distance of all pairs is twice the mean square about the mean.
    let centre = sums.reduce(0) { $0 + $1 * $1 } / Double(count * count)
    let typical = shape == .linear ? mean : 2 * (mean - centre)
    scale = 1 / max(typical, 1e-12).squareRoot()
  }

  /// A part as a checkpoint keeps it.
  init(shape: Shape, width: Int, scale: Double, share: Double, length: Double) {
    self.shape = shape
    self.width = width
    self.scale = scale
    self.share = share
    self.length = length
  }

  /// What the kernel is made of for every pair of points, given row by row: inner products, or squared
  /// distances; with the `squares` of those on the right.
  func basis(_ left: [Double], _ right: [Double], squaresOfRight: [Double]) -> [Double] {
    guard width > 0 else { return [] }
    var products = innerProducts(left, right, width: width)
    let factor = scale * scale
    guard shape != .linear else { return products.map { $0 * factor } }
    for (row, square) in squares(left).enumerated() {
      for (column, other) in squaresOfRight.enumerated() {
        let index = row * squaresOfRight.count + column
        products[index] = max(0, (square + other - 2 * products[index]) * factor)
      }
    }
    return products
  }

  /// The squared length of each point; nothing for a linear part, which needs none.
  func squares(_ points: [Double]) -> [Double] {
    guard shape != .linear, width > 0 else { return [] }
    return stride(from: 0, to: points.count, by: width).map { start in
      var sum = 0.0
      for index in start..<start + width { sum += points[index] * points[index] }
      return sum
    }
  }

  /// The kernel's value, and how it changes with the logarithm of the length.
  func value(_ basis: Double) -> (value: Double, slope: Double) {
    let share = Logarithm.exponential(share)
    switch shape {
    case .linear: return (share * basis, 0)
    case .matern:
      let r = (5 * basis).squareRoot() * Logarithm.exponential(-length)
      let fall = share * Logarithm.exponential(-r)
      return (fall * (1 + r + r * r / 3), fall * r * r * (1 + r) / 3)
    case .exponential:
      let r = basis.squareRoot() * Logarithm.exponential(-length)
      let fall = share * Logarithm.exponential(-r)
      return (fall, fall * r)
    }
  }
}
