/// A SHA-256 digest.
package struct ContentHash: Sendable, Hashable {
  /// The 32 bytes, eight to a word as they lie in memory.
  private let words: Words

  private struct Words: Sendable, Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0
    var fourth: UInt64 = 0
  }

  /// The digest that a function writes to the 32 bytes that it is lent.
  init(writing write: (UnsafeMutablePointer<UInt8>) -> Void) {
    var words = Words()
    unsafe withUnsafeMutableBytes(of: &words) { room in
      guard let start = room.baseAddress else { return }
      unsafe write(start.assumingMemoryBound(to: UInt8.self))
    }
    self.words = words
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

  /// The first `count` (at most 64) hexadecimal digits, after some text.
  package func hexDigits(_ count: Int, after prefix: StaticString = "") -> String {
    let length = prefix.utf8CodeUnitCount
    return unsafe String(unsafeUninitializedCapacity: length + count) { room in
      guard let start = room.baseAddress else { return 0 }
      unsafe start.update(from: prefix.utf8Start, count: length)
      unsafe write(count, to: start + length)
      return length + count
    }
  }

  /// Appends the first `count` (at most 64) hexadecimal digits.
  package func append(hexDigits count: Int, to text: inout [UInt8]) {
    text.append(addingCapacity: count) { (room: inout OutputSpan<UInt8>) in
      unsafe room.withUnsafeMutableBufferPointer { buffer, end in
        guard let start = buffer.baseAddress else { return }
        unsafe write(count, to: start + end)
        end += count
      }
    }
  }

  private func write(_ count: Int, to room: UnsafeMutablePointer<UInt8>) {
    unsafe withUnsafeBytes(of: words) { bytes in
      for place in 0..<count {
        let byte = unsafe bytes[place / 2]
        let half = place % 2 == 0 ? byte >> 4 : byte & 15
        unsafe room[place] = half < 10 ? 0x30 + half : 0x57 + half
      }
    }
  }
}
