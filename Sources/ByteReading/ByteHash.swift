/// A 64-bit hash of bytes for tables in memory, eight bytes at a time.
///
/// The seed is drawn once a run of the program, so that no file can be written whose names all meet in one place.
/// Nothing that is stored or compared between runs may depend on it.
///
/// Reference: the folded multiplication of wyhash, <https://github.com/wangyi-fudan/wyhash>
struct ByteHash: Sendable {
  private let seed: UInt64

  init() { seed = Self.seed }

  private static let seed = UInt64.random(in: 0 ... .max)

  @inline(__always)
  func callAsFunction(_ bytes: RawSpan) -> UInt64 {
    let count = bytes.byteCount
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    guard count >= 8 else {
      var rest: UInt64 = 0
      for index in 0..<count {
        rest =
          unsafe rest << 8
          | UInt64(bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self))
      }
      return Self.fold(hash ^ rest, 0xD6E8_FEB8_6659_FD93)
    }
    var index = 0
    while index + 8 < count {
      hash = Self.fold(hash ^ Self.word(bytes, at: index), 0x9E37_79B9_7F4A_7C15)
      index += 8
    }
    // The last eight bytes, some of which may have been hashed already.
    return Self.fold(hash ^ Self.word(bytes, at: count - 8), 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always)
  private static func word(_ bytes: RawSpan, at offset: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low
  }
}
