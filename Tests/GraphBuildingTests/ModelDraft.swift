import ByteReading
import ComputationGraph
import GraphBuilding
import ModelFormats

/// Translates an ONNX model into a draft, value by value and without any memory: another way to
/// the same graph, which the importer's is held against.
struct ModelDraft: ~Escapable {
  private let file: RawSpan
  private var draft = GraphDraft()
  private var numbers: [String: Int] = [:]

  /// Reads a model file.
  static func draft(_ file: RawSpan) throws -> GraphDraft {
    let model = try ONNXModel(file)
    var importer = ModelDraft(file)
    try importer.translate(model)
    return importer.draft
  }

  @_lifetime(copy file)
  private init(_ file: RawSpan) {
    self.file = file
  }

  private mutating func translate(_ model: ONNXModel) throws(GraphError) {
    let graph = model.graph
    guard !graph.nodes.isEmpty || !graph.outputs.isEmpty else {
      throw GraphError(.empty("the graph has no nodes and no outputs; expected a network"))
    }
    draft.name = graph.name.isEmpty ? nil : graph.name
    draft.layout = "NCHW"
    numbers.reserveCapacity(graph.nodes.count * 2 + graph.inputs.count + graph.initializers.count)
    try defineWeights(of: graph)
    try defineInputs(of: graph)
    try defineNodes(of: graph, model)
    for info in graph.valueInfo { hint(info) }
    for (position, info) in graph.outputs.enumerated() {
      guard let number = numbers[info.name] else {
        throw GraphError(.undefined(info.name), node: "output \(position)")
      }
      draft.outputs.append(number)
      hint(info)
    }
  }

  private mutating func defineWeights(of graph: ONNXGraph) throws(GraphError) {
    for tensor in graph.initializers {
      _ = try define(weight(tensor), by: "initializer")
    }
    for tensor in graph.sparseInitializers {
      var value = weight(tensor.values, dims: tensor.dims)
      value.constant = nil
      _ = try define(value, by: "sparse initializer")
    }
  }

  private mutating func defineInputs(of graph: ONNXGraph) throws(GraphError) {
    let weights = draft.values.count
    for info in graph.inputs {
      // Old files list their initializers as inputs too.
      if weights > 0, let number = numbers[info.name], number < weights { continue }
      let value = GraphDraft.Value(
        name: info.name, shape: info.shape?.map(DraftDimension.init), type: info.elementType)
      draft.inputs.append(try define(value, by: "input"))
    }
  }

  /// Outputs first, so that a node may stand before what it reads.
  private mutating func defineNodes(
    of graph: ONNXGraph, _ model: ONNXModel
  ) throws(GraphError) {
    let standardOpset = Int(clamping: model.operatorSets.version() ?? 9)
    var kept: [Int] = []
    draft.nodes.reserveCapacity(graph.nodes.count)
    for position in graph.nodes.indices {
      // The name first: the function takes a copy of the node.
      if graph.nodes[position].opType == "Constant", let value = constant(graph.nodes[position]) {
        _ = try define(value, by: graph.nodes[position].label(at: position))
        continue
      }
      let domain = graph.nodes[position].domain
      var op = graph.nodes[position].opType
      var opset = standardOpset
      if !domain.isEmpty, domain != "ai.onnx" {
        op = domain + "." + op
        opset = Int(clamping: model.operatorSets.version(ofDomain: domain) ?? 1)
      }
      var outputs: [Int] = []
      outputs.reserveCapacity(graph.nodes[position].outputs.count)
      for name in graph.nodes[position].outputs {
        let number =
          name.isEmpty
          ? -1
          : try define(
            GraphDraft.Value(name: name), by: graph.nodes[position].label(at: position))
        outputs.append(number)
      }
      let (attributes, notes) = attributes(of: graph.nodes[position].attributes)
      let index = draft.nodes.count
      draft.nodes.append(
        GraphDraft.Node(
          op: op, opset: opset, name: graph.nodes[position].name, attributes: attributes,
          outputs: outputs))
      if !notes.isEmpty { draft.nodes[index].notes = notes }
      kept.append(position)
    }
    for (index, position) in kept.enumerated() {
      var operands: [Int] = []
      operands.reserveCapacity(graph.nodes[position].inputs.count)
      for name in graph.nodes[position].inputs {
        guard let number = name.isEmpty ? -1 : numbers[name] else {
          throw GraphError(.undefined(name), node: graph.nodes[position].label(at: position))
        }
        operands.append(number)
      }
      draft.nodes[index].operands = operands
    }
  }

  private mutating func define(
    _ value: GraphDraft.Value, by definer: @autoclosure () -> String
  ) throws(GraphError) -> Int {
    let number = draft.values.count
    guard numbers.updateValue(number, forKey: value.name) == nil else {
      throw GraphError(.definedTwice(value.name), node: definer())
    }
    draft.values.append(value)
    return number
  }

  private mutating func hint(_ info: ONNXValueInfo) {
    guard let number = numbers[info.name], !draft.values[number].isWeight else { return }
    if draft.values[number].shape == nil {
      draft.values[number].shape = info.shape?.map(DraftDimension.init)
    }
    if draft.values[number].type == nil { draft.values[number].type = info.elementType }
  }

