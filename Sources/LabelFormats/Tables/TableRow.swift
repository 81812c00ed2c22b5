internal import ByteReading

/// A row of a table that is being read: texts, and what messages need.
struct TableRow: ~Escapable {
  /// What the fields are places in.
  let raw: RawSpan
  let bytes: Span<UInt8>
  /// The place of each field.
  let fields: Span<Range<Int>>
  /// The line it begins on, from 1; 0 where there are no lines.
  let line: Int
  /// Where it begins in `bytes`.
  let start: Int

  /// The place of a field that is not there.
  static let absent = -1 ..< -1

  @_lifetime(copy raw, copy fields)
  init(_ raw: RawSpan, _ fields: Span<Range<Int>>, line: Int, start: Int) {
    self.raw = raw
    bytes = Span(_bytes: raw)
    self.fields = fields
    self.line = line
    self.start = start
  }

  /// The place of a field that is there and not empty.
  func field(_ column: Int) -> Range<Int>? {
    guard column < fields.count else { return nil }
    let range = fields[column]
    return range.isEmpty ? nil : range
  }

  /// A field's text; empty where it is not there.
  func text(_ column: Int) -> String {
    field(column).map { raw.extracting($0).text } ?? ""
  }

  /// A refusal that points at a field.
  func refusal(_ text: String, at column: Int? = nil) -> LabelError {
    let offset = column.flatMap { $0 < fields.count ? fields[$0].lowerBound : nil }
    return LabelError(text, at: offset.map { max(0, $0 - start) })
  }
}
