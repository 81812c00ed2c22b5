extension JSONWriter {
  /// Appends UTF-8 text in quotes, with quotes, backslashes and control characters escaped, and
  /// one more byte after it if there is one.
  mutating func appendQuoted(_ text: UnsafeRawBufferPointer, before next: UInt8? = nil) {
    guard unsafe !Self.needsEscapes(text) else {
      unsafe appendEscaped(text)
      if let next { bytes.append(next) }
      return
    }
    unsafe append(upTo: text.count + 3) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      if let base = text.baseAddress {
        unsafe UnsafeMutableRawPointer(room + 1).copyMemory(from: base, byteCount: text.count)
      }
      unsafe room[text.count + 1] = UInt8(ascii: "\"")
      guard let next else { return text.count + 2 }
      unsafe room[text.count + 2] = next
      return text.count + 3
    }
  }

  private static func needsEscapes(_ text: UnsafeRawBufferPointer) -> Bool {
    // Eight bytes at a time. A loop over vectors takes four times as long for names, which are
    // short.
    var index = 0
    while index + 8 <= text.count {
      let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if needsEscape(word) { return true }
      index += 8
    }
    var rest: UInt64 = 0x2020_2020_2020_2020
    while index < text.count {
      rest = unsafe rest << 8 | UInt64(text[index])
      index += 1
    }
    return needsEscape(rest)
  }

  /// Whether one of eight bytes is a quote, a backslash or below 0x20.
  @inline(__always)
  static func needsEscape(_ word: UInt64) -> Bool { escapes(in: word) != 0 }

  /// Not 0 if one of eight bytes is a quote, a backslash or below 0x20.
  ///
  /// Reference: <https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord>
  @inline(__always)
  static func escapes(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let controls = (word &- ones &* 0x20) & ~word
    let found = controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
    return found & (ones &* 0x80)
  }

  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    unsafe raw(Self.escaped(text))
  }

  /// Text in quotes with its escapes.
  static func escaped(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    let most = OutputSpan<UInt8>.mostQuoted(text.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: most) { room, count in
      guard let base = room.baseAddress else { return }
      unsafe count = writeEscaped(text, to: base)
    }
  }
}

extension JSONWriter {
  /// Writes a string value given as UTF-8 that has been checked.
  package mutating func string(validUTF8 text: RawSpan) {
    unsafe text.withUnsafeBytes { unsafe appendQuoted($0) }
    endValue()
  }

  /// Writes a key given as UTF-8 that has been checked.
  package mutating func key(validUTF8 text: RawSpan) {
    unsafe text.withUnsafeBytes { unsafe appendQuoted($0, before: UInt8(ascii: ":")) }
    endKey()
  }

  /// Writes bytes as a string in Base64.
  package mutating func base64(_ data: RawSpan) {
    let length = (data.byteCount + 2) / 3 * 4
    let symbols: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    unsafe append(upTo: length + 2) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      var end = 1
      unsafe data.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: 3) {
          let count = min(3, bytes.count - start)
          var group: UInt32 = 0
          for place in 0..<3 {
            unsafe group = group << 8 | (place < count ? UInt32(bytes[start + place]) : 0)
          }
          for place in 0..<4 {
            let symbol = unsafe symbols.utf8Start[Int(group >> UInt32(18 - 6 * place) & 63)]
            unsafe room[end] = place <= count ? symbol : UInt8(ascii: "=")
            end += 1
          }
        }
      }
      unsafe room[end] = UInt8(ascii: "\"")
      return end + 1
    }
    endValue()
  }
}
