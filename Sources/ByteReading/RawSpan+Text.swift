internal import Glibc

extension RawSpan {
  /// The bytes, copied into an array of their own.
  package func copied() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  package var text: String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the bytes begin with these.
  package func starts(with prefix: [UInt8]) -> Bool {
    guard byteCount >= prefix.count else { return false }
    return extracting(first: prefix.count) == prefix.bytes
  }

  /// Whether two runs of bytes are equal.
  package static func == (left: RawSpan, right: RawSpan) -> Bool {
    guard left.byteCount == right.byteCount else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let start = left.baseAddress, let other = right.baseAddress else { return true }
        return unsafe memcmp(start, other, left.count) == 0
      }
    }
  }
}
