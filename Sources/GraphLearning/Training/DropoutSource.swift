internal import DenseKernels

/// Hands each dropout of a training step a mask of its own.
package struct DropoutSource {
  private let rate: Float
  private var keys: RandomSource

  /// The masks of a step of a run.
  package init(rate: Float, seed: UInt64, step: Int) {
    self.rate = rate
    keys = RandomSource(seed, 0x6D61_736B, UInt64(step))
  }

  mutating func next() -> DropoutMask {
    DropoutMask(rate: rate, key: keys.next())
  }
}
