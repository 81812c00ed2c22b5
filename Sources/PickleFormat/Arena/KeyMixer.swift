internal import ByteReading

/// Mixes bits so that nobody can choose keys that meet: the seed is another one in every run.
struct KeyMixer {
  private let seed: UInt64

  init() { seed = Self.seed }

  private static let seed = UInt64.random(in: 0 ... .max)

  @inline(__always)
  func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ seed) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product &>> 32
  }

  /// A number that equal bytes have in common.
  @inline(__always)
  func hash(of bytes: RawSpan) -> UInt64 {
    let count = bytes.byteCount
    var hash = UInt64(truncatingIfNeeded: count)
    guard count >= 8 else {
      var rest: UInt64 = 0
      if count >= 4 {
        rest = UInt64(bytes.number(at: 0, as: UInt32.self))
        rest = rest << 32 | UInt64(bytes.number(at: count - 4, as: UInt32.self))
      } else {
        for index in 0..<count { rest = rest << 8 | UInt64(bytes.byte(at: index)) }
      }
      return mix(mix(hash) ^ rest)
    }
    var index = 0
    while index &+ 8 < count {
      hash = mix(hash ^ bytes.number(at: index, as: UInt64.self))
      index &+= 8
    }
    // The last eight, some of them once more.
    return mix(hash ^ bytes.number(at: count - 8, as: UInt64.self))
  }
}
