internal import Glibc

extension RawSpan {
  /// Whether every byte is below 0x80.
  package var isASCII: Bool {
    unsafe withUnsafeBytes { bytes in
      var index = 0
      var found: UInt64 = 0
      while index + 8 <= bytes.count {
        unsafe found |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
      }
      while index < bytes.count {
        unsafe found |= UInt64(bytes[index])
        index += 1
      }
      return found & 0x8080_8080_8080_8080 == 0
    }
  }

  /// Whether the bytes are UTF-8.
  package var isUTF8: Bool {
    if isASCII { return true }
    return unsafe withUnsafeBytes { bytes in
      let units = unsafe Span<UInt8>(_unsafeBytes: bytes)
      return (try? UTF8Span(validating: units)) != nil
    }
  }

  /// Whether the bytes are UTF-8, if surrogates were code points like all others.
  package var isUTF8WithSurrogates: Bool {
    var index = 0
    while index < byteCount {
      let first = byte(at: index)
      if first < 0x80 {
        index += 1
        continue
      }
      let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
      guard length > 0, index + length <= byteCount else { return false }
      for place in 1..<length where byte(at: index + place) & 0xC0 != 0x80 { return false }
      let second = byte(at: index + 1)
      // Neither longer than needed nor beyond U+10FFFF.
      if first == 0xE0 && second < 0xA0 || first == 0xF0 && second < 0x90 { return false }
      if first == 0xF4 && second > 0x8F { return false }
      index += length
    }
    return true
  }

  /// Where a byte stands first, or `nil` if it does not.
  package func firstIndex(of byte: UInt8) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let hit = unsafe memchr(base, Int32(byte), bytes.count)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Where a byte stands last, or `nil` if it does not.
  package func lastIndex(of byte: UInt8) -> Int? {
    unsafe withUnsafeBytes { unsafe $0.lastIndex(of: byte) }
  }

  /// Whether the bytes are the UTF-8 of a literal.
  package func isEqual(to literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard byteCount == count else { return false }
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return true }
      return unsafe memcmp(base, literal.utf8Start, count) == 0
    }
  }
}
