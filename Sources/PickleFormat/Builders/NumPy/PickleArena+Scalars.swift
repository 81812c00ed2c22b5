internal import ByteReading
package import NumPyFormat

/// Scalars of numpy's. A file may hold millions of them, all of one type.
extension PickleArena {
  /// A type that scalars were made of.
  struct ScalarType {
    /// The type as the pickle has it, a `numpy.dtype`.
    let source: PickleValue
    /// What stands for it in scalars: the text of a plain type, or the source.
    let short: PickleValue
    /// The bytes of a scalar.
    let size: Int
    /// How its bytes are read, if that is simple.
    let form: ScalarForm
  }

  /// The forms of scalars that most are of.
  enum ScalarForm: UInt8 {
    case double, single, signed, unsigned, bool, other
  }

  /// Makes a scalar; `nil` for arguments that numpy does not take.
  mutating func makeScalar(
    _ type: PickleValue, _ data: PickleValue
  ) throws(FormatError) -> PickleValue? {
    guard let index = scalarTypeIndex(type) else { return nil }
    let known = scalarTypes[index]
    let numPyType = numPyTypes[index]
    // An object as a scalar is the object.
    if numPyType.kind == .object { return data }
    guard !numPyType.holdsObjects, let data = try rawData(data), let size = byteCount(data) else {
      return nil
    }
    guard size == known.size else {
      throw FormatError(
        .malformed(
          "a scalar of type \(numPyType.text) has \(known.size) bytes, but \(size) are given"),
        at: input.offset)
    }
    let scalar = try makeRecord(.numPyScalar, [data, known.short])
    setType(of: scalar, index)
    return scalar
  }

  /// Makes a scalar of the type of the one before, by a call of the usual kind; `nil` if it is
  /// anything else.
  mutating func addScalar(_ callee: PickleValue, _ arguments: PickleValue) -> PickleValue? {
    guard let node = node(callee, of: .global), globals[node.start].makesScalars,
      arguments.tag == .tuple, tupleCount(arguments) == 2, lastScalarType < scalarTypes.count
    else { return nil }
    let known = scalarTypes[lastScalarType]
    let data = items[arguments.payload + 2]
    guard items[arguments.payload + 1] == known.source, known.form != .other,
      data.tag == .bytes, bytes(inRange: data.payload).byteCount == known.size,
      roomForItems > 3, nodes.count < PickleValue.payloadLimit
    else { return nil }
    nodes.append(PickleNode(.record, start: items.count, count: 2))
    let word = Self.scalarWord(lastScalarType)
    items.append(addingCapacity: 3) { (room: inout OutputSpan<PickleValue>) in
      room.append(word)
      room.append(data)
      room.append(known.short)
    }
    return PickleValue(.node, nodes.count - 1)
  }

  /// The index of the type of a scalar; `nil` if it is no type that is known.
  private mutating func scalarTypeIndex(_ source: PickleValue) -> Int? {
    if lastScalarType < scalarTypes.count, scalarTypes[lastScalarType].source == source {
      return lastScalarType
    }
    if let index = scalarTypesBySource[source] {
      lastScalarType = index
      return index
    }
    let short = shortType(source)
    guard scalarTypes.count < Self.mostScalarTypes, let type = numPyType(short) else { return nil }
    // Each scalar may come with a type of its own that says the same.
    if short.tag == .text, let index = numPyTypes.prefix(16).firstIndex(of: type) { return index }
    scalarTypes.append(
      ScalarType(source: source, short: short, size: type.size, form: ScalarForm(of: type)))
    numPyTypes.append(type)
    lastScalarType = scalarTypes.count - 1
    scalarTypesBySource[source] = lastScalarType
    return lastScalarType
  }

  /// Forgets a type, which a pickle is about to change.
  mutating func forgetScalarType(_ source: PickleValue) {
    guard scalarTypesBySource.removeValue(forKey: source) != nil else { return }
    lastScalarType = .max
  }

  /// As many as the word before the fields of a scalar can tell apart.
  private static let mostScalarTypes = 1 << 24

  /// The word before the fields of a scalar: the record's type, and above it the scalar's.
  private static func scalarWord(_ index: Int) -> PickleValue {
    PickleValue(
      bits: UInt32(PickleRecordType.scalarNumber) | UInt32(truncatingIfNeeded: index + 1) << 7)
  }

  private mutating func setType(of scalar: PickleValue, _ index: Int) {
    items[nodes[scalar.payload].start] = Self.scalarWord(index)
  }

  /// The index of a scalar's type; `nil` if the value is no scalar.
  func scalarType(of value: PickleValue) -> Int? {
    guard let node = node(value, of: .record) else { return nil }
    let index = Int(items[node.start].bits >> 7)
    return index > 0 && recordNumber(node) == PickleRecordType.scalarNumber ? index - 1 : nil
  }

  /// The value of a scalar of numpy's with a plain type; `nil` for all else.
  package func numPyScalar(_ value: PickleValue) -> NumPyScalar? {
    guard let index = scalarType(of: value) else { return nil }
    guard let bytes = bytes(scalarData(value)) else { return nil }
    return numPyTypes[index].scalar(in: bytes, at: 0)
  }

  /// The bytes that a scalar consists of.
  func scalarData(_ scalar: PickleValue) -> PickleValue { items[nodes[scalar.payload].start + 1] }
}

extension PickleArena.ScalarForm {
  /// How scalars of a type are read.
  init(of type: NumPyType) {
    switch (type.kind, type.size, type.order) {
    case (.float, 8, .little): self = .double
    case (.float, 4, .little): self = .single
    case (.signed, 8, .little): self = .signed
    case (.unsigned, 8, .little): self = .unsigned
    case (.bool, 1, _): self = .bool
    default: self = .other
    }
  }
}
