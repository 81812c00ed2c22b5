import ByteReading
import ContentHashing
import TestSupport
import Testing

@Suite("Content hash")
struct ContentHashTests {
  /// From FIPS 180-2, appendix B, and the digest of nothing.
  static let vectors: [(String, String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test(arguments: vectors)
  func `is SHA-256`(text: String, digest: String) {
    let bytes = Array(text.utf8)
    let hash = ContentHash(of: bytes.bytes)
    #expect(hash.hexDigits == digest)
    #expect(hash.hexDigits(32) == String(digest.prefix(32)))
  }

  @Test func `hashes a million bytes in pieces`() {
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    var hasher = ContentHasher()
    for _ in 0..<1000 { hasher.update(piece.bytes) }
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(hasher.finalize().hexDigits == digest)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `does not depend on the pieces`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<Int.random(in: 0...300, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
    let cut = Int.random(in: 0...bytes.count, using: &random)
    var hasher = ContentHasher()
    hasher.update(bytes.bytes.extracting(first: cut))
    let beginning = hasher.finalize()
    hasher.update(bytes.bytes.extracting(droppingFirst: cut))
    #expect(hasher.finalize() == ContentHash(of: bytes.bytes))
    #expect(beginning == ContentHash(of: bytes.bytes.extracting(first: cut)))
  }
}
