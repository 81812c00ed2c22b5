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
  private var threshold: UInt32 { UInt32((rate * 65_536).rounded()) }

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
    let elements = UnsafeMutableRawPointer(elements)
    let whole = range.lowerBound + range.count & ~3
    for start in stride(from: range.lowerBound, to: whole, by: 4) {
      let offset = (start - range.lowerBound) * 4
      let lanes = SIMD4<UInt32>(truncatingIfNeeded: Self.lanes(bits(start >> 2)))
      let scaled =
        unsafe elements.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self) * scale
      unsafe elements.storeBytes(
        of: scaled.replacing(with: 0, where: lanes .< threshold), toByteOffset: offset,
        as: SIMD4<Float>.self)
    }
    for i in whole..<range.upperBound {
      let offset = (i - range.lowerBound) * 4
      let isDropped = UInt32(Self.lanes(bits(whole >> 2))[i - whole]) < threshold
      let value = unsafe elements.loadUnaligned(fromByteOffset: offset, as: Float.self)
      unsafe elements.storeBytes(
        of: isDropped ? 0 : value * scale, toByteOffset: offset, as: Float.self)
    }
  }

  /// Four random numbers of 16 bits.
  @inline(__always)
  private static func lanes(_ bits: UInt64) -> SIMD4<UInt16> {
    SIMD4(
      UInt16(truncatingIfNeeded: bits), UInt16(truncatingIfNeeded: bits >> 16),
      UInt16(truncatingIfNeeded: bits >> 32), UInt16(truncatingIfNeeded: bits >> 48))
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
