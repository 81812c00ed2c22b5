internal import ByteReading
package import NumPyFormat
internal import RecordStreams

/// Arrays and scalars of numpy's.
///
/// Reference: `array_setstate` in `numpy/_core/src/multiarray/methods.c`.
extension PickleArena {
  // MARK: Asking

  /// The number that a value is: Python's integers and floats, truth values, and numpy's scalars.
  package func number(_ value: PickleValue) -> Double? {
    if let double = double(value) { return double }
    if let int = int(value) { return Double(int) }
    if let bool = bool(value) { return bool ? 1 : 0 }
    switch numPyScalar(value) {
    case .float(let value): return value
    case .signed(let value): return Double(value)
    case .unsigned(let value): return Double(value)
    case .bool(let value): return value ? 1 : 0
    case .digits(let digits): return Double(digits)
    default: return nil
    }
  }

  /// The integer that a value is: Python's of 64 bits, and numpy's scalars.
  package func wholeNumber(_ value: PickleValue) -> Int? {
    if let int = int(value) { return int }
    switch numPyScalar(value) {
    case .signed(let value): return Int(value)
    case .unsigned(let value): return Int(exactly: value)
    default: return nil
    }
  }

  /// The type, shape and order of an array of numpy's whose elements are bytes; `nil` for all else.
  package func numPyLayout(_ value: PickleValue) -> NumPyLayout? {
    guard recordType(value) == .ndarray, let fields = fields(value), fields.count >= 4,
      let type = numPyType(fields[1]), let shape = shape(fields[2])
    else { return nil }
    return try? NumPyLayout(type, shape: shape, isFortranOrder: fields[3].exists)
  }

  /// The bytes of an array of numpy's, as many as its layout says or more; `nil` for all else.
  @_lifetime(borrow self)
  package func numPyBytes(_ value: PickleValue) -> RawSpan? {
    guard recordType(value) == .ndarray, let fields = fields(value) else { return nil }
    return bytes(fields[0])
  }

  // MARK: Making

  /// Gives an array its state: `([version,] shape, type, isFortran, data)`.
  mutating func buildArray(
    _ array: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard let parts = itemArray(state), parts.count == 4 || parts.count == 5 else { return false }
    let first = parts.count - 4
    let (shape, type, data) = (parts[first], parts[first + 1], parts[first + 3])
    let isFortranOrder = bool(parts[first + 2]) ?? (int(parts[first + 2]) == 1)
    guard recordType(type) == .dtype else { return false }
    try fill(array, data, type, shape, isFortranOrder: isFortranOrder)
    return true
  }

  /// A field of a value that a builder made; absent if it has no such field.
  func field(_ index: Int, of value: PickleValue) -> PickleValue {
    guard let fields = fields(value), index < fields.count else { return .absent }
    return fields[index]
  }

  /// Gives an array its elements.
  mutating func fill(
    _ array: PickleValue, _ data: PickleValue, _ type: PickleValue, _ shape: PickleValue,
    isFortranOrder: Bool
  ) throws(FormatError) {
    let owner = field(4, of: array)
    let other = className(owner)?.name == "ndarray" ? .absent : owner
    let order = isFortranOrder ? try makeText("F") : .absent
    let short = shortType(type)
    guard let numPyType = numPyType(type), let counts = self.shape(shape) else {
      // A type that is not known here: the bytes stay bytes.
      return try turn(array, into: .valueArray, [data, short, shape, order, other])
    }
    let layout = try NumPyLayout(
      numPyType, shape: counts, isFortranOrder: isFortranOrder, at: input.offset)
    let shape = try makeShape(counts)
    if let values = itemArray(data) {
      guard values.count == layout.count else {
        throw wrongSize(layout.count, "elements", values.count)
      }
      let nested = counts.count == 1 ? data : try nest(values[...], counts[...])
      return try turn(array, into: .valueArray, [nested, short, shape, .absent, other])
    }
    guard let raw = try rawData(data), let size = byteCount(raw) else {
      return try turn(array, into: .valueArray, [data, short, shape, order, other])
    }
    guard !numPyType.holdsObjects, size == layout.byteCount else {
      throw wrongSize(layout.byteCount, "bytes", size)
    }
    try turn(array, into: .ndarray, [raw, short, shape, order, other])
  }

  /// A list of dimensions.
  mutating func makeShape(_ shape: [Int]) throws(FormatError) -> PickleValue {
    var lengths: [PickleValue] = []
    for length in shape { lengths.append(try makeInt(length)) }
    return try makeContainer(.list, lengths)
  }

