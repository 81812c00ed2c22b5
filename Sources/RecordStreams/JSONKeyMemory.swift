/// The keys of one object that have been met, so that none is taken twice.
///
/// Records have few keys: the first ones are kept as places in the text and looked through, which
/// takes no allocation; only an object with more of them gets a set.
struct JSONKeyMemory {
  private static let capacity = 24
  private var places = InlineArray<24, Int>(repeating: 0)
  private var count = 0
  private var names: Set<String> = []

  /// Notes that a key was met, and refuses it if it was before.
  mutating func insert(_ key: JSONString, of text: RawSpan) throws(JSONError) {
    guard count < Self.capacity, !key.hasEscapes, names.isEmpty else {
      return try insertName(key, of: text)
    }
    let length = key.raw.byteCount
    let head = Self.head(of: text, at: key.offset)
    // The quotes count: with them keys of different lengths differ where the shorter one ends.
    let mask = length + 2 < 8 ? (1 << UInt64(8 * (length + 2))) &- 1 : UInt64.max
    for index in 0..<count where (Self.head(of: text, at: places[index]) ^ head) & mask == 0 {
      guard length + 2 > 8 else { throw refuse(key) }
      guard Self.name(in: text, at: places[index]) != key.string else { throw refuse(key) }
    }
    places[count] = key.offset
    count += 1
  }

  private mutating func insertName(_ key: JSONString, of text: RawSpan) throws(JSONError) {
    if names.isEmpty {
      for index in 0..<count { names.insert(Self.name(in: text, at: places[index])) }
    }
    guard names.insert(key.string).inserted else { throw refuse(key) }
  }

  private func refuse(_ key: JSONString) -> JSONError {
    JSONError(at: key.offset, found: "\"\(key.string)\" again", expected: "each key once")
  }

  /// The key, without escapes, whose opening quote stands here.
  private static func name(in text: RawSpan, at offset: Int) -> String {
    var scanner = JSONScanner(text.extracting(offset...))
    return (try? scanner.readString().string) ?? ""
  }

  /// The eight bytes from here on; behind a key there are at least a colon and a value.
  private static func head(of text: RawSpan, at offset: Int) -> UInt64 {
    guard offset + 8 <= text.byteCount else {
      var head: UInt64 = 0
      for position in stride(from: text.byteCount - 1, through: offset, by: -1) {
        head = head << 8 | UInt64(unsafe text.unsafeLoad(fromByteOffset: position, as: UInt8.self))
      }
      return head
    }
    return UInt64(
      littleEndian: unsafe text.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self))
  }
}
