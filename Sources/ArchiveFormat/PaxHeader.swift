/// What a header of POSIX's says of the member behind it: lines of a length, a key and a value.
///
/// Reference: POSIX.1-2024, `pax`, "pax Extended Header".
struct PaxHeader {
  /// The member's name.
  private(set) var path: String?
  /// The number of its bytes.
  private(set) var size: Int?
  /// Whether zeros have been left out of its bytes, which are not to be had as they are then.
  private(set) var isSparse = false

  /// Reads all lines; what is not as it should be says nothing.
  mutating func read(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
      guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
        length > space - rest.startIndex + 1, length <= rest.count
      else { return }
      let line = rest[space + 1..<rest.startIndex + length - 1]
      rest = rest.dropFirst(length)
      guard let mark = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = String(decoding: line[..<mark], as: UTF8.self)
      let value = line[(mark + 1)...]
      switch key {
      case "path": path = String(decoding: value, as: UTF8.self)
      case "size":
        size = Int(String(decoding: value, as: UTF8.self)).flatMap { $0 >= 0 ? $0 : nil }
      default: isSparse = isSparse || key.hasPrefix("GNU.sparse.")
      }
    }
  }
}
