internal import ByteReading
internal import ProtobufFormat
internal import RecordStreams

/// Copies a protobuf stream field by field, and can take back what it copied.
///
/// Every key is copied as it is read and taken back if its field is dropped, so fields that are
/// kept are the same bytes, unknown ones and unusual encodings too.
struct WireCopy: ~Copyable {
  /// A field's key, and where in the output it begins.
  struct Key {
    let number: Int
    let wireType: UInt64
    let inputStart: Int
    let outputStart: Int
  }

  /// A message whose length prefix was copied.
  struct Message {
    /// Where its length stands in the output.
    let prefix: Range<Int>
    /// Where it ends in the input.
    let end: Int
    /// Its length in the input.
    let length: Int
  }

  private var input: ByteInput
  private(set) var output: [UInt8] = []

  init(_ source: any ByteSource) {
    input = ByteInput(source)
  }

  /// How many bytes were read.
  var offset: Int { input.offset }

  /// Tells what the input is by its first bytes.
  mutating func sniff() throws -> ModelKind {
    ModelKind.sniff(try input.peek(512))
  }

  /// Copies the next key; `nil` at the end.
  mutating func copyKey(until end: Int?) throws -> Key? {
    if let end {
      guard input.offset < end else { return nil }
    } else if try input.isAtEnd() {
      return nil
    }
    let start = (input: input.offset, output: output.count)
    let key = try copyVarint(until: end)
    guard let number = Int32(exactly: key >> 3), 1...536_870_911 ~= number else {
      throw ProtobufReader.refusal(ofFieldNumber: key >> 3, at: start.input)
    }
    return Key(
      number: Int(number), wireType: key & 7, inputStart: start.input, outputStart: start.output)
  }

  /// Copies the length of a nested message.
  mutating func copyLength(until end: Int?) throws -> Message {
    let prefixStart = output.count
    let length = try copyCount(until: end)
    return Message(
      prefix: prefixStart..<output.count, end: input.offset + length, length: length)
  }

  /// Copies a field's value; returns where the bytes of a string or message lie in the output.
  @discardableResult
  mutating func copyPayload(of key: Key, until end: Int?) throws -> Range<Int> {
    let size = try payloadSize(of: key, until: end)
    let start = output.count
    try copyBytes(size, until: end)
    return start..<output.count
  }

  /// Copies a field's value of up to `limit` bytes; steps over a longer one and takes back its key.
  /// Returns the size of the value.
  mutating func copyPayload(of key: Key, until end: Int?, skippingOver limit: Int) throws -> Int {
    let start = output.count
    let size = try payloadSize(of: key, until: end)
    let valueSize = key.wireType == 0 ? output.count - start : size
    guard valueSize > limit else {
      try copyBytes(size, until: end)
      return valueSize
    }
    takeBack(to: key.outputStart)
    let skipped = try input.skip(size)
    guard skipped == size else {
      throw FormatError(.truncated(needed: size, available: skipped), at: input.offset - skipped)
    }
    return valueSize
  }

  /// Reads a tensor from its copy.
  func tensor(_ message: Message) throws -> ONNXTensor {
    let copy = output.bytes.extracting(message.prefix.upperBound...)
    let origin = message.end - message.length
    return try ONNXTensor(ProtobufReader(copy, origin: origin), limits: ReadLimits())
  }

  /// Appends fields that were not in the input.
  mutating func append(_ fields: [UInt8]) {
    output += fields
  }

  /// Drops everything from a position of the output on.
  mutating func takeBack(to position: Int) {
    output.removeSubrange(position...)
  }

  /// Drops parts of the output that do not overlap.
  mutating func remove(_ parts: [Range<Int>]...) {
    let ranges = parts.joined().sorted { $0.lowerBound < $1.lowerBound }
    guard let first = ranges.first else { return }
    var kept: [UInt8] = []
    var position = first.upperBound
    for range in ranges.dropFirst() {
      kept += output[position..<range.lowerBound]
      position = range.upperBound
    }
    kept += output[position...]
    output.replaceSubrange(first.lowerBound..., with: kept)
  }

  /// Corrects the length of a message that changed.
  mutating func correct(_ message: Message) {
    let length = output.count - message.prefix.upperBound
    guard length != message.length else { return }
    var prefix = ProtobufWriter()
    prefix.writeVarint(UInt64(length))
    output.replaceSubrange(message.prefix, with: prefix.bytes)
  }

  /// The bytes that follow until the end of a field; a varint itself is copied already.
  private mutating func payloadSize(of key: Key, until end: Int?) throws -> Int {
    switch key.wireType {
    case 0:
      _ = try copyVarint(until: end)
      return 0
    case 1: return 8
    case 2: return try copyCount(until: end)
    case 5: return 4
    default: throw ProtobufReader.refusal(ofWireType: key.wireType, at: key.inputStart)
    }
  }

  private mutating func copyCount(until end: Int?) throws -> Int {
    let start = input.offset
    let value = try copyVarint(until: end)
    guard let count = Int(exactly: value), count <= .max - input.offset else {
      throw FormatError(.malformed("length \(value), more than any file holds"), at: start)
    }
    if let end, count > end - input.offset {
      throw FormatError(.truncated(needed: count, available: end - input.offset), at: input.offset)
    }
    return count
  }

  private mutating func copyBytes(_ count: Int, until end: Int?) throws {
    let start = input.offset
    let available = end.map { $0 - start } ?? .max
    guard count <= available else {
      throw FormatError(.truncated(needed: count, available: available), at: start)
    }
    let copied = try input.readBytes(count, appendingTo: &output)
    guard copied == count else {
      throw FormatError(.truncated(needed: count, available: copied), at: start)
    }
  }

  private mutating func copyVarint(until end: Int?) throws -> UInt64 {
    let start = input.offset
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
      guard end.map({ input.offset < $0 }) ?? true, let byte = try input.readByte() else {
        throw FormatError(.truncated(needed: 1, available: 0), at: input.offset)
      }
      output.append(byte)
      // The tenth byte has room for the 64th bit alone.
      guard shift < 63 || byte < 2 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw FormatError(.malformed("varint over 64 bits"), at: start)
  }
}
