/// Where the bytes of a string lie, in eight bytes: in the input, or where the arena keeps what it
/// had to decode.
struct PickleRange {
  private let bits: UInt64

  /// What long ranges have in place of their length; their offset is an index then.
  static let longLength = 0xFF_FFFF

  /// The bytes of input that a range can address.
  static let offsetLimit = 1 << 38

  init(offset: Int, length: Int, isDecoded: Bool, hasSurrogates: Bool = false) {
    bits =
      UInt64(truncatingIfNeeded: offset) << 26 | UInt64(truncatingIfNeeded: length) << 2
      | (isDecoded ? 1 : 0) | (hasSurrogates ? 2 : 0)
  }

  var offset: Int { Int(bits >> 26) }
  var length: Int { Int(bits >> 2 & 0xFF_FFFF) }
  /// Whether the bytes are the arena's own and not the input's.
  var isDecoded: Bool { bits & 1 != 0 }
  /// Whether the text holds surrogates, which UTF-8 proper does not.
  var hasSurrogates: Bool { bits & 2 != 0 }
}
