/// A SHA-256 digest.
package struct ContentHash: Sendable, Hashable {
  /// The 32 bytes.
  package let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The digest of these bytes.
  package init(of content: RawSpan) {
    var hasher = ContentHasher()
    hasher.update(content)
    self = hasher.finalize()
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package var hexDigits: String {
    hexDigits(64)
  }

  /// The first `count` (at most 64) hexadecimal digits.
  package func hexDigits(_ count: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let all = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: all.prefix(count), as: UTF8.self)
  }
}
