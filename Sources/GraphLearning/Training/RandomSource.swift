internal import DenseKernels

/// A seeded generator (SplitMix64): the same seed gives the same numbers on every machine.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator for a purpose: each list of numbers begins an unrelated sequence.
  package init(_ seed: UInt64...) {
    state = seed.reduce(0x9E37_79B9_7F4A_7C15) { Self.scramble($0 ^ Self.scramble($1)) }
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.scramble(state)
  }

  /// A number in 0 ..< 1 with 24 random bits.
  package mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number from the normal distribution of mean 0 and deviation 1 (Box and Muller).
  package mutating func normal() -> Float {
    let (angle, radius) = (Double(unit()), 1 - Double(unit()))
    return Float(gaussian(radius: radius, angle: angle))
  }

  /// The numbers below `count` in a random order (Fisher and Yates).
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return order
  }

  /// Spreads what tells numbers apart over all their bits.
  static func scramble(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
