/// A function of one element between two layers. Each derivative follows from the result alone.
package enum Activation: String, Sendable, CaseIterable {
  /// The element itself.
  case none
  /// max(x, 0).
  case relu
  /// min(max(x, 0), 6).
  case relu6
  /// x where it is positive, 0.2 x elsewhere: what GATConv takes by default.
  case leakyReLU = "leaky-relu"
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid

  /// The slope of `leakyReLU` below 0.
  package static let slope: Float = 0.2
}

extension Matrix {
  /// Becomes the activation of every element of `x`.
  package mutating func setActivated(_ x: Matrix, _ activation: Activation, on workers: Workers) {
    unsafe update(from: x, on: workers) { y, x, count in
      unsafe y.update(from: x, count: count)
      unsafe activation.apply(to: y, count: count)
    }
  }

  /// Turns every element into its activation.
  package mutating func activate(_ activation: Activation, on workers: Workers) {
    guard activation != .none else { return }
    let count = count
    unsafe withMutableElements { y in
      workers.forEachBlock(of: count, grain: 65_536) { block in
        unsafe activation.apply(to: y + block.lowerBound, count: block.count)
      }
    }
  }

  /// Multiplies a gradient of an activation, whose result was `y`, by its derivative, in place.
  package mutating func multiplyByDerivative(
    of activation: Activation, at y: Matrix, on workers: Workers
  ) {
    unsafe update(from: y, on: workers) { g, y, count in
      switch activation {
      case .none: break
      case .relu:
        for i in 0..<count {
          let gradient = unsafe g[i]
          unsafe g[i] = y[i] > 0 ? gradient : 0
        }
      case .relu6:
        for i in 0..<count {
          let gradient = unsafe y[i] < 6 ? g[i] : 0
          unsafe g[i] = y[i] > 0 ? gradient : 0
        }
      case .leakyReLU: for i in 0..<count { unsafe g[i] *= y[i] > 0 ? 1 : Activation.slope }
      case .tanh: for i in 0..<count { unsafe g[i] *= 1 - y[i] * y[i] }
      case .sigmoid: for i in 0..<count { unsafe g[i] *= y[i] * (1 - y[i]) }
      }
    }
  }
}

extension Activation {
  /// Turns elements into their activations. One address, not two: the compiler could not know that they
  /// are apart, and loops would not be vectorised where they are the same.
  fileprivate func apply(to y: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .none: break
    case .relu: for i in 0..<count { unsafe y[i] = y[i] > 0 ? y[i] : 0 }
    case .relu6:
      for i in 0..<count {
        let rectified = unsafe y[i] > 0 ? y[i] : 0
        unsafe y[i] = rectified < 6 ? rectified : 6
      }
    case .leakyReLU:
      for i in 0..<count { unsafe y[i] = y[i] > 0 ? y[i] : y[i] * Activation.slope }
    case .tanh: for i in 0..<count { unsafe y[i] = hyperbolicTangent(y[i]) }
    // 1 / (1 + e⁻ˣ) = (1 + tanh(x/2)) / 2 keeps its digits for large x, and vectorises.
    case .sigmoid: for i in 0..<count { unsafe y[i] = 0.5 + 0.5 * hyperbolicTangent(0.5 * y[i]) }
    }
  }
}

/// tanh by a quotient of polynomials in x², exact to some units in the last place; without a call or
/// a branch, so that loops over it are vectorised. The polynomials are those of Eigen's `ptanh`.
@inline(__always)
private func hyperbolicTangent(_ value: Float) -> Float {
  let low: Float = value > -7.905_311 ? value : -7.905_311
  let x: Float = low < 7.905_311 ? low : 7.905_311
  let s = x * x
  var p: Float = -2.760_768_47e-16
  p = p * s + 2.000_187_90e-13
  p = p * s - 8.604_671_52e-11
  p = p * s + 5.122_297_09e-08
  p = p * s + 1.485_722_36e-05
  p = p * s + 6.372_619_29e-04
  p = p * s + 4.893_524_56e-03
  var q: Float = 1.198_258_39e-06
  q = q * s + 1.185_347_06e-04
  q = q * s + 2.268_434_63e-03
  q = q * s + 4.893_525_19e-03
  return x * p / q
}
