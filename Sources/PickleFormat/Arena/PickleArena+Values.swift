internal import ByteReading

extension PickleArena {
  /// What kind of value a handle stands for.
  package func kind(of value: PickleValue) -> PickleKind {
    switch value.tag {
    case .small, .wide: .int
    case .constant: value == .none ? .none : value == .absent ? .absent : .bool
    case .float: .float
    case .text: .text
    case .bytes: .bytes
    case .tuple: .tuple
    default: nodes[value.payload].kind
    }
  }

  // MARK: Numbers

  /// The truth value, or `nil` if it is something else.
  package func bool(_ value: PickleValue) -> Bool? {
    value == .true ? true : value == .false ? false : nil
  }

  /// The integer, or `nil` if it is something else or has more than 64 bits.
  package func int(_ value: PickleValue) -> Int? {
    switch value.tag {
    case .small: value.small
    case .wide: Int(truncatingIfNeeded: Int64(bitPattern: wideBits(value.payload)))
    default: nil
    }
  }

  /// The bits of the integer that a payload leads to.
  func wideBits(_ payload: Int) -> UInt64 { numbers[payload - PickleValue.inputLimit] }

  /// The floating-point number, or `nil` if it is something else, an integer too.
  package func double(_ value: PickleValue) -> Double? {
    value.tag == .float ? Double(bitPattern: floatBits(value.payload)) : nil
  }

  /// The bits of the floating-point number that a payload leads to.
  @inline(__always)
  func floatBits(_ payload: Int) -> UInt64 {
    payload < PickleValue.inputLimit
      ? input.bytes.number(at: payload, .big, as: UInt64.self)
      : numbers[payload - PickleValue.inputLimit]
  }

  /// A big integer as it was written: its two's complement, least significant byte first, or its
  /// decimal digits with a sign if it is negative.
  @_lifetime(borrow self)
  package func bigInt(_ value: PickleValue) -> PickleBigInt? {
    guard let node = node(value, of: .bigInt) else { return nil }
    let bytes = bytes(inRange: node.start)
    return node.count == 0 ? .twosComplement(bytes) : .decimal(bytes)
  }

  // MARK: Strings

  /// The UTF-8 of a string, or `nil` if it is something else. Lone surrogates stand in it as if
  /// UTF-8 had them.
  @_lifetime(borrow self)
  package func text(_ value: PickleValue) -> RawSpan? {
    value.tag == .text ? bytes(inRange: value.payload) : nil
  }

  /// Whether a string holds surrogates, which UTF-8 and JSON proper have no place for.
  package func hasSurrogates(_ value: PickleValue) -> Bool {
    value.tag == .text && range(value.payload)?.hasSurrogates ?? false
  }

  /// A string, or `nil` if it is something else; surrogates become U+FFFD.
  package func string(_ value: PickleValue) -> String? {
    text(value)?.text
  }

  /// Whether a value is this string.
  package func isText(_ value: PickleValue, _ expected: StaticString) -> Bool {
    guard let text = text(value), text.byteCount == expected.utf8CodeUnitCount else { return false }
    return text.isEqual(to: expected)
  }

  /// The bytes of a `bytes` or `bytearray`, or `nil` if it is something else.
  @_lifetime(borrow self)
  package func bytes(_ value: PickleValue) -> RawSpan? {
    if value.tag == .bytes { return bytes(inRange: value.payload) }
    guard let node = node(value, of: .byteArray) else { return nil }
    return bytes(inRange: node.start)
  }

  /// Whether a `bytes` lies in the input as it is, and where; `nil` if it does not.
  package func inputRange(_ value: PickleValue) -> Range<Int>? {
    guard value.tag == .bytes || value.tag == .text else { return nil }
    guard let range = range(value.payload) else { return placeInInput(value.payload) }
    guard !range.isDecoded else { return nil }
    let (offset, length) = extent(of: range)
    return offset..<offset + length
  }

  /// What the arena knows of bytes that do not lie behind an opcode of their own.
  func range(_ payload: Int) -> PickleRange? {
    payload < PickleValue.inputLimit ? nil : ranges[payload - PickleValue.inputLimit]
  }

  func extent(of range: PickleRange) -> (offset: Int, length: Int) {
    range.length == PickleRange.longLength
      ? longRanges[range.offset] : (range.offset, range.length)
  }

  /// Where the bytes lie whose opcode is at a place of the input.
  @inline(__always)
  func placeInInput(_ place: Int) -> Range<Int> {
    switch input.bytes.byte(at: place) {
    case PickleOpcode.shortBinUnicode, PickleOpcode.shortBinBytes, PickleOpcode.shortBinString:
      return place + 2..<place + 2 + Int(input.bytes.byte(at: place + 1))
    case PickleOpcode.binUnicode8, PickleOpcode.binBytes8, PickleOpcode.byteArray8:
      let length = input.bytes.number(at: place + 1, as: UInt64.self)
      return place + 9..<place + 9 + Int(truncatingIfNeeded: length)
    default:
      return place + 5..<place + 5 + Int(input.bytes.number(at: place + 1, as: UInt32.self))
    }
  }

  /// The bytes that the payload of a text or of bytes leads to.
  @inline(__always)
  @_lifetime(borrow self)
  func bytes(inRange payload: Int) -> RawSpan {
    guard let range = range(payload) else {
      return input.bytes.extracting(placeInInput(payload))
    }
    let (offset, length) = extent(of: range)
    if range.isDecoded { return decoded.bytes.extracting(offset..<offset + length) }
    return input.bytes.extracting(offset..<offset + length)
  }

  func node(_ value: PickleValue, of kind: PickleKind) -> PickleNode? {
    guard value.tag == .node else { return nil }
    let node = nodes[value.payload]
    return node.kind == kind ? node : nil
  }
}

/// An integer of more than 64 bits as a pickle writes it.
package enum PickleBigInt: ~Escapable {
  /// Its two's complement, least significant byte first.
  case twosComplement(RawSpan)
  /// A minus sign if it is negative, and decimal digits without leading zeros.
  case decimal(RawSpan)
}
