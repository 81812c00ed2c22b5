/// An input of lines whose first bytes are those of no text.
package struct BinaryInput: Error, Equatable, CustomStringConvertible {
  let offset: Int
  let byte: UInt8

  /// Finds the first byte that no text has: a control character other than white space.
  package init?(prefix: [UInt8]) {
    let isControl = { (byte: UInt8) in byte < 0x09 || 0x0E..<0x20 ~= byte }
    guard let offset = prefix.firstIndex(where: isControl) else { return nil }
    self.offset = offset
    byte = prefix[offset]
  }

  /// What was found, where, and what was expected.
  package var description: String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte \(offset): found byte 0x\(byte < 16 ? "0" : "")\(digits); expected lines of text"
  }
}
