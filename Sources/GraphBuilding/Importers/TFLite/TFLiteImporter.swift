import ByteReading
import ComputationGraph
import ModelFormats

/// Translates a TensorFlow Lite model into a draft: its first subgraph, and those that control flow in
/// it leads to, as bodies of the nodes.
///
/// Tensors keep their order of dimensions, channels last. Operators that care say so in their
/// attribute `data_format`, and have weights in ONNX's order with dimension 1 moved to the end. An
/// activation that is fused into an operator becomes a node of its own, as other files have it.
struct TFLiteImporter: ~Escapable {
  private let model: TFLiteModel
  private let file: RawSpan
  private let costs: CostTable
  /// The subgraphs that have been led to.
  private var followed: Set<Int> = [0]
  /// How many more bodies are made: each node has its own, and subgraphs may lead to one another.
  private var budget = 256

  /// Reads a model file.
  ///
  /// - Throws: ``FormatError`` if it is no TensorFlow Lite model, ``GraphError`` if it has no
  ///   network.
  static func draft(_ file: RawSpan, _ costs: CostTable) throws -> GraphDraft {
    let model = try TFLiteModel(file)
    guard let network = model.subgraphs.first,
      !network.operators.isEmpty || !network.outputs.isEmpty
    else {
      throw GraphError(.empty("the first subgraph has no operators; expected a network"))
    }
    var importer = TFLiteImporter(model, file, costs)
    var draft = try importer.draft(of: network, depth: 0)
    draft.name = network.name.isEmpty ? nil : network.name
    draft.seed = TFLiteSeed.text(of: network.tensors)
    let rest = model.subgraphs.count - importer.followed.count
    if rest > 0, !draft.nodes.isEmpty {
      draft.nodes[0].notes.append(
        "the file has \(rest) more \(rest == 1 ? "network" : "networks") in other subgraphs")
    }
    return draft
  }

  @_lifetime(copy file)
  private init(_ model: TFLiteModel, _ file: RawSpan, _ costs: CostTable) {
    self.model = model
    self.file = file
    self.costs = costs
  }

  private mutating func draft(
    of network: TFLiteSubgraph, depth: Int
  ) throws(GraphError) -> GraphDraft {
    var draft = GraphDraft()
    draft.layout = "NHWC"
    draft.values.reserveCapacity(network.tensors.count)
    for tensor in network.tensors {
      draft.values.append(
        GraphDraft.Value(
          name: tensor.name, shape: Self.dimensions(of: tensor), type: tensor.type,
          isWeight: tensor.isConstant,
          constant: tensor.isConstant ? Self.contents(of: tensor, model, file) : nil))
    }
    draft.inputs = try Self.sources(of: network)
    for applied in network.operators {
      guard let first = Self.firstBias[applied.name] else { continue }
      for input in applied.inputs.dropFirst(first) where input >= 0 {
        draft.values[input].isParameter = draft.values[input].isWeight
      }
    }
    var translation = TFLiteTranslation(draft)
    for (position, applied) in network.operators.enumerated() {
      let bodies = try bodies(of: applied, depth: depth)
      if bodies.isEmpty {
        translation.translate(applied, at: position)
      } else {
        translation.translate(applied, at: position, bodies)
      }
    }
    translation.draft.outputs = network.outputs
    return translation.draft
  }

  /// The options that name subgraphs, by operator.
  private static let bodyOptions = [
    "IF": ["then_subgraph_index", "else_subgraph_index"],
    "WHILE": ["cond_subgraph_index", "body_subgraph_index"],
  ]

  /// The graphs inside of an operator; none for one that has no such, or more than is followed.
  private mutating func bodies(
    of applied: TFLiteOperator, depth: Int
  ) throws(GraphError) -> [TFLiteBody] {
    guard let options = Self.bodyOptions[applied.name], !applied.isCustom, depth < 4 else {
      return []
    }
    var bodies: [TFLiteBody] = []
    for option in options {
      guard let index = applied.option(option).flatMap({ Int(exactly: $0) }),
        model.subgraphs.indices.contains(index), budget > 0
      else { return [] }
      budget -= 1
      followed.insert(index)
      var draft = try draft(of: model.subgraphs[index], depth: depth + 1)
      let formals = draft.inputs.count
      let weights = draft.takeWeightsAsInputs()
      bodies.append(
        TFLiteBody(
          body: ControlBody(draft, formals: formals, costs, depth: depth + 1), weights: weights))
    }
    return bodies
  }

  /// From which operand on quantised layers have biases, which are whole numbers of 32 or 64 bits.
  private static let firstBias = [
    "BIDIRECTIONAL_SEQUENCE_LSTM": 12, "BIDIRECTIONAL_SEQUENCE_RNN": 3, "CONV_2D": 2, "CONV_3D": 2,
    "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "LSTM": 3, "RNN": 3, "SVDF": 3,
    "TRANSPOSE_CONV": 3, "UNIDIRECTIONAL_SEQUENCE_LSTM": 12, "UNIDIRECTIONAL_SEQUENCE_RNN": 3,
  ]

  private static func dimensions(of tensor: TFLiteTensor) -> [DraftDimension]? {
    // Only the signature tells a size that is fixed from one that happens to be 1.
    (tensor.signature ?? tensor.shape)?.map { $0 < 0 ? .unknown : .value(Int($0)) }
  }

  /// The most elements of a constant that is read: axes, sizes, paddings, bounds.
  private static let contentsLimit = 1024

  private static func contents(
    of tensor: TFLiteTensor, _ model: TFLiteModel, _ file: RawSpan
  ) -> ConstantValue? {
    let place = model.buffers[tensor.buffer]
    let width = (tensor.type?.bitWidth ?? 0) / 8
    guard width > 0, place.count % width == 0, place.count / width <= contentsLimit else {
      return nil
    }
    func ints<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> [Int64?]? {
      var cursor = ByteCursor(file.extracting(place), origin: place.lowerBound)
      var values: [Int64?] = []
      while !cursor.isAtEnd {
        guard let value = try? cursor.readLittleEndian(Value.self) else { return nil }
        values.append(Int64(truncatingIfNeeded: value))
      }
      return values
    }
    switch tensor.type {
    case .int32: return ints(Int32.self).map { ConstantValue($0) }
    case .int64: return ints(Int64.self).map { ConstantValue($0) }
    case .bool: return ints(UInt8.self).map { ConstantValue($0) }
    case .float32:
      return ints(UInt32.self).map { bits in
        ConstantValue(
          bits.map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0 ?? 0))) })
      }
    default: return nil
    }
  }

  /// What is fed, and what is read though nothing writes it: state that is kept between runs.
  private static func sources(of network: TFLiteSubgraph) throws(GraphError) -> [Int] {
    var isDefined = network.tensors.map(\.isConstant)
    var sources: [Int] = []
    for input in network.inputs where !isDefined[input] {
      isDefined[input] = true
      sources.append(input)
    }
    for (position, applied) in network.operators.enumerated() {
      for output in applied.outputs {
        guard !isDefined[output] else {
          throw GraphError(
            .definedTwice(network.tensors[output].name),
            node: "operator \(position) (\(applied.name))")
        }
        isDefined[output] = true
      }
    }
    let read = network.operators.flatMap(\.inputs) + network.outputs
    for tensor in read where tensor >= 0 && !isDefined[tensor] {
      isDefined[tensor] = true
      sources.append(tensor)
    }
    return sources
  }
}
