internal import ByteReading
internal import ComputationGraph
internal import ProtobufFormat

extension TensorFlowTensor {
  /// The contents of a tensor of more elements stay in the file.
  private static let contentsLimit = 4096

  /// Reads a `TensorProto`.
  init(_ message: consuming ProtobufReader) throws(FormatError) {
    self.init()
    var fields = message
    var hasContents = false
    // The shape comes before the contents in every file; one that has it behind keeps them unread.
    while let field = try fields.next() {
      switch field.number {
      case 1: type = ElementType(tensorFlow: try field.int32())
      case 2: shape = try TensorFlowValue.shape(field.message())
      case 4: try read(content: field)
      case 5: try read(floats: field)
      case 6: try read(doubles: field)
      case 7, 10, 11, 16, 17: try read(ints: field)
      default: break
      }
      hasContents = hasContents || field.number > 3
    }
    complete(hasContents)
  }

  /// The number of elements, if it is small.
  private var count: Int? {
    guard let shape else { return nil }
    var count: Int64 = 1
    for size in shape {
      guard size >= 0, size <= Self.contentsLimit else { return nil }
      count *= size
      guard count <= Self.contentsLimit else { return nil }
    }
    return Int(count)
  }

  private mutating func read(floats field: borrowing ProtobufField) throws(FormatError) {
    guard count != nil else { return }
    var values: [Float] = []
    try field.appendFloats(to: &values, limit: Self.contentsLimit)
    floats = (floats ?? []) + values.map(Double.init)
  }

  private mutating func read(doubles field: borrowing ProtobufField) throws(FormatError) {
    guard count != nil else { return }
    var values: [Double] = []
    try field.appendDoubles(to: &values, limit: Self.contentsLimit)
    floats = (floats ?? []) + values
  }

  private mutating func read(ints field: borrowing ProtobufField) throws(FormatError) {
    guard count != nil else { return }
    var values: [Int64] = []
    try field.appendInt64s(to: &values, limit: Self.contentsLimit)
    ints = (ints ?? []) + values
  }

  private mutating func read(content field: borrowing ProtobufField) throws(FormatError) {
    let content = try field.bytes()
    guard let count, let type, type.bitWidth >= 8, content.byteCount == count * type.bitWidth / 8
    else { return }
    let width = type.bitWidth / 8
    let places = stride(from: 0, to: content.byteCount, by: width)
    switch type {
    case .float32:
      floats = places.map { Double(Float(bitPattern: content.number(at: $0, as: UInt32.self))) }
    case .float64:
      floats = places.map { Double(bitPattern: content.number(at: $0, as: UInt64.self)) }
    case .int64: ints = places.map { content.number(at: $0, as: Int64.self) }
    case .int32: ints = places.map { Int64(content.number(at: $0, as: Int32.self)) }
    case .int16: ints = places.map { Int64(content.number(at: $0, as: Int16.self)) }
    case .int8: ints = places.map { Int64(content.number(at: $0, as: Int8.self)) }
    case .uint8, .bool: ints = places.map { Int64(content.number(at: $0, as: UInt8.self)) }
    default: break
    }
  }

  /// A list that is too short goes on with its last element; none at all stands for zeros.
  private mutating func complete(_ hasContents: Bool) {
    guard let count, let type else { return (ints, floats) = (nil, nil) }
    if !hasContents, type != .string, type.bitWidth > 0 {
      (ints, floats) = type.isFloat ? (nil, [0]) : ([0], nil)
    }
    ints = ints.flatMap { Self.filled($0, count) }
    floats = floats.flatMap { Self.filled($0, count) }
  }

  /// Longer lists are not made of shorter ones: a few bytes could ask for any number of them.
  private static let fillLimit = 64

  private static func filled<Element>(_ values: [Element], _ count: Int) -> [Element]? {
    if values.count >= count { return Array(values.prefix(count)) }
    guard let last = values.last, count <= fillLimit else { return nil }
    return values + Array(repeating: last, count: count - values.count)
  }
}
