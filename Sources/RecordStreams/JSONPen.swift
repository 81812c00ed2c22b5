/// Writes JSON into storage of a fixed size, token after token: what ``JSONWriter`` is for text of
/// any length, for those who write so much that a look at the array a token would be most of the
/// work.
///
/// The room must be there, as the caller can see in `room`; running out of it is the caller's mistake
/// and ends the program. Commas are the pen's; the order of keys is the caller's.
@usableFromInline
@safe package struct JSONPen: ~Copyable, ~Escapable {
  @usableFromInline let start: UnsafeMutablePointer<UInt8>
  @usableFromInline let capacity: Int
  /// How many bytes have been written.
  @usableFromInline package internal(set) var count = 0
  /// Whether a comma is due before the next value.
  @usableFromInline package internal(set) var isCommaDue: Bool

  /// The most bytes that a token takes that is no text: with a comma, and with what is written beyond
  /// its end for the sake of speed.
  @inlinable package static var mostOfToken: Int { 64 }

  /// Begins at the start of some storage, in the midst of a text.
  ///
  /// - Parameters:
  ///   - storage: What is written over. It must not be empty.
  ///   - isCommaDue: Whether a comma is due before the first value.
  @_lifetime(&storage)
  package init(_ storage: inout MutableSpan<UInt8>, isCommaDue: Bool) {
    capacity = storage.count
    // The pen has the storage for itself as long as it lives: that is what its lifetime says.
    unsafe start = storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("no storage") }
      return unsafe base
    }
    self.isCommaDue = isCommaDue
  }

  /// How many bytes can still be written.
  @inlinable package var room: Int { capacity - count }

  /// What has been written so far, to go back to.
  @inlinable package var place: Place { Place(count: count, isCommaDue: isCommaDue) }

  /// Forgets what was written after a place.
  @inlinable package mutating func goBack(to place: Place) {
    precondition(place.count <= count, "a place that has not been written")
    count = place.count
    isCommaDue = place.isCommaDue
  }

  /// How much was written at some time.
  @usableFromInline
  package struct Place: Sendable {
    @usableFromInline let count: Int
    @usableFromInline let isCommaDue: Bool

    @usableFromInline
    init(count: Int, isCommaDue: Bool) {
      self.count = count
      self.isCommaDue = isCommaDue
    }
  }

  // MARK: Tokens

  /// Opens an object or array.
  @inlinable
  package mutating func open(_ bracket: UInt8) {
    precondition(capacity - count >= 2, "no room")
    unsafe start[count] = UInt8(ascii: ",")
    count &+= isCommaDue ? 1 : 0
    unsafe start[count] = bracket
    count &+= 1
    isCommaDue = false
  }

  /// Writes a literal that opens an object or array, and perhaps more: no comma follows it.
  package mutating func open(_ text: StaticString) {
    unsafe write(atMost: Self.mostOfToken) { room in
      unsafe room.update(from: text.utf8Start, count: min(text.utf8CodeUnitCount, 60))
      return min(text.utf8CodeUnitCount, 60)
    }
    isCommaDue = false
  }

  /// Closes an object or array.
  @inlinable
  package mutating func close(_ bracket: UInt8) {
    precondition(count < capacity, "no room")
    unsafe start[count] = bracket
    count &+= 1
    isCommaDue = true
  }

  /// Writes a key that is a literal and needs no escapes.
  package mutating func key(_ key: StaticString) {
    let length = min(key.utf8CodeUnitCount, 40)
    unsafe write(atMost: Self.mostOfToken) { room in
      unsafe room[0] = UInt8(ascii: "\"")
      unsafe (room + 1).update(from: key.utf8Start, count: length)
      unsafe room[length + 1] = UInt8(ascii: "\"")
      unsafe room[length + 2] = UInt8(ascii: ":")
      return length + 3
    }
    isCommaDue = false
  }

  /// Writes a word that is a value, such as `null`.
  package mutating func word(_ word: StaticString) {
    open(word)
    isCommaDue = true
  }

  /// Writes a whole number.
  @inlinable
  package mutating func int(_ value: Int) {
    guard 0..<10 ~= value else { return longInt(value) }
    precondition(capacity - count >= 2, "no room")
    unsafe start[count] = UInt8(ascii: ",")
    count &+= isCommaDue ? 1 : 0
    unsafe start[count] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)
    count &+= 1
    isCommaDue = true
  }

  @usableFromInline
  mutating func longInt(_ value: Int) {
    unsafe write(atMost: Self.mostOfToken) { unsafe JSONWriter.write(value, to: $0) }
  }

  /// Writes a number as `JSONWriter` does.
  package mutating func double(_ value: Double) {
    guard value.isFinite else { return word(JSONWriter.nameless(value)) }
    unsafe write(atMost: Self.mostOfToken) { unsafe DecimalText.write(value, to: $0) }
  }

  /// Writes a text given as UTF-8 that has been checked, and after a key a colon.
  ///
  /// - Returns: False, with nothing written, if there may be too little room.
  package mutating func text(_ utf8: RawSpan, isKey: Bool = false) -> Bool {
    let length = utf8.byteCount
    guard room > length + Self.mostOfToken else { return false }
    let before = place
    var needsEscapes = false
    unsafe utf8.withUnsafeBytes { text in
      unsafe write(atMost: length + 16) { room in
        unsafe room[0] = UInt8(ascii: "\"")
        unsafe needsEscapes = JSONWriter.copy(text, to: UnsafeMutableRawPointer(room + 1))
        unsafe room[length + 1] = UInt8(ascii: "\"")
        unsafe room[length + 2] = UInt8(ascii: ":")
        return isKey ? length + 3 : length + 2
      }
    }
    if needsEscapes {
      goBack(to: before)
      return escaped(utf8, isKey: isKey)
    }
    isCommaDue = !isKey
    return true
  }

  private mutating func escaped(_ utf8: RawSpan, isKey: Bool) -> Bool {
    let limit = OutputSpan<UInt8>.mostQuoted(utf8.byteCount) + 2
    guard room > limit else { return false }
    unsafe utf8.withUnsafeBytes { text in
      unsafe write(atMost: limit) { room in
        let length = unsafe JSONWriter.writeEscaped(text, to: room)
        unsafe room[length] = UInt8(ascii: ":")
        return isKey ? length + 1 : length
      }
    }
    isCommaDue = !isKey
    return true
  }

  // MARK: Parts

  /// Writes the comma that is due and as many bytes as `body` says that it wrote.
  @inline(__always)
  private mutating func write(atMost limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    precondition(capacity - count >= limit, "no room")
    unsafe start[count] = UInt8(ascii: ",")
    count &+= isCommaDue ? 1 : 0
    unsafe count &+= body(start + count)
    isCommaDue = true
  }
}

