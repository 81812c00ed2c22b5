internal import Glibc

extension Matrix {
  /// Becomes ln(1 + eˢˣ) with s = `sign`, 1 or -1, without overflow: max(sx, 0) + ln(1 + e⁻|ˣ|).
  package mutating func setSoftplus(_ x: Matrix, sign: Float) {
    precondition(hasSize(of: x))
    for i in 0..<count {
      let value = sign * x.storage[i]
      storage[i] = max(value, 0) + log1pf(expf(-abs(value)))
    }
  }

  /// Multiplies a gradient of `setSoftplus` by its derivative s / (1 + e⁻ˢˣ), in place.
  package mutating func multiplyBySoftplusDerivative(_ x: Matrix, sign: Float) {
    precondition(hasSize(of: x))
    for i in 0..<count { storage[i] *= sign / (1 + expf(-sign * x.storage[i])) }
  }
}