  private func weight(
    _ tensor: ONNXTensor, dims: [Int64]? = nil, name: String? = nil
  ) -> GraphDraft.Value {
    GraphDraft.Value(
      name: name ?? tensor.name, shape: (dims ?? tensor.dims).map { DraftDimension(.value($0)) },
      type: tensor.elementType, isWeight: true, constant: contents(tensor))
  }

  /// The contents of a small tensor; `nil` where they are not in the file or not needed.
  private func contents(_ tensor: ONNXTensor) -> ConstantValue? {
    floats(tensor).map { ConstantValue($0.map(Double.init)) }
      ?? ints(tensor).map { ConstantValue($0.map { $0 }) }
  }

  private func floats(_ tensor: ONNXTensor) -> [Float]? {
    guard tensor.elementType?.isFloat == true, isHere(tensor) else { return nil }
    return try? tensor.floatValues(in: file, limit: 64)
  }

  private func ints(_ tensor: ONNXTensor) -> [Int64]? {
    guard tensor.elementType?.isFloat == false, isHere(tensor) else { return nil }
    return try? tensor.int64Values(in: file, limit: 1 << 16)
  }

  private func isHere(_ tensor: ONNXTensor) -> Bool {
    switch tensor.payload {
    case .none: tensor.elementCount == 0
    case .external: false
    default: true
    }
  }

  /// What a node called Constant stands for; `nil` if it is another domain's.
  private func constant(_ node: borrowing ONNXNode) -> GraphDraft.Value? {
    guard node.domain.isEmpty, let name = node.outputs.first, !name.isEmpty else { return nil }
    var value = GraphDraft.Value(name: name, isWeight: true)
    switch node.attributes.first?.value {
    case .tensor(let tensor): return weight(tensor, name: name)
    case .sparseTensor(let tensor):
      value = weight(tensor.values, dims: tensor.dims, name: name)
      value.constant = nil
    case .int(let number): value.become([], .int64, ConstantValue([number]))
    case .ints(let numbers):
      value.become([numbers.count], .int64, ConstantValue(numbers.map { $0 }))
    case .float(let number): value.become([], .float32, ConstantValue([Double(number)]))
    case .floats(let numbers):
      value.become([numbers.count], .float32, ConstantValue(numbers.map(Double.init)))
    case .string: value.become([], .string, nil)
    case .strings(let texts): value.become([texts.count], .string, nil)
    default: break
    }
    return value
  }

  /// The attributes that the graph record has room for, and notes on the others.
  private func attributes(of given: [ONNXAttribute]) -> ([Attribute], notes: [String]) {
    guard !given.isEmpty else { return ([], []) }
    var attributes: [Attribute] = []
    var notes: [String] = []
    // Some room for those that the node leaves out.
    attributes.reserveCapacity(given.count + 2)
    for index in given.indices {
      append(given[index].name, given[index].value, to: &attributes, &notes)
    }
    return (attributes, notes)
  }

  private func append(
    _ name: String, _ value: ONNXAttribute.Value, to attributes: inout [Attribute],
    _ notes: inout [String]
  ) {
    func keep(_ value: AttributeValue) {
      attributes.append(Attribute(name: name, value: value))
    }
    switch value {
    case .int(let value): keep(.int(value))
    case .float(let value): keep(.float(value))
    case .string(let bytes): keep(.string(String(decoding: bytes, as: UTF8.self)))
    case .ints(let values): keep(.ints(values))
    case .floats(let values): keep(.floats(values))
    case .strings(let texts): keep(.strings(texts.map { String(decoding: $0, as: UTF8.self) }))
    case .tensor(let tensor):
      let type = tensor.elementType?.rawValue ?? "unknown"
      if let values = floats(tensor) {
        keep(.floats(values))
      } else if let values = ints(tensor) {
        keep(.ints(values))
      } else {
        notes.append("attribute \(name), a tensor, is left out")
      }
      attributes.append(Attribute(name: name + "_type", value: .string(type)))
    case .graph, .graphs:
      notes.append("the graph in attribute \(name) is not followed")
    case .none, .reference, .sparseTensor, .sparseTensors, .tensors, .type, .types:
      notes.append("attribute \(name) is left out")
    }
  }
}

extension GraphDraft.Value {
  fileprivate mutating func become(
    _ shape: [Int], _ type: ElementType, _ constant: ConstantValue?
  ) {
    self.shape = shape.map { .value($0) }
    self.type = type
    self.constant = constant
  }
}

extension DraftDimension {
  init(_ dimension: ONNXDimension) {
    switch dimension {
    case .value(let value):
      self = Int(exactly: value).flatMap { $0 >= 0 ? .value($0) : nil } ?? .unknown
    case .symbol(let name): self = .symbol(name)
    case .unknown: self = .unknown
    }
  }
}

extension ONNXNode {
  fileprivate func label(at position: Int) -> String {
    "node \(position) (\(opType)" + (name.isEmpty ? ")" : " \"\(name)\")")
  }
}
