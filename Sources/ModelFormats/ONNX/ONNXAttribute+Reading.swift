internal import ByteReading
internal import ProtobufFormat

extension ONNXAttribute {
  init(_ fields: consuming ProtobufReader, limits: ReadLimits) throws(FormatError) {
    self.init(name: "", value: .none, offset: fields.offset)
    // Field 20 says which of the others counts. Files of the first versions lack it, and there
    // the field that is present counts.
    var declared: Int32 = 0
    var content = Content()
    var fields = fields
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text()
      case 20: declared = try field.int32()
      case 21: content.reference = try field.text()
      default: try content.read(field, limits: limits)
      }
    }
    value = content.value(ofType: declared)
  }
}

/// The lists that attributes of networks seldom have.
private struct RareLists {
  var floats: [Float] = []
  var strings: [[UInt8]] = []
  var tensors: [ONNXTensor] = []
  var graphs: [ONNXGraph] = []
  var sparseTensors: [ONNXSparseTensor] = []
  var types: [ONNXValueType] = []
}

/// The fields of an attribute as they come; mostly one of them is there.
private struct Content {
  var reference = ""
  var scalar = ONNXAttribute.Value.none
  var ints: [Int64] = []
  /// Apart, because every list of every attribute has to be made and destroyed.
  var rare: RareLists?

  mutating func read(
    _ field: borrowing ProtobufField, limits: ReadLimits
  ) throws(FormatError) {
    switch field.number {
    case 2: scalar = .float(try field.float())
    case 3: scalar = .int(try field.int64())
    case 4: scalar = .string(try field.bytes().copied())
    case 5: scalar = .tensor(try tensor(field, limits, part: "t"))
    case 6: scalar = .graph(try graph(field, limits, part: "g"))
    case 8: try field.appendInt64s(to: &ints, limit: limits.values)
    case 14: scalar = .type(try ONNXValueType(try field.message()))
    case 22: scalar = .sparseTensor(try ONNXSparseTensor(try field.message(), limits: limits))
    case 7, 9, 10, 11, 15, 23:
      var lists = rare ?? RareLists()
      rare = nil
      try lists.read(field, limits: limits)
      rare = lists
    default: break
    }
  }

  /// The value that counts; `type` is an AttributeProto.AttributeType, 0 where none is given.
  func value(ofType type: Int32) -> ONNXAttribute.Value {
    guard reference.isEmpty else { return .reference(reference) }
    switch type {
    case 6: return .floats(rare?.floats ?? [])
    case 7: return .ints(ints)
    case 8: return .strings(rare?.strings ?? [])
    case 9: return .tensors(rare?.tensors ?? [])
    case 10: return .graphs(rare?.graphs ?? [])
    case 12: return .sparseTensors(rare?.sparseTensors ?? [])
    case 14: return .types(rare?.types ?? [])
    case 0: return present
    default:
      if case .none = scalar { return zero(ofType: type) }
      return scalar
    }
  }

  private var present: ONNXAttribute.Value {
    if !ints.isEmpty { return .ints(ints) }
    return rare?.present ?? scalar
  }

  /// Writers may leave out a number that is zero and a string that is empty.
  private func zero(ofType type: Int32) -> ONNXAttribute.Value {
    switch type {
    case 1: .float(0)
    case 2: .int(0)
    case 3: .string([])
    default: .none
    }
  }
}

extension RareLists {
  mutating func read(
    _ field: borrowing ProtobufField, limits: ReadLimits
  ) throws(FormatError) {
    switch field.number {
    case 7: try field.appendFloats(to: &floats, limit: limits.values)
    case 9: strings.append(try field.bytes().copied())
    case 10: tensors.append(try tensor(field, limits, part: "tensors[\(tensors.count)]"))
    case 11: graphs.append(try graph(field, limits, part: "graphs[\(graphs.count)]"))
    case 15: types.append(try ONNXValueType(try field.message()))
    case 23: sparseTensors.append(try ONNXSparseTensor(try field.message(), limits: limits))
    default: break
    }
  }

  /// The list that has something in it.
  var present: ONNXAttribute.Value? {
    if !floats.isEmpty { return .floats(floats) }
    if !strings.isEmpty { return .strings(strings) }
    if !tensors.isEmpty { return .tensors(tensors) }
    if !graphs.isEmpty { return .graphs(graphs) }
    if !sparseTensors.isEmpty { return .sparseTensors(sparseTensors) }
    if !types.isEmpty { return .types(types) }
    return nil
  }
}

private func tensor(
  _ field: borrowing ProtobufField, _ limits: ReadLimits, part: @autoclosure () -> String
) throws(FormatError) -> ONNXTensor {
  do {
    return try ONNXTensor(try field.message(), limits: limits).checked()
  } catch {
    throw error.inside(part())
  }
}

private func graph(
  _ field: borrowing ProtobufField, _ limits: ReadLimits, part: @autoclosure () -> String
) throws(FormatError) -> ONNXGraph {
  do {
    let inner = ReadLimits(depth: limits.depth - 1, values: limits.values)
    return try ONNXGraph(try field.message(), limits: inner)
  } catch {
    throw error.inside(part())
  }
}
