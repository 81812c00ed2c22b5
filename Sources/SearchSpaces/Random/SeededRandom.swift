/// A small generator, SplitMix64: the same seed gives the same numbers on every machine.
///
/// Reference: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins at a seed.
  package init(seed: UInt64) {
    state = seed
  }

  /// Begins at one of the many streams of a seed: draw number `stream` is the same whoever makes it
  /// and in whatever order.
  package init(seed: UInt64, stream: Int) {
    var mixer = SeededRandom(seed: seed)
    var second = SeededRandom(seed: mixer.next() &+ UInt64(truncatingIfNeeded: stream))
    state = second.next()
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 to one less than `limit`, each with the same chance.
  package mutating func next(below limit: Int) -> Int {
    Int(truncatingIfNeeded: next(upperBound: UInt64(limit)))
  }

  /// A number from 0 up to 1.
  package mutating func fraction() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
