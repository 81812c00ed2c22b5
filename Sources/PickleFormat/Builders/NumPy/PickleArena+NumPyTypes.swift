internal import ByteReading
package import NumPyFormat
internal import RecordStreams

/// The states that `numpy.dtype.__reduce__` has written since its first version.
///
/// Reference: `arraydescr_setstate` in `numpy/_core/src/multiarray/descriptor.c`.
extension PickleArena {
  /// The type that a `numpy.dtype`, or the text of a plain one, describes; `nil` if it is neither or
  /// a type that is not read.
  package func numPyType(_ value: PickleValue) -> NumPyType? {
    // Types may share parts, so that a few bytes could describe any number of fields.
    var budget = 1 << 16
    return numPyType(value, depth: 0, budget: &budget)
  }

  private func numPyType(_ value: PickleValue, depth: Int, budget: inout Int) -> NumPyType? {
    budget -= 1
    guard budget > 0, depth < 32 else { return nil }
    if let word = text(value) { return NumPyType(word: word) }
    guard recordType(value) == .dtype, let fields = fields(value), let code = text(fields[0]) else {
      return nil
    }
    guard fields.count == 2 else { return NumPyType(word: code) }
    return numPyType(code: code.text, state: fields[1], depth: depth, budget: &budget)
  }

  /// The parts of a state: `(version,) endian, subarray[, names], fields, size, alignment[, flags[,
  /// metadata]]`.
  private struct TypeState {
    var endian: PickleValue
    var subarray: PickleValue
    var names: PickleValue
    var fields: PickleValue
    var size: PickleValue
    var metadata: PickleValue
  }

  private func typeState(_ state: PickleValue) -> TypeState? {
    guard state.tag == .tuple else { return nil }
    let parts = tupleItems(state)
    guard (5...9).contains(parts.count) else { return nil }
    // The oldest had no version, and their names were a field of their own.
    let first = parts.count > 5 ? 1 : 0
    let hasNames = parts.count > 6
    let next = first + 2 + (hasNames ? 1 : 0)
    return TypeState(
      endian: parts[first], subarray: parts[first + 1],
      names: hasNames ? parts[first + 2] : .absent, fields: parts[next], size: parts[next + 1],
      metadata: parts.count == 9 ? parts[8] : .absent)
  }

  private func numPyType(
    code: String, state: PickleValue, depth: Int, budget: inout Int
  ) -> NumPyType? {
    guard let state = typeState(state) else { return nil }
    let size = int(state.size) ?? -1
    if state.subarray != .none {
      guard let parts = items(state.subarray), parts.count == 2,
        let element = numPyType(parts[0], depth: depth + 1, budget: &budget),
        let shape = shape(parts[1])
      else { return nil }
      return try? element.repeated(shape, at: 0)
    }
    if state.fields != .none {
      return recordType(state, size: size, depth: depth, budget: &budget)
    }
    let mark = isText(state.endian, ">") ? ">" : "<"
    // Old codes of texts and bytes came without their length.
    let isBare = code.count == 1 && "SUV".contains(code)
    let length = code == "U" ? size / 4 : size
    guard !isBare || length >= 0 else { return nil }
    return NumPyType(text: mark + code + (isBare ? "\(length)" : "") + timeUnit(state.metadata))
  }

  private func recordType(
    _ state: TypeState, size: Int, depth: Int, budget: inout Int
  ) -> NumPyType? {
    guard let entries = entries(state.fields), (0...NumPyType.largestSize).contains(size) else {
      return nil
    }
    var places: [PickleValue: Int] = [:]
    var listed = state.names
    var byName: [[UInt8]: Int] = [:]
    for index in entries.indices {
      let key = entries[index].key
      if int(key) == -1 { listed = entries[index].value }
      places[key] = index
      if let name = text(key) { byName[name.copied()] = index }
    }
    guard let names = items(listed) else { return nil }
    var fields: [NumPyType.Field] = []
    for index in names.indices {
      guard let name = text(names[index]),
        let place = places[names[index]] ?? byName[name.copied()],
        let parts = items(entries[place].value), parts.count == 2 || parts.count == 3,
        let type = numPyType(parts[0], depth: depth + 1, budget: &budget),
        let offset = int(parts[1]), offset >= 0, type.size <= size, offset <= size - type.size
      else { return nil }
      let title = parts.count == 3 ? string(parts[2]) : nil
      fields.append(
        NumPyType.Field(name: name.text, title: title, type: type, offset: offset))
    }
    return NumPyType(.record(fields), size: size)
  }

  /// `[25s]` of the metadata `(_, (unit, count, divisor, event))` of a time's type.
  private func timeUnit(_ metadata: PickleValue) -> String {
    guard metadata.exists, metadata.tag == .tuple else { return "" }
    let outer = tupleItems(metadata)
    guard outer.count == 2, let parts = items(outer[1]), parts.count >= 2,
      let unit = bytes(parts[0])?.text ?? string(parts[0]), let count = int(parts[1]),
      let known = NumPyTimeUnit(text: unit)
    else { return "" }
    return NumPyTimeUnit(known.base, count: count).text
  }

  /// The dimensions that a tuple or list of integers, or a single one, says.
  package func shape(_ value: PickleValue) -> [Int]? {
    if let length = int(value) { return [length] }
    guard let items = items(value) else { return nil }
    var shape: [Int] = []
    for index in items.indices {
      guard let count = int(items[index]) else { return nil }
      shape.append(count)
    }
    return shape
  }

  // MARK: Making and writing

  /// Gives a type its state.
  mutating func buildType(
    _ value: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard typeState(state) != nil else { return false }
    forgetScalarType(value)
    let code = field(0, of: value)
    try turn(value, into: .dtype, [code, state])
    guard let type = numPyType(value) else { return true }
    switch type.kind {
    case .record, .array: break
    default: try turn(value, into: .dtype, [try makeText(type.text)])
    }
    return true
  }

  /// What stands for a type in arrays and scalars: the text of a plain one, itself else.
  func shortType(_ value: PickleValue) -> PickleValue {
    guard recordType(value) == .dtype, let fields = fields(value), fields.count == 1 else {
      return value
    }
    return fields[0]
  }

  /// Writes a type as numpy's text, or its parts.
  func writeType(_ value: PickleValue, to json: inout JSONWriter) {
    guard let type = numPyType(value) else { return json.null() }
    NumPyJSON.write(type, to: &json)
  }
}
