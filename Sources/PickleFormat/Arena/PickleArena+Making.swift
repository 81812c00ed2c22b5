package import ByteReading

extension PickleArena {
  // MARK: Numbers and strings

  /// Makes an integer.
  package mutating func makeInt(_ value: Int) throws(FormatError) -> PickleValue {
    if PickleValue.smallRange.contains(value) { return PickleValue(.small, value) }
    return try makeNumber(UInt64(bitPattern: Int64(value)), .wide)
  }

  /// Makes a floating-point number.
  package mutating func makeDouble(_ value: Double) throws(FormatError) -> PickleValue {
    try makeNumber(value.bitPattern, .float)
  }

  /// Makes a floating-point number whose eight bytes, the most significant first, lie in the input.
  mutating func makeDouble(
    _ value: Double, inInput place: Int
  ) throws(FormatError) -> PickleValue {
    place < PickleValue.inputLimit ? PickleValue(.float, place) : try makeDouble(value)
  }

  private mutating func makeNumber(
    _ bits: UInt64, _ tag: PickleValue.Tag
  ) throws(FormatError) -> PickleValue {
    let payload = numbers.count + PickleValue.inputLimit
    guard payload < PickleValue.payloadLimit else { throw full("numbers") }
    numbers.append(bits)
    return PickleValue(tag, payload)
  }

  /// Makes an integer of any size from its two's complement, least significant byte first.
  package mutating func makeInt(
    twosComplement bytes: RawSpan, at offset: Int
  ) throws(FormatError) -> PickleValue {
    if bytes.byteCount <= 8 { return try makeInt(shortTwosComplement(bytes)) }
    let range = try addRange(offset: offset, length: bytes.byteCount)
    return try makeNode(PickleNode(.bigInt, start: range))
  }

  /// Makes an integer from decimal digits without leading zeros, and a minus sign before them if it
  /// is negative.
  package mutating func makeInt(decimal digits: [UInt8]) throws(FormatError) -> PickleValue {
    if digits.count <= 20, let value = Int(String(decoding: digits, as: UTF8.self)) {
      return try makeInt(value)
    }
    let range = try addDecoded(digits.bytes)
    return try makeNode(PickleNode(.bigInt, start: range, count: 1))
  }

  /// Makes a string.
  package mutating func makeText(_ text: String) throws(FormatError) -> PickleValue {
    let utf8 = Array(text.utf8)
    return PickleValue(.text, try addDecoded(utf8.bytes))
  }

  /// Makes `bytes`.
  package mutating func makeBytes(_ bytes: [UInt8]) throws(FormatError) -> PickleValue {
    PickleValue(.bytes, try addDecoded(bytes.bytes))
  }

  /// Makes `bytes`, copied from what is not the arena's own.
  package mutating func makeBytes(_ bytes: RawSpan) throws(FormatError) -> PickleValue {
    PickleValue(.bytes, try addDecoded(bytes))
  }

  /// Makes `bytes` of a part of the input, which stays there.
  package mutating func makeBytes(inInput range: Range<Int>) throws(FormatError) -> PickleValue {
    PickleValue(.bytes, try addRange(offset: range.lowerBound, length: range.count))
  }

  /// Makes a `bytearray` of `bytes`.
  package mutating func makeByteArray(_ bytes: PickleValue) throws(FormatError) -> PickleValue {
    try makeNode(PickleNode(.byteArray, start: bytes.payload))
  }

  /// Takes in bytes that lie in the input behind an opcode and their length.
  ///
  /// - Parameters:
  ///   - place: Where the opcode lies.
  ///   - offset: Where the bytes begin.
  ///   - length: How many there are.
  ///   - hasSurrogates: Whether they are text with surrogates in it.
  /// - Returns: The payload of their handle.
  /// - Throws: `FormatError` if there are too many.
  mutating func addBytes(
    behind place: Int, offset: Int, length: Int, hasSurrogates: Bool = false
  ) throws(FormatError) -> Int {
    guard place < PickleValue.inputLimit, !hasSurrogates else {
      return try addRange(offset: offset, length: length, hasSurrogates: hasSurrogates)
    }
    noteText(startingWith: length > 0 ? input.bytes.byte(at: offset) : 0)
    return place
  }

  /// Keeps in mind that some text begins with a dollar sign.
  @inline(__always)
  mutating func noteText(startingWith byte: UInt8) {
    if byte == UInt8(ascii: "$") { hasUnusualText = true }
  }

  mutating func addRange(
    offset: Int, length: Int, isDecoded: Bool = false, hasSurrogates: Bool = false
  ) throws(FormatError) -> Int {
    let payload = ranges.count + PickleValue.inputLimit
    guard payload < PickleValue.payloadLimit, offset < PickleRange.offsetLimit else {
      throw full("strings")
    }
    if hasSurrogates || length > 0 && firstByte(offset, isDecoded) == UInt8(ascii: "$") {
      hasUnusualText = true
    }
    if length < PickleRange.longLength {
      ranges.append(
        PickleRange(
          offset: offset, length: length, isDecoded: isDecoded, hasSurrogates: hasSurrogates))
    } else {
      longRanges.append((offset, length))
      ranges.append(
        PickleRange(
          offset: longRanges.count - 1, length: PickleRange.longLength, isDecoded: isDecoded,
          hasSurrogates: hasSurrogates))
    }
    return payload
  }

  private func firstByte(_ offset: Int, _ isDecoded: Bool) -> UInt8 {
    isDecoded ? decoded[offset] : input.bytes.byte(at: offset)
  }

  mutating func addDecoded(
    _ bytes: RawSpan, hasSurrogates: Bool = false
  ) throws(FormatError) -> Int {
    let offset = decoded.count
    decoded.append(bytes)
    return try addRange(
      offset: offset, length: bytes.byteCount, isDecoded: true, hasSurrogates: hasSurrogates)
  }

  mutating func makeNode(_ node: PickleNode) throws(FormatError) -> PickleValue {
    guard nodes.count < PickleValue.payloadLimit else { throw full("values") }
    nodes.append(node)
    return PickleValue(.node, nodes.count - 1)
  }

  func full(_ what: String) -> FormatError {
    FormatError(
      .overLimit("more than \(PickleValue.payloadLimit) \(what) in one pickle"), at: input.offset)
  }
}

/// An integer of at most eight bytes of two's complement, least significant byte first.
func shortTwosComplement(_ bytes: RawSpan) -> Int {
  var value: UInt64 = 0
  for index in 0..<bytes.byteCount {
    value |= UInt64(bytes.byte(at: index)) << UInt64(8 * index)
  }
  let spare = UInt64(64 - 8 * bytes.byteCount)
  guard spare < 64 else { return 0 }
  return Int(Int64(bitPattern: value << spare) >> Int64(spare))
}
