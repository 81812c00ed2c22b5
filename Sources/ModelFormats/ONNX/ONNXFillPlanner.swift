internal import ByteReading
internal import ProtobufFormat

/// Finds out which tensors of a model get values, and what the model looks like then.
struct ONNXFillPlanner {
  private let roles: ONNXWeightRoles
  /// The inputs of the graph that are weights, as the tensors that they become.
  private let weightInputs: [String: ONNXTensor]
  private let keepsInputs: Bool
  private let options: ONNXFiller

  init(model: ONNXModel, options: ONNXFiller) {
    let roles = ONNXWeightRoles(of: model.graph)
    let initialized = Set(model.graph.initializers.map(\.name))
    var weightInputs: [String: ONNXTensor] = [:]
    for input in model.graph.inputs
    where roles.isWeight(input.name) && !initialized.contains(input.name) {
      weightInputs[input.name] = ONNXTensor(shapedLike: input)
    }
    self.roles = roles
    self.weightInputs = weightInputs
    // Before version 4 every initializer had to be an input as well.
    keepsInputs = model.irVersion < 4
    self.options = options
  }

  /// Plans a whole file.
  func plan(_ file: RawSpan) throws(FormatError) -> ONNXFillPlan {
    try plan(.model, in: file, origin: 0, owner: "", depth: 0)
  }

  /// Plans a part that begins at `origin`; `owner` is the value that its tensors are, if they have
  /// no name of their own.
  private func plan(
    _ part: ONNXPart, in bytes: RawSpan, origin: Int, owner: String, depth: Int
  ) throws(FormatError) -> ONNXFillPlan {
    guard depth < 100 else {
      throw FormatError(.overLimit("messages nested too deep"), at: origin)
    }
    if part == .tensor { return try planTensor(bytes, origin: origin, owner: owner) }
    let owner = part == .node ? try firstOutput(of: bytes, origin: origin) : owner
    let isMainGraph = part == .graph && depth == 1
    var plan = ONNXFillPlan()
    var fields = ProtobufReader(bytes, origin: origin)
    var start = fields.offset
    while let field = try fields.next() {
      let range = start..<fields.offset
      start = fields.offset
      guard case .bytes(let content) = field.value else {
        plan.copy(range)
        continue
      }
      if let inner = part.part(inField: Int(field.number)) {
        let message = try self.plan(
          inner.part, in: content, origin: field.offset, owner: owner, depth: depth + 1)
        if message.isChanged { plan.insert(message, field: field.number) } else { plan.copy(range) }
      } else if isMainGraph, field.number == 11, let tensor = try weight(for: field) {
        plan.insert(try planInitializer(tensor), field: 5)
        if keepsInputs { plan.copy(range) }
      } else {
        plan.copy(range)
      }
      guard plan.filledBytes <= options.limit else { throw overLimit(at: range.lowerBound) }
    }
    return plan
  }

  /// Plans a tensor: its fields without what referred to other files, and values.
  private func planTensor(
    _ bytes: RawSpan, origin: Int, owner: String
  ) throws(FormatError) -> ONNXFillPlan {
    let tensor = try ONNXTensor(ProtobufReader(bytes, origin: origin), limits: ReadLimits())
    var plan = ONNXFillPlan()
    let name = tensor.name.isEmpty ? owner : tensor.name
    guard tensor.payload == .none || tensor.isExternal, tensor.elementCount != 0,
      let values = try values(for: tensor, name: name, at: origin)
    else {
      plan.copy(origin..<origin + bytes.byteCount)
      return plan
    }
    var fields = ProtobufReader(bytes, origin: origin)
    var start = fields.offset
    while let field = try fields.next() {
      if field.number != 13, field.number != 14 { plan.copy(start..<fields.offset) }
      start = fields.offset
    }
    plan.insert(values)
    return plan
  }

  /// The tensor that an input becomes; `nil` if it stays an input.
  private func weight(for input: borrowing ProtobufField) throws(FormatError) -> ONNXTensor? {
    weightInputs[try ONNXValueInfo(try input.message()).name]
  }

  private func planInitializer(_ tensor: ONNXTensor) throws(FormatError) -> ONNXFillPlan {
    var header = ProtobufWriter()
    for dim in tensor.dims { header.write(1, int64: dim) }
    header.write(2, int64: Int64(tensor.dataType))
    header.write(8, text: tensor.name)
    var plan = ONNXFillPlan()
    plan.insert(header.bytes)
    if let values = try values(for: tensor, name: tensor.name, at: 0) { plan.insert(values) }
    return plan
  }

  private func values(
    for tensor: ONNXTensor, name: String, at offset: Int
  ) throws(FormatError) -> SyntheticValues? {
    let count = try tensor.checkedCount(limit: ONNXTensor.largestCount)
    let values = SyntheticValues(
      tensor: tensor, count: count, name: name, role: roles[name], seed: options.seed)
    if let values, values.byteCount > options.limit { throw overLimit(at: offset) }
    return values
  }

  private func overLimit(at offset: Int) -> FormatError {
    FormatError(
      .overLimit("more than \(options.limit) bytes of values are missing"), at: offset)
  }

  private func firstOutput(of node: RawSpan, origin: Int) throws(FormatError) -> String {
    var fields = ProtobufReader(node, origin: origin)
    while let field = try fields.next() {
      if field.number == 2 { return try field.text() }
    }
    return ""
  }
}

extension ONNXTensor {
  /// A tensor without values of an input's name, type and shape; `nil` if these are not all known.
  fileprivate init?(shapedLike info: ONNXValueInfo) {
    guard let type = info.elementType, let shape = info.shape else { return nil }
    self.init(name: info.name, dataType: type.onnxCode, range: 0..<0)
    for dimension in shape {
      guard case .value(let value) = dimension else { return nil }
      dims.append(value)
    }
  }
}
