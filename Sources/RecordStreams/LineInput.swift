/// Reads lines from a stream, lending each until the next is asked for.
///
/// A line ends with a newline, which is not part of it, or with the stream. A carriage return
/// before the newline stays: to JSON it is white space, and a line that is passed through keeps it.
package struct LineInput: ~Copyable {
  private let source: any ByteSource
  private let maximumLine: Int
  private var buffer: ReadBuffer
  /// The number of the line that was lent last, from 1; 0 before the first.
  package private(set) var lineNumber = 0

  /// The longest line that is taken unless a caller says otherwise: 1 GiB.
  package static let defaultMaximumLine = 1 << 30

  /// Starts at the stream's next byte.
  ///
  /// - Parameters:
  ///   - source: The stream.
  ///   - maximumLine: The most bytes of one line; a longer one is refused with `lineTooLong`.
  package init(_ source: any ByteSource, maximumLine: Int = LineInput.defaultMaximumLine) {
    self.source = source
    self.maximumLine = maximumLine
    let whole = source.size.map { max($0, 1 << 12) + 1 } ?? .max
    buffer = ReadBuffer(capacity: min(whole, 1 << 18))
  }

  /// How messages name the stream.
  package var name: String { source.name }

  /// Returns the next line without its newline, or `nil` at the end of the stream.
  @_lifetime(&self)
  package mutating func next() throws(StreamError) -> RawSpan? {
    guard let line = try nextRange() else { return nil }
    return buffer.lend(line)
  }

  private mutating func nextRange() throws(StreamError) -> Range<Int>? {
    var searched = 0
    while true {
      if let newline = buffer.firstNewline(from: buffer.start + searched) {
        return try takeLine(upTo: newline, next: newline + 1)
      }
      searched = buffer.count
      try checkLength(searched)
      buffer.makeRoom()
      if try !buffer.fill(from: source) {
        return buffer.count == 0 ? nil : try takeLine(upTo: buffer.end, next: buffer.end)
      }
    }
  }

  private mutating func takeLine(upTo end: Int, next: Int) throws(StreamError) -> Range<Int> {
    let line = buffer.start..<end
    try checkLength(line.count)
    buffer.consume(upTo: next)
    lineNumber += 1
    return line
  }

  private func checkLength(_ length: Int) throws(StreamError) {
    guard length <= maximumLine else {
      let reason = StreamError.Reason.lineTooLong(line: lineNumber + 1, limit: maximumLine)
      throw StreamError(source.name, .read, reason)
    }
  }
}
