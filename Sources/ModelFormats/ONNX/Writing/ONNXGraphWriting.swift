internal import ByteReading
internal import ComputationGraph
internal import ProtobufFormat

/// The GraphProto of a graph record: its fields, and the tensors that are made up as they are
/// written.
struct ONNXGraphWriting {
  /// A tensor of the graph up to its values.
  struct Filled {
    let head: [UInt8]
    let values: SyntheticValues
  }

  /// The version of ONNX's operator set.
  let version: Int64
  /// All fields but the tensors in `filled`.
  var fields = ProtobufWriter()
  private(set) var filled: [Filled] = []
  /// The operator sets by domain; the empty string is ONNX's own.
  var domains: [(domain: String, version: Int64)]
  var names: ONNXValueNames
  /// What each weight does; `nil` for one that no operator reads but by its attributes.
  var roles: [ONNXWeightRole?]
  /// Whether a weight stands only where data cannot stand.
  var isFixed: [Bool]

  /// The number of bytes of the whole.
  var size: Int {
    filled.reduce(fields.bytes.count) { $0 + $1.head.count + $1.values.byteCount }
  }

  init(_ graph: Graph, _ weights: ONNXWriter.Weights) throws(ONNXWriteError) {
    version = ONNXOperatorVersion.needed(by: graph)
    domains = [("", version)]
    names = ONNXValueNames(graph)
    roles = Array(repeating: nil, count: graph.weights.count)
    isFixed = Array(repeating: true, count: graph.weights.count)
    for index in graph.nodes.indices { try append(graph.nodes[index], at: index) }
    fields.write(2, text: graph.name ?? "network")
    for (index, input) in graph.inputs.enumerated() {
      guard input.type != nil, input.shape != nil else {
        throw ONNXWriteError(place: "input \(index)", reason: "its type or rank is not known")
      }
      fields.write(11, name: names.inputs[index], value: input)
    }
    for index in graph.weights.indices {
      if let role = roles[index] { try append(graph.weights[index], at: index, role, weights) }
    }
    for (index, output) in graph.outputs.enumerated() { try append(output, at: index, of: graph) }
  }

  private mutating func append(
    _ operand: Operand, at index: Int, of graph: Graph
  ) throws(ONNXWriteError) {
    let value: ValueInfo
    switch operand {
    case .absent: return
    case .input(let input): value = graph.inputs[input]
    case .node(let node, let output): value = graph.nodes[node].outputs[output]
    }
    guard value.type != nil, value.shape != nil else {
      throw ONNXWriteError(place: "output \(index)", reason: "its type or rank is not known")
    }
    fields.write(12, name: names.name(of: operand), value: value)
  }

  /// A weight up to this size is written with values, as nothing is saved by leaving them out.
  private static let smallCount = 16

  private mutating func append(
    _ weight: ValueInfo, at index: Int, _ role: ONNXWeightRole, _ style: ONNXWriter.Weights
  ) throws(ONNXWriteError) {
    guard let type = weight.type, let count = weight.elementCount, let shape = weight.shape else {
      throw ONNXWriteError(place: "weight \(index)", reason: "its type or shape is not known")
    }
    let name = names.weights[index]
    let dims = shape.compactMap { $0.map(Int64.init) }
    var seed: UInt64 = 0
    switch style {
    case .graphInputs where isFixed[index]:
      return fields.write(11, name: name, value: weight)
    case .none:
      return fields.write(5) { $0.writeTensorHead(name: name, dims: dims, type: type) }
    case .graphInputs, .zeros:
      // Sparse tensors of other types are not everywhere at home.
      if type == .float32, count > Self.smallCount {
        return fields.write(15) { $0.writeSparseZeros(name: name, dims: dims, type: type) }
      }
    case .values(let given): seed = given
    }
    let tensor = ONNXTensor(name: name, dims: dims, dataType: type.onnxCode, range: 0..<0)
    guard
      let values = SyntheticValues(tensor: tensor, count: count, name: name, role: role, seed: seed)
    else {
      throw ONNXWriteError(place: "weight \(index)", reason: "texts, which cannot be made up")
    }
    var fields = ProtobufWriter()
    fields.writeTensorHead(name: name, dims: dims, type: type)
    if count > 0 { fields.writeLength(9, values.byteCount) }
    var head = ProtobufWriter()
    head.writeLength(5, fields.bytes.count + (count > 0 ? values.byteCount : 0))
    head.write(fields: fields.bytes.bytes)
    filled.append(Filled(head: head.bytes, values: values))
  }
}

extension ProtobufWriter {
  /// Writes a TensorProto's fields but for the values.
  fileprivate mutating func writeTensorHead(name: String, dims: [Int64], type: ElementType) {
    for dim in dims { write(1, int64: dim) }
    write(2, int64: Int64(type.onnxCode))
    if !name.isEmpty { write(8, text: name) }
  }

  /// Writes the fields of a SparseTensorProto without an element.
  fileprivate mutating func writeSparseZeros(name: String, dims: [Int64], type: ElementType) {
    write(1) { $0.writeTensorHead(name: name, dims: [0], type: type) }
    write(2) { $0.writeTensorHead(name: "", dims: [0], type: .int64) }
    for dim in dims { write(3, int64: dim) }
  }
}
