/// Bytes as text of 64 letters (RFC 4648, section 4).
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes, padded to a multiple of four letters.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let letters = letters.span
    let bytes = bytes.span
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var position = 0
    while position < bytes.count {
      let count = min(3, bytes.count - position)
      var group = UInt32(bytes[position]) << 16
      if count > 1 { group |= UInt32(bytes[position + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[position + 2]) }
      text.append(letters[Int(group >> 18)])
      text.append(letters[Int(group >> 12 & 63)])
      text.append(count > 1 ? letters[Int(group >> 6 & 63)] : UInt8(ascii: "="))
      text.append(count > 2 ? letters[Int(group & 63)] : UInt8(ascii: "="))
      position += 3
    }
    return text
  }
}
