internal import CCrypto

/// SHA-256 over bytes that come in pieces.
///
/// A copy goes on from where the original stood, so a common beginning is hashed once.
package struct ContentHasher: Sendable {
  private var context = SHA256_CTX()

  /// Nothing hashed yet.
  package init() {
    unsafe SHA256_Init(&context)
  }

  /// Hashes more bytes.
  package mutating func update(_ bytes: RawSpan) {
    _ = unsafe bytes.withUnsafeBytes { bytes in
      unsafe SHA256_Update(&context, bytes.baseAddress, bytes.count)
    }
  }

  /// The digest of everything hashed so far.
  package func finalize() -> ContentHash {
    var context = context
    return unsafe ContentHash { digest in _ = unsafe SHA256_Final(digest, &context) }
  }
}