extension JSONWriter {
  /// Copies text, and says whether it holds something that JSON has to escape.
  @inline(__always)
  static func copy(
    _ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawPointer
  ) -> Bool {
    let length = text.count
    guard length >= 8 else {
      if length >= 4 {
        // The first four and the last, some of them twice.
        let first = unsafe text.loadUnaligned(as: UInt32.self)
        let last = unsafe text.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self)
        unsafe room.storeBytes(of: first, as: UInt32.self)
        unsafe room.storeBytes(of: last, toByteOffset: length &- 4, as: UInt32.self)
        return needsEscape(UInt64(first) | UInt64(last) << 32)
      }
      var word: UInt64 = 0x2020_2020_2020_2020
      for index in 0..<length {
        let byte = unsafe text[index]
        word = word << 8 | UInt64(byte)
        unsafe room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      }
      return needsEscape(word)
    }
    var found: UInt64 = 0
    var index = 0
    while index &+ 8 <= length {
      let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      found |= escapes(in: word)
      unsafe room.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    // The last eight, some of them once more.
    let word = unsafe text.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
    unsafe room.storeBytes(of: word, toByteOffset: length &- 8, as: UInt64.self)
    return (found | escapes(in: word)) != 0
  }

  /// Writes text in quotes with its escapes, six bytes for each of its own at most, and returns how
  /// many it takes.
  static func writeEscaped(
    _ text: UnsafeRawBufferPointer, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    unsafe room[0] = UInt8(ascii: "\"")
    var end = 1
    for index in 0..<text.count {
      let byte = unsafe text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        unsafe room[end] = byte
        end &+= 1
        continue
      }
      unsafe room[end] = UInt8(ascii: "\\")
      let letter: UInt8 =
        switch byte {
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case 0..<0x20: UInt8(ascii: "u")
        default: byte
        }
      unsafe room[end + 1] = letter
      end &+= 2
      guard letter == UInt8(ascii: "u"), byte < 0x20 else { continue }
      unsafe room[end] = UInt8(ascii: "0")
      unsafe room[end + 1] = UInt8(ascii: "0")
      unsafe room[end + 2] = UInt8(ascii: "0") + byte >> 4
      let digit = byte & 15
      unsafe room[end + 3] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      end &+= 4
    }
    unsafe room[end] = UInt8(ascii: "\"")
    return end + 1
  }
}
