internal import ByteReading

extension SavedFileKind {
  /// Whether a file that begins with these bytes is a zip file of torch's or numpy's, as the name of
  /// its first member tells: one object, and no archive of files.
  package static func isOneObject(startingWith prefix: RawSpan) -> Bool {
    // Signature, and 26 bytes on the lengths of the name and of what follows it.
    guard prefix.byteCount > 30, prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return false }
    let length = Int(prefix.number(at: 26, as: UInt16.self))
    guard prefix.byteCount >= 30 + length else { return false }
    return isOneObject([prefix.extracting(30..<30 + length).text])
  }
}
