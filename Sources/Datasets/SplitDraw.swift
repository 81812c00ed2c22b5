internal import ByteReading
internal import ContentHashing

/// The chance that parts networks into those to learn from and those to be judged on.
package enum SplitDraw {
  /// A number in 0 ..< 1 for a network: the first 53 bits of SHA-256 of `SEED:STRUCTURE`, the same on
  /// any machine and in any catalog.
  ///
  /// - Parameters:
  ///   - structure: What all batch sizes of the network share.
  ///   - seed: Another seed draws other networks.
  /// - Returns: The number; a share of the networks are those that draw less than it.
  package static func share(of structure: String, seed: UInt64) -> Double {
    let text = Array("\(seed):\(structure)".utf8)
    let digits = ContentHash(of: text.bytes).hexDigits(16)
    return Double((UInt64(digits, radix: 16) ?? 0) >> 11) * 0x1p-53
  }
}
