package import ByteReading

extension PickleArena {
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
}
