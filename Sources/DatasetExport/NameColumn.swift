internal import RecordStreams

/// Names of a list that grows, as the text of a JSON array: they wait in a temporary file.
final class NameColumn {
  private let file: ScratchFile
  private var writer = JSONWriter()
  /// The names so far.
  private(set) var count = 0
  private var isClosed = false
  /// The bytes that have to be escaped where the text is itself a string of JSON.
  private var special = 0
  private static let block = 1 << 16

  init() throws(StreamError) {
    file = try ScratchFile()
    writer.beginArray()
  }

  /// Appends a name.
  func append(_ name: String) throws(StreamError) {
    writer.string(name)
    count += 1
    if writer.bytes.count >= Self.block { try spill() }
  }

  private func spill() throws(StreamError) {
    for byte in writer.bytes where Self.isSpecial(byte) { special += 1 }
    try file.write(writer.bytes)
    writer.dropText()
  }

  private func close() throws(StreamError) {
    guard !isClosed else { return }
    isClosed = true
    writer.endArray()
    try spill()
  }

  /// The bytes of the text, and of it as the inside of a JSON string.
  func byteCounts() throws(StreamError) -> (plain: Int, escaped: Int) {
    try close()
    return (file.count, file.count + special)
  }

  /// Hands over the text, a block at a time; escaped, as the inside of a JSON string.
  func forEachBlock(escaped: Bool, _ body: ([UInt8]) throws -> Void) throws {
    try close()
    for offset in stride(from: 0, to: file.count, by: Self.block) {
      let block = try file.bytes(at: offset, count: Self.block)
      guard escaped else {
        try body(block)
        continue
      }
      var text: [UInt8] = []
      text.reserveCapacity(2 * block.count)
      for byte in block {
        if Self.isSpecial(byte) { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
      }
      try body(text)
    }
  }

  /// Text of JSON has no control characters that would have to be escaped again.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