  private func wrongSize(_ expected: Int, _ what: String, _ found: Int) -> FormatError {
    FormatError(
      .malformed("an array of \(expected) \(what), but \(found) are given"), at: input.offset)
  }

  private func latin1(ofText value: PickleValue) -> [UInt8]? {
    guard let text = text(value) else { return nil }
    return PickleFormat.latin1(ofUTF8: text)
  }

  func byteCount(_ value: PickleValue) -> Int? { bytes(value)?.byteCount }

  /// Bytes as they are, or those of a Python 2 string, which was taken for text.
  mutating func rawData(_ data: PickleValue) throws(FormatError) -> PickleValue? {
    guard text(data) != nil else { return byteCount(data) == nil ? nil : data }
    guard let latin = latin1(ofText: data) else { return nil }
    return try makeBytes(latin.bytes)
  }

  /// Lists of lists of the values, which are as many as the shape says.
  private mutating func nest(
    _ values: ArraySlice<PickleValue>, _ shape: ArraySlice<Int>
  ) throws(FormatError) -> PickleValue {
    guard let rows = shape.first else { return values.first ?? .none }
    var lists: [PickleValue] = []
    guard shape.count > 1 else { return try makeContainer(.list, Array(values)) }
    let length = rows == 0 ? 0 : values.count / rows
    for row in 0..<rows {
      let start = values.startIndex + row * length
      lists.append(try nest(values[start..<start + length], shape.dropFirst()))
    }
    return try makeContainer(.list, lists)
  }

  /// The bytes of an array whose axes lie in memory in another order, in C order; `nil` if the
  /// arguments do not fit each other.
  mutating func transposed(
    _ data: PickleValue, _ type: PickleValue, _ shape: PickleValue, _ axes: PickleValue
  ) throws(FormatError) -> (data: PickleValue, shape: PickleValue)? {
    guard let type = numPyType(type), let stored = self.shape(shape), let order = self.shape(axes),
      order.sorted() == Array(stored.indices)
    else { return nil }
    let layout = try NumPyLayout(type, shape: stored, at: input.offset)
    let strides = layout.strides
    var gathered: [UInt8] = []
    do {
      guard let bytes = bytes(data) else { return nil }
      guard bytes.byteCount == layout.byteCount else {
        throw wrongSize(layout.byteCount, "bytes", bytes.byteCount)
      }
      var gather = StridedGather(
        shape: order.map { stored[$0] }, strides: order.map { strides[$0] }, size: type.size)
      while gather.fill(&gathered, from: bytes, limit: .max) {}
    }
    var counts: [PickleValue] = []
    for axis in order { counts.append(try makeInt(stored[axis])) }
    return (try makeBytes(gathered.bytes), try makeTuple(counts))
  }

  /// Gives a masked array its state: `(_, shape, type, isFortran, data, mask, fill)`.
  mutating func buildMaskedArray(
    _ array: PickleValue, _ state: PickleValue
  ) throws(FormatError) -> Bool {
    guard let parts = itemArray(state), parts.count == 7, recordType(parts[2]) == .dtype else {
      return false
    }
    let (shape, type, data, mask, fill) = (parts[1], parts[2], parts[4], parts[5], parts[6])
    let isFortranOrder = bool(parts[3]) ?? (int(parts[3]) == 1)
    let values = try makeRecord(.ndarray, [.absent])
    try self.fill(values, data, type, shape, isFortranOrder: isFortranOrder)
    let masked = try makeRecord(.ndarray, [.absent])
    // The mask of a record is a record of masks.
    let plain = numPyType(type).map { if case .record = $0.kind { false } else { true } } ?? false
    if plain {
      let bool = try makeRecord(.dtype, [try makeText("|b1")])
      try self.fill(masked, mask, bool, shape, isFortranOrder: isFortranOrder)
    }
    try turn(array, into: .maskedArray, [values, plain ? masked : mask, fill])
    return true
  }

  // MARK: Writing

  func writeScalar(_ value: PickleValue, to json: inout JSONWriter) {
    // Most scalars are doubles, and there may be millions.
    if case .float(let double)? = numPyScalar(value) { return json.double(double) }
    guard let fields = fields(value), let bytes = bytes(fields[0]), let type = numPyType(fields[1]),
      let layout = try? NumPyLayout(type, shape: [])
    else { return json.null() }
    NumPyJSON.write(layout, bytes, to: &json)
  }

  func writeArray(_ value: PickleValue, to json: inout JSONWriter) {
    guard let layout = numPyLayout(value), let bytes = numPyBytes(value) else {
      return json.null()
    }
    NumPyJSON.write(layout, bytes, to: &json)
  }
}
