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
    var text: [UInt8] = []
    text.reserveCapacity(64)
    let digit = { (half: UInt8) in half < 10 ? 0x30 + half : 0x57 + half }
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text.prefix(count), as: UTF8.self)
  }
}
