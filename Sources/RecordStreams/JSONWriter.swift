internal import ByteReading

/// Appends JSON text to an array of bytes.
///
/// Commas are the writer's; the order of keys, and that every key has a value, are the caller's.
/// Numbers are written so that reading them back gives the same bits, in the fewest digits.
@usableFromInline
package struct JSONWriter: Sendable {
  /// The text so far.
  @usableFromInline package internal(set) var bytes: [UInt8]
  @usableFromInline var needsComma = false

  /// Appends to bytes that are there already.
  package init(appendingTo bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Starts with room for so many bytes: storage that grows is copied many times over.
  package init(reservingCapacity capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Hands over the text and starts again with none, keeping nothing.
  package mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    needsComma = false
    return taken
  }

  /// Drops the text and keeps the storage.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Drops the text, which has been sent on, and goes on in the midst of a value.
  package mutating func dropText() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Opens an object.
  package mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array.
  package mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Ends a record with a newline.
  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Writes a key that is a literal and needs no escapes.
  package mutating func key(_ key: StaticString) {
    let length = key.utf8CodeUnitCount
    unsafe append(upTo: length + 3) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      unsafe (room + 1).update(from: key.utf8Start, count: length)
      unsafe room[length + 1] = UInt8(ascii: "\"")
      unsafe room[length + 2] = UInt8(ascii: ":")
      return length + 3
    }
    needsComma = false
  }

  /// Writes a key.
  @_disfavoredOverload
  package mutating func key(_ key: String) {
    unsafe key.utf8.span.withUnsafeBytes { unsafe appendQuoted($0, before: UInt8(ascii: ":")) }
    needsComma = false
  }

  /// Writes a string value.
  package mutating func string(_ value: String) {
    unsafe value.utf8.span.withUnsafeBytes { unsafe appendQuoted($0) }
    needsComma = true
  }

  /// Writes a string value given as UTF-8; bytes that are not UTF-8 become U+FFFD.
  package mutating func string(_ utf8: RawSpan) {
    value(atMost: OutputSpan<UInt8>.mostQuoted(utf8.byteCount)) { $0.append(quoted: utf8) }
  }

  /// Writes a whole number.
  package mutating func int(_ value: Int) {
    unsafe append(upTo: 20) { room in unsafe Self.write(value, to: room) }
    needsComma = true
  }

  /// Writes an array of whole numbers, those that are not known as `null`.
  package mutating func ints(_ values: [Int?]) { appendArray(values.count) { values[$0] } }

  /// Writes an array of whole numbers.
  package mutating func ints(_ values: [Int64]) { appendArray(values.count) { Int(values[$0]) } }

  /// Writes a number; it has a point or an exponent, so that it is read back as one that may have
  /// a fraction. What JSON has no number for becomes the string `NaN`, `Infinity` or `-Infinity`.
  package mutating func double(_ value: Double) {
    guard value.isFinite else { return word(Self.nameless(value)) }
    unsafe append(upTo: DecimalText.room) { unsafe DecimalText.write(value, to: $0) }
    needsComma = true
  }

  /// Writes a number of single precision; see `double`.
  package mutating func float(_ value: Float) {
    guard value.isFinite else { return word(Self.nameless(Double(value))) }
    unsafe append(upTo: DecimalText.room) { unsafe DecimalText.write(value, to: $0) }
    needsComma = true
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  /// Writes `null`.
  package mutating func null() { word("null") }

  /// Writes a value that is JSON text already.
  package mutating func raw(_ json: [UInt8]) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Writes a value that is JSON text already.
  package mutating func raw(_ json: RawSpan) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    unsafe json.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    needsComma = true
  }

  /// Writes an array of two whole numbers.
  package mutating func pair(_ first: Int, _ second: Int) {
    unsafe append(upTo: 2 * 20 + 3) { unsafe Self.write(pair: first, second, to: $0) }
    needsComma = true
  }

  // MARK: Prepared text

  /// Appends text that was written elsewhere, as by a ``JSONPen``, in the midst of a value.
  package mutating func append(first count: Int, of text: [UInt8]) {
    bytes.append(contentsOf: text[..<count])
  }

  /// Whether a comma is due before the next value.
  package var isCommaDue: Bool {
    get { needsComma }
    set { needsComma = newValue }
  }

  /// Forgets that a comma is due: what follows is a text of its own, to be copied elsewhere.
  package mutating func beginFragment() { needsComma = false }

  /// Writes a value of at most so many bytes, which `write` appends to the room that it is lent.
  @inlinable
  @inline(__always)
  package mutating func value(atMost limit: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
    let comma = needsComma
    bytes.append(addingCapacity: limit + 1) { (room: inout OutputSpan<UInt8>) in
      if comma { room.append(UInt8(ascii: ",")) }
      write(&room)
    }
    needsComma = true
  }

  // MARK: Parts

  /// A comma is due before what follows.
  mutating func endValue() { needsComma = true }

  /// A value is due.
  mutating func endKey() { needsComma = false }

  /// Appends the comma that is due and as many bytes as `write` says that it wrote, `limit` at
  /// most: one look at the array's storage a token. A byte at a time takes three times as long.
  @inline(__always)
  mutating func append(upTo limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    let comma = needsComma ? 1 : 0
    bytes.append(addingCapacity: limit + 1) { (span: inout OutputSpan<UInt8>) in
      unsafe span.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        unsafe base[count] = UInt8(ascii: ",")
        count += comma
        count += unsafe write(base + count)
      }
    }
  }

  private mutating func open(_ bracket: UInt8) {
    unsafe append(upTo: 1) { room in
      unsafe room[0] = bracket
      return 1
    }
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func word(_ word: StaticString) {
    let length = word.utf8CodeUnitCount
    unsafe append(upTo: length) { room in
      unsafe room.update(from: word.utf8Start, count: length)
      return length
    }
    needsComma = true
  }

  /// The text for what JSON has no number for.
  static func nameless(_ value: Double) -> StaticString {
    value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\""
  }

  /// All of an array at once, which takes half the time of a token after the other.
  @inline(__always)
  private mutating func appendArray(_ count: Int, _ value: (Int) -> Int?) {
    unsafe append(upTo: count * 21 + 2) { room in
      unsafe room[0] = UInt8(ascii: "[")
      var end = 1
      for index in 0..<count {
        if index > 0 {
          unsafe room[end] = UInt8(ascii: ",")
          end += 1
        }
        unsafe end += Self.write(value(index), to: room + end)
      }
      unsafe room[end] = UInt8(ascii: "]")
      return end + 1
    }
    needsComma = true
  }

  /// Writes a whole number, or `null`, and returns how many bytes it takes.
  @inline(__always)
  static func write(_ value: Int?, to room: UnsafeMutablePointer<UInt8>) -> Int {
    guard let value else {
      unsafe room.update(from: ("null" as StaticString).utf8Start, count: 4)
      return 4
    }
    unsafe room[0] = UInt8(ascii: "-")
    let sign = value < 0 ? 1 : 0
    return unsafe sign + writeDigits(of: value.magnitude, to: room + sign)
  }

  /// Writes an array of two numbers over eight bytes at least, and returns how many it takes.
  @inline(__always)
  static func write(
    pair first: Int, _ second: Int, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    // Numbers of one digit, as in the edges of small graphs, go between the marks of "[0,0]".
    if 0...9 ~= first, 0...9 ~= second {
      let digits = UInt64(truncatingIfNeeded: first) << 8 | UInt64(truncatingIfNeeded: second) << 24
      unsafe UnsafeMutableRawPointer(room).storeBytes(
        of: 0x5D_302C_305B | digits, as: UInt64.self)
      return 5
    }
    unsafe room[0] = UInt8(ascii: "[")
    var end = unsafe 1 + write(first, to: room + 1)
    unsafe room[end] = UInt8(ascii: ",")
    unsafe end += 1 + write(second, to: room + end + 1)
    unsafe room[end] = UInt8(ascii: "]")
    return end + 1
  }

  /// Writes the decimal digits of a number over eight bytes at least, and returns how many they are.
  @inline(__always)
  static func writeDigits(
    of number: UInt, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    // Most numbers in a graph are positions and small sizes.
    guard number < 1000 else { return unsafe writeManyDigits(of: UInt64(number), to: room) }
    let zeros: UInt32 = number < 10 ? 2 : number < 100 ? 1 : 0
    let digits = DecimalText.three(UInt32(truncatingIfNeeded: number)) | 0x30_3030
    unsafe UnsafeMutableRawPointer(room).storeBytes(of: digits &>> (8 &* zeros), as: UInt32.self)
    return 3 &- Int(truncatingIfNeeded: zeros)
  }

  /// The same for a number that is not 0, however large.
  private static func writeManyDigits(
    of number: UInt64, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard number >= 100_000_000 else {
      let digits = DecimalText.eight(number)
      let zeros = UInt64(truncatingIfNeeded: digits.trailingZeroBitCount & ~7)
      unsafe UnsafeMutableRawPointer(room).storeBytes(
        of: (digits | DecimalText.zeros) &>> zeros, as: UInt64.self)
      return 8 &- Int(truncatingIfNeeded: zeros / 8)
    }
    let upper = number / 100_000_000
    let count = unsafe writeManyDigits(of: upper, to: room)
    unsafe UnsafeMutableRawPointer(room).storeBytes(
      of: DecimalText.eight(number &- upper &* 100_000_000) | DecimalText.zeros,
      toByteOffset: count, as: UInt64.self)
    return count + 8
  }
}
