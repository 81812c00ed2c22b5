extension JSONWriter {
  /// Appends UTF-8 text in quotes, with quotes, backslashes and control characters escaped.
  mutating func appendQuoted(_ text: UnsafeRawBufferPointer) {
    guard unsafe !Self.needsEscapes(text) else {
      unsafe appendEscaped(text)
      return
    }
    unsafe append(upTo: text.count + 2) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      if let base = text.baseAddress {
        unsafe UnsafeMutableRawPointer(room + 1).copyMemory(from: base, byteCount: text.count)
      }
      unsafe room[text.count + 1] = UInt8(ascii: "\"")
      return text.count + 2
    }
  }

  private static func needsEscapes(_ text: UnsafeRawBufferPointer) -> Bool {
    // Without an early end the loop becomes one over vectors.
    var found: UInt8 = 0
    for index in 0..<text.count {
      let byte = unsafe text[index]
      found |= byte < 0x20 ? 1 : 0
      found |= byte == UInt8(ascii: "\"") ? 1 : 0
      found |= byte == UInt8(ascii: "\\") ? 1 : 0
    }
    return found != 0
  }

  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    var piece: [UInt8] = [UInt8(ascii: "\"")]
    for index in 0..<text.count {
      let byte = unsafe text[index]
      switch byte {
      case UInt8(ascii: "\""): piece += Array(#"\""#.utf8)
      case UInt8(ascii: "\\"): piece += Array(#"\\"#.utf8)
      case 0x08: piece += Array(#"\b"#.utf8)
      case 0x09: piece += Array(#"\t"#.utf8)
      case 0x0A: piece += Array(#"\n"#.utf8)
      case 0x0C: piece += Array(#"\f"#.utf8)
      case 0x0D: piece += Array(#"\r"#.utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        piece += Array(#"\u00"#.utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: piece.append(byte)
      }
    }
    piece.append(UInt8(ascii: "\""))
    raw(piece)
  }
}
