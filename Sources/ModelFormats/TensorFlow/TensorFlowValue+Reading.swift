internal import ByteReading
internal import ComputationGraph
internal import ProtobufFormat

extension TensorFlowValue {
  /// Lists of more values than this are refused.
  private static let limit = 1 << 16

  /// Reads an `AttrValue`; `nil` if it is of a kind that says nothing about a network.
  init?(_ message: consuming ProtobufReader) throws(FormatError) {
    var reader = message
    var value: TensorFlowValue?
    while let field = try reader.next() {
      switch field.number {
      case 1: value = try Self.list(field.message())
      case 2: value = .text(try field.text())
      case 3: value = .int(try field.int64())
      case 4: value = .float(try field.float())
      case 5: value = .bool(try field.varint() != 0)
      case 6: value = .type(ElementType(tensorFlow: try field.int32()))
      case 7: value = .shape(try Self.shape(field.message()))
      case 8: value = .tensor(try TensorFlowTensor(field.message()))
      case 10: value = .function(try Self.functionName(field.message()))
      default: break
      }
    }
    guard let value else { return nil }
    self = value
  }

  private static func list(_ message: consuming ProtobufReader) throws(FormatError) -> Self? {
    var reader = message
    var texts: [String] = []
    var ints: [Int64] = []
    var floats: [Float] = []
    var shapes: [[Int64]?] = []
    var functions: [String] = []
    while let field = try reader.next() {
      switch field.number {
      case 2: texts.append(try field.text())
      case 3: try field.appendInt64s(to: &ints, limit: limit)
      case 4: try field.appendFloats(to: &floats, limit: limit)
      case 7: shapes.append(try shape(field.message()))
      case 9: functions.append(try functionName(field.message()))
      default: break
      }
    }
    if !ints.isEmpty { return .ints(ints) }
    if !floats.isEmpty { return .floats(floats) }
    if !shapes.isEmpty { return .shapes(shapes) }
    if !functions.isEmpty { return .functions(functions) }
    return texts.isEmpty ? .ints([]) : .texts(texts)
  }

  /// The dimensions of a `TensorShapeProto`; `nil` if not even the rank is known.
  static func shape(_ message: consuming ProtobufReader) throws(FormatError) -> [Int64]? {
    var reader = message
    var dimensions: [Int64] = []
    var isRanked = true
    while let field = try reader.next() {
      switch field.number {
      case 2:
        var size: Int64 = 0
        var dimension = try field.message()
        while let part = try dimension.next() {
          if part.number == 1 { size = try part.int64() }
        }
        dimensions.append(max(size, -1))
      case 3: isRanked = try field.varint() == 0
      default: break
      }
    }
    return isRanked ? dimensions : nil
  }

  private static func functionName(
    _ message: consuming ProtobufReader
  ) throws(FormatError) -> String {
    var reader = message
    var name = ""
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
    }
    return name
  }
}
