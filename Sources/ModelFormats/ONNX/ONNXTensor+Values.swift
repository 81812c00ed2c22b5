package import ByteReading
internal import ComputationGraph
internal import ProtobufFormat

/// Reading the values of small tensors, such as shapes, axes and bounds.
extension ONNXTensor {
  /// The values of an integer or boolean tensor, in row-major order.
  ///
  /// `file` is what the tensor was read from. Throws if the tensor has no values here, more than
  /// `limit`, another number of them than its dimensions say, or elements that are not integers.
  package func int64Values(in file: RawSpan, limit: Int = 65_536) throws(FormatError) -> [Int64] {
    let count = try checkedCount(limit: limit)
    let type = try known(elementType)
    var values: [Int64] = []
    switch payload {
    case .raw(let range):
      let width = try integerWidth(of: type)
      var elements = try rawElements(in: file, range, bitWidth: type.bitWidth, count: count)
      values.reserveCapacity(count)
      while values.count < count { values.append(width.extend(elements.next())) }
    case .typed(let field, _):
      let width = try integerWidth(of: type)
      guard field == type.onnxIntegerField else { throw misplaced(field, type) }
      var stored: [Int64] = []
      try eachField(field, in: file) { (found) throws(FormatError) in
        try found.appendInt64s(to: &stored, limit: limit)
      }
      values = type.bitWidth < 8 ? width.unpack(stored, count: count) : stored.map(width.extend)
    case .none, .external: break
    }
    guard values.count == count else { throw wrongCount(values.count, expected: count) }
    return values
  }

  /// The values of a floating-point tensor, in row-major order, as single-precision numbers.
  ///
  /// `file` is what the tensor was read from. Throws if the tensor has no values here, more than
  /// `limit`, another number of them than its dimensions say, or elements of another kind.
  package func floatValues(in file: RawSpan, limit: Int = 65_536) throws(FormatError) -> [Float] {
    let count = try checkedCount(limit: limit)
    let type = try known(elementType)
    guard let decode = type.floatDecoder else { throw notOfType("floating-point", type) }
    var values: [Float] = []
    switch payload {
    case .raw(let range):
      var elements = try rawElements(in: file, range, bitWidth: type.bitWidth, count: count)
      values.reserveCapacity(count)
      while values.count < count { values.append(decode(elements.next())) }
    case .typed(4, _) where type == .float32:
      try eachField(4, in: file) { (found) throws(FormatError) in
        try found.appendFloats(to: &values, limit: limit)
      }
    case .typed(10, _) where type == .float64:
      var doubles: [Double] = []
      try eachField(10, in: file) { (found) throws(FormatError) in
        try found.appendDoubles(to: &doubles, limit: limit)
      }
      values = doubles.map(Float.init)
    case .typed(5, _) where type == .float16 || type == .bfloat16:
      // The bits of a half stand in the lower half of an integer.
      var bits: [Int64] = []
      try eachField(5, in: file) { (found) throws(FormatError) in
        try found.appendInt64s(to: &bits, limit: limit)
      }
      values = bits.map { decode(UInt64(bitPattern: $0)) }
    case .typed(let field, _): throw misplaced(field, type)
    case .none, .external: break
    }
    guard values.count == count else { throw wrongCount(values.count, expected: count) }
    return values
  }

  private func known(_ type: ElementType?) throws(FormatError) -> ElementType {
    guard let type else {
      throw FormatError(.unsupported("tensor data type \(dataType)"), at: range.lowerBound)
    }
    return type
  }

  private func rawElements(
    in file: RawSpan, _ range: Range<Int>, bitWidth: Int, count: Int
  ) throws(FormatError) -> PackedElements {
    try checkRaw(range, bitWidth: bitWidth, count: count)
    guard range.upperBound <= file.byteCount else {
      throw FormatError(
        .truncated(needed: range.upperBound, available: file.byteCount), at: range.lowerBound)
    }
    return PackedElements(bytes: file.extracting(range).copied(), bitWidth: bitWidth)
  }

  private func eachField(
    _ number: Int32, in file: RawSpan,
    _ body: (borrowing ProtobufField) throws(FormatError) -> Void
  ) throws(FormatError) {
    guard range.upperBound <= file.byteCount else {
      throw FormatError(
        .truncated(needed: range.upperBound, available: file.byteCount), at: range.lowerBound)
    }
    var fields = ProtobufReader(file.extracting(range), origin: range.lowerBound)
    while let field = try fields.next() {
      if field.number == number { try body(field) }
    }
  }

  private func integerWidth(of type: ElementType) throws(FormatError) -> IntegerWidth {
    guard let width = type.integerWidth else { throw notOfType("integer", type) }
    return width
  }

  private func notOfType(_ expected: String, _ type: ElementType) -> FormatError {
    FormatError(
      .malformed("a tensor of \(type.rawValue), expected \(expected) values"),
      at: range.lowerBound)
  }

  private func misplaced(_ field: Int32, _ type: ElementType) -> FormatError {
    FormatError(
      .malformed("values of type \(type.rawValue) in field \(field)"), at: range.lowerBound)
  }

  private func wrongCount(_ found: Int, expected: Int) -> FormatError {
    FormatError(
      .malformed("\(found) values in a tensor of \(expected) elements"), at: range.lowerBound)
  }
}
