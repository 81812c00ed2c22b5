import ComputationGraph

/// The discrete Fourier transforms that a node makes, for formulas of what they cost.
struct FourierTransforms {
  /// What a formula may ask, by the name that it has there.
  enum Part: String {
    /// How many transforms are made.
    case transforms
    /// The points of each.
    case points
    /// How often so many points are halved until one is left, rounded up.
    case stages
  }

  private let count: Extent
  private let points: Extent

  /// Those of a node whose results are known; `nil` if it makes none.
  init?(of node: borrowing NodeInference) {
    guard let result = node.outputs.first?.shape else { return nil }
    // The half of a spectrum does not say whether the number of points was even.
    let isHalf = node.int("onesided") == 1 && node.int("inverse") != 1
    var given: Int?
    let axis: Int
    switch node.op {
    case "DFT":
      guard let position = node.int("axis").flatMap({ Int(exactly: $0) }) else { return nil }
      axis = position
      if let shape = node.shape(0), shape.indices.contains(axis) { given = shape[axis] }
      if node.isThere(1) { given = node.number(1) }
    case "STFT":
      axis = 2
      given = node.isThere(3) ? node.number(3) : node.shape(2)?.first ?? nil
    default: return nil
    }
    guard result.indices.dropLast().contains(axis) else { return nil }
    points = Extent(isHalf ? given : result[axis])
    count = (result[..<axis] + result[(axis + 1)...].dropLast()).product
  }

  subscript(part: Part) -> Extent {
    switch part {
    case .transforms: return count
    case .points: return points
    case .stages:
      guard let points = points.value, points > 0 else { return Extent(nil as Int?) }
      return Extent(Int.bitWidth - (points - 1).leadingZeroBitCount as Int?)
    }
  }
}

extension NodeInference {
  /// The number that an operand is, if it is known.
  fileprivate func number(_ position: Int) -> Int? {
    operand(position)?.constant?.ints?.first.flatMap { Int(exactly: $0) }
  }
}
