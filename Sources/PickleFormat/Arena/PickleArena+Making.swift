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

  private mutating func makeNumber(
    _ bits: UInt64, _ tag: PickleValue.Tag
  ) throws(FormatError) -> PickleValue {
    guard numbers.count < PickleValue.payloadLimit else { throw full("numbers") }
    numbers.append(bits)
    return PickleValue(tag, numbers.count - 1)
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

  mutating func addRange(
    offset: Int, length: Int, isDecoded: Bool = false, hasSurrogates: Bool = false
  ) throws(FormatError) -> Int {
    guard ranges.count < PickleValue.payloadLimit, offset < PickleRange.offsetLimit else {
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
    return ranges.count - 1
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

  // MARK: Containers

  /// Makes a tuple.
  package mutating func makeTuple(_ values: [PickleValue]) throws(FormatError) -> PickleValue {
    try makeTuple(values[...])
  }

  mutating func makeTuple(_ values: ArraySlice<PickleValue>) throws(FormatError) -> PickleValue {
    if values.isEmpty, emptyTuple.exists { return emptyTuple }
    let start = try beginTuple(of: values.count)
    items.append(contentsOf: values)
    let tuple = PickleValue(.tuple, start)
    if values.isEmpty { emptyTuple = tuple }
    return tuple
  }

  /// Makes room for a tuple's items, which the caller appends; returns where it begins.
  mutating func beginTuple(of count: Int) throws(FormatError) -> Int {
    let start = items.count
    guard start < PickleValue.payloadLimit else { throw full("tuples") }
    try checkItems(count)
    items.append(PickleValue(bits: UInt32(truncatingIfNeeded: count)))
    return start
  }

  /// Makes a list, set or dictionary; the items of a dictionary are keys and values in turn.
  package mutating func makeContainer(
    _ kind: PickleKind, _ values: [PickleValue] = []
  ) throws(FormatError) -> PickleValue {
    let container = try makeNode(PickleNode(kind))
    try append(values[...], to: container)
    return container
  }

  /// Appends to a list, set or dictionary.
  package mutating func append(
    _ values: ArraySlice<PickleValue>, to container: PickleValue
  ) throws(FormatError) {
    guard !values.isEmpty else { return }
    try checkItems(values.count)
    let node = nodes[container.payload]
    let extent = extent(of: node)
    let count = extent.count + values.count
    if extent.isEmpty || extent.upperBound == items.count {
      let start = extent.isEmpty ? items.count : extent.lowerBound
      items.append(contentsOf: values)
      place(container, node, start: start, count: count, capacity: count)
    } else if node.hasGrown, growths[node.start].capacity >= count {
      items.replaceSubrange(extent.upperBound..<extent.lowerBound + count, with: values)
      growths[node.start].count = count
    } else {
      // Others have got in the way: move on, with room to grow.
      let start = items.count
      let capacity = 2 * count
      try checkItems(capacity)
      items.append(contentsOf: items[extent])
      items.append(contentsOf: values)
      items.append(contentsOf: repeatElement(.absent, count: capacity - count))
      place(container, node, start: start, count: count, capacity: capacity)
    }
  }

  private mutating func place(
    _ container: PickleValue, _ node: PickleNode, start: Int, count: Int, capacity: Int
  ) {
    if node.hasGrown {
      growths[node.start] = PickleNode.Growth(start: start, count: count, capacity: capacity)
    } else if capacity > count || count >= PickleNode.countLimit {
      growths.append(PickleNode.Growth(start: start, count: count, capacity: capacity))
      var grown = node.moved(to: growths.count - 1, count: 0)
      grown.hasGrown = true
      nodes[container.payload] = grown
    } else {
      nodes[container.payload] = node.moved(to: start, count: count)
    }
  }

  func checkItems(_ count: Int) throws(FormatError) {
    let limit = min(limits.items, PickleNode.startLimit)
    guard items.count <= limit - count else {
      throw FormatError(.overLimit("more than \(limit) items (--max-items)"), at: input.offset)
    }
  }

  // MARK: Objects and records

  /// Makes an object that stays data.
  package mutating func makeObject(
    of callee: PickleValue, arguments: PickleValue = .absent, keywords: PickleValue = .absent
  ) throws(FormatError) -> PickleValue {
    try checkItems(Self.objectSize)
    let start = items.count
    items.append(contentsOf: [callee, arguments, keywords, .absent, .absent, .absent])
    return try makeNode(PickleNode(.object, start: start, count: Self.objectSize))
  }

  /// Makes a value of a type that a builder knows.
  package mutating func makeRecord(
    _ type: PickleRecordType, _ fields: [PickleValue]
  ) throws(FormatError) -> PickleValue {
    try makeNode(recordNode(type, fields))
  }

  /// Turns an object or record, which others may refer to already, into a record.
  package mutating func turn(
    _ value: PickleValue, into type: PickleRecordType, _ fields: [PickleValue]
  ) throws(FormatError) {
    var node = try recordNode(type, fields)
    node.isShared = nodes[value.payload].isShared
    nodes[value.payload] = node
  }

  /// Replaces one field of a record.
  package mutating func setField(_ index: Int, of record: PickleValue, to value: PickleValue) {
    guard let node = node(record, of: .record), index < node.count else { return }
    items[node.start + 1 + index] = value
  }

  private mutating func recordNode(
    _ type: PickleRecordType, _ fields: [PickleValue]
  ) throws(FormatError) -> PickleNode {
    try checkItems(fields.count + 1)
    let start = items.count
    items.append(PickleValue(bits: UInt32(builders.index(of: type))))
    items.append(contentsOf: fields)
    return PickleNode(.record, start: start, count: fields.count)
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
