/// Which elements a dropout keeps: a function of a key and the element's place, so that nothing
/// has to be remembered and the order of evaluation does not matter.
package struct DropoutMask: Sendable {
  /// The share of the elements that are dropped, 0 ≤ rate < 1.
  package let rate: Float
  /// The key; another key gives an unrelated mask.
  package let key: UInt64

  /// A mask that drops this share of the elements.
  package init(rate: Float, key: UInt64) {
    precondition(rate >= 0 && rate < 1)
    self.rate = rate
    self.key = key
  }

  /// What the kept elements are multiplied by, so that the expectation stays.
  package var scale: Float { 1 / (1 - rate) }

  /// Elements below this 16-bit number are dropped.
  private var threshold: UInt64 { UInt64((rate * 65_536).rounded()) }

  /// 64 random bits for four neighbouring elements (the finaliser of SplitMix64).
  @inline(__always)
  private func bits(_ group: Int) -> UInt64 {
    var z = key &+ UInt64(truncatingIfNeeded: group) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Multiplies the elements `range`, which `elements` begins with, by `scale` or by 0.
  ///
  /// The range begins at a multiple of 4, so that blocks share no group.
  func apply(to elements: UnsafeMutablePointer<Float>, range: Range<Int>) {
    let (scale, threshold) = (scale, threshold)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      var bits = bits(start >> 2)
      for i in start..<min(start + 4, range.upperBound) {
        let factor: Float = bits & 0xFFFF < threshold ? 0 : scale
        unsafe elements[i - range.lowerBound] *= factor
        bits >>= 16
      }
    }
  }
}

extension Matrix {
  /// Drops elements and scales the others, in place. It is its own gradient.
  package mutating func drop(_ mask: DropoutMask, on workers: Workers) {
    guard mask.rate > 0 else { return }
    let count = count
    unsafe withMutableElements { y in
      workers.forEachBlock(of: count, grain: 65_536) { block in
        unsafe mask.apply(to: y + block.lowerBound, range: block)
      }
    }
  }
}
