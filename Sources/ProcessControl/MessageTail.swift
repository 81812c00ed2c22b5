/// The last of what a program wrote to standard error.
struct MessageTail {
  private var bytes: [UInt8] = []
  private static let limit = 1 << 13

  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes.append(contentsOf: more)
    if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
  }

  /// The last line that is not empty.
  var lastLine: String {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    let last = lines.last { !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return last.map { String(decoding: $0.suffix(500), as: UTF8.self) } ?? ""
  }
}
