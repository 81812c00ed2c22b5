/// The fields of one line of NNLQP's `gt.txt`, as ranges of the bytes they stand in:
/// `id path batch latency family platform [stage [anything]]`.
///
/// Fields stand apart by spaces or tabs, one or more. A path may hold spaces: it ends before the
/// first place where a batch size, a latency, a word and a platform number follow one another.
/// What follows the stage is ignored, as NNLQP itself does.
struct GTLine {
  var id: Range<Int>
  var path: Range<Int>
  var batch: Int
  var latency: DecimalText
  var family: Range<Int>
  var platform: Int
  /// Empty if the line has none.
  var stage: Range<Int>
  /// Whether a field has bytes that JSON cannot take over as they are.
  var needsCare: Bool

  /// Reads the line that begins at a position and leaves the position behind its newline; returns
  /// `nil` for a line of white space.
  init?(in bytes: Span<UInt8>, from position: inout Int) throws(GTLineError) {
    let start = position
    var fields = GTFields()
    fields.split(bytes, from: &position)
    guard fields.count > 0 else { return nil }
    guard fields.count >= 6 else {
      throw GTLineError(
        column: fields.end - start + 1,
        found: "\(fields.count) field\(fields.count == 1 ? "" : "s")",
        expected: "id, path, batch, latency, family and platform")
    }
    if let line = Self(fields, in: bytes) {
      self = line
      return
    }
    let all = fields.all(in: bytes, from: start)
    for place in all.indices.dropFirst(3).dropLast(3) {
      var shifted = GTFields()
      shifted.take(all[0], all[1].lowerBound..<all[place - 1].upperBound, all[place...].prefix(5))
      if let line = Self(shifted, in: bytes) {
        self = line
        needsCare = true
        return
      }
    }
    throw Self.refusal(of: all, in: bytes, from: start)
  }

  private init?(_ fields: GTFields, in bytes: Span<UInt8>) {
    guard let batch = Self.wholeNumber(bytes, fields[2]), batch > 0,
      let latency = DecimalText(bytes, fields[3]), latency.isPositive,
      let platform = Self.wholeNumber(bytes, fields[5])
    else { return nil }
    id = fields[0]
    path = fields[1]
    self.batch = batch
    self.latency = latency
    family = fields[4]
    self.platform = platform
    stage = fields.count > 6 ? fields[6] : 0..<0
    needsCare = fields.needsCare
  }

  /// Says what is wrong with a line, taking its path to be without spaces.
  private static func refusal(
    of fields: [Range<Int>], in bytes: Span<UInt8>, from start: Int
  ) -> GTLineError {
    func refuse(_ field: Int, _ name: String, _ expected: String) -> GTLineError {
      let text = bytes.extracting(fields[field]).text(limit: 40)
      return GTLineError(
        column: fields[field].lowerBound - start + 1, found: "\(name) \"\(text)\"",
        expected: expected)
    }
    guard let batch = wholeNumber(bytes, fields[2]), batch > 0 else {
      return refuse(2, "batch", "a whole number from 1")
    }
    guard let latency = DecimalText(bytes, fields[3]), latency.isPositive else {
      return refuse(3, "latency", "a positive number of milliseconds")
    }
    return refuse(5, "platform", "a whole number")
  }

  /// The value of a field of decimal digits that fits 64 bits.
  private static func wholeNumber(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int? {
    var value = 0
    for position in field {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return field.isEmpty ? nil : value
  }
}

extension GTLine {
  /// Makes sure that the fields that become strings are UTF-8; the line begins at `start`.
  func checkUTF8(of bytes: Span<UInt8>, from start: Int) throws(GTLineError) {
    for field in [id, path, family] {
      do {
        _ = try UTF8Span(validating: bytes.extracting(field))
      } catch {
        throw GTLineError(
          column: field.lowerBound + error.byteOffsets.lowerBound - start + 1,
          found: "bytes that are no text", expected: "UTF-8")
      }
    }
  }
}

extension Span<UInt8> {
  /// The bytes as text for a message, cut after `limit` bytes.
  func text(limit: Int) -> String {
    var bytes: [UInt8] = []
    for position in indices.prefix(limit) { bytes.append(self[position]) }
    return String(decoding: bytes, as: UTF8.self) + (count > limit ? "…" : "")
  }
}
