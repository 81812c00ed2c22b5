internal import RecordStreams

/// The fields of a line: what stands between spaces and tabs.
struct GTFields {
  /// The first fields: of a line with a path without spaces only seven matter.
  private var fields = InlineArray<8, Range<Int>>(repeating: 0..<0)
  /// How many fields there are, kept or not.
  private(set) var count = 0
  /// Where the line ends, its newline and white space before that left out.
  private(set) var end = 0
  /// Whether a field has bytes that JSON cannot take over as they are: quotes, backslashes, control
  /// characters, or bytes that have to be checked to be UTF-8.
  private(set) var needsCare = false

  subscript(index: Int) -> Range<Int> { fields[index] }

  /// Splits the line that begins at a position, and leaves the position behind its newline.
  mutating func split(_ bytes: Span<UInt8>, from position: inout Int) {
    var index = position
    end = position
    var isPlain = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        index += 1
        continue
      }
      if byte == 0x0A { break }
      let start = index
      while true {
        index = bytes.firstBlank(from: index, isPlain: &isPlain)
        guard index < bytes.count, !Self.isSeparator(bytes[index]) else { break }
        isPlain = false
        index += 1
      }
      if count < fields.count { fields[count] = start..<index }
      count += 1
      end = index
    }
    position = index < bytes.count ? index + 1 : index
    needsCare = !isPlain
  }

  /// All fields of the line that begins at a position, however many.
  func all(in bytes: Span<UInt8>, from start: Int) -> [Range<Int>] {
    var all: [Range<Int>] = []
    var index = start
    while index < end {
      let first = index
      while index < end, !Self.isSeparator(bytes[index]) { index += 1 }
      if index > first { all.append(first..<index) }
      index += 1
    }
    return all
  }

  /// Takes a line's fields after they have been told apart otherwise.
  mutating func take(_ id: Range<Int>, _ path: Range<Int>, _ others: ArraySlice<Range<Int>>) {
    fields[0] = id
    fields[1] = path
    count = 2
    for field in others {
      fields[count] = field
      count += 1
    }
  }

  /// A carriage return separates too: most often it is the end of a line from Windows.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
