import ByteReading
import ComputationGraph
import ModelFormats
import RecordStreams

/// Translates a TensorFlow Lite model into a blueprint.
///
/// Tensors keep their order of dimensions, channels last. Operators that care say so in their
/// attribute `data_format`, and have weights in ONNX's order with dimension 1 moved to the end. An
/// activation that is fused into an operator becomes a node of its own, as other files have it.
///
/// What an operator becomes follows from its options and from what the file says of its tensors.
/// Most operators resemble one that was met before, and are looked up.
struct TFLiteImporter: ~Escapable {
  private let model: TFLiteModel
  private let network: TFLiteSubgraph
  private let file: RawSpan
  private let costs: CostTable
  private var key = WordKey()
  private var seed = JSONWriter()

  /// Prepares to translate a model that was read from a file.
  ///
  /// - Throws: ``GraphError`` if it has no network.
  @_lifetime(copy file)
  init(_ model: TFLiteModel, _ file: RawSpan, _ costs: CostTable) throws(GraphError) {
    self.model = model
    network = try model.network()
    self.file = file
    self.costs = costs
  }

  /// Fills an empty blueprint.
  ///
  /// - Throws: ``GraphError`` if two operators compute one tensor.
  mutating func translate(
    into blueprint: inout Blueprint, _ memory: inout GraphMemory
  ) throws(GraphError) {
    blueprint.name = network.name.isEmpty ? nil : network.name
    blueprint.layout = "NHWC"
    blueprint.seed = TFLiteSeed.text(of: network.tensors, in: file)
    let isBias = model.biases(of: network)
    for (position, tensor) in network.tensors.enumerated() {
      _ = blueprint.names.append(file.extracting(tensor.name))
      let value = value(of: tensor, isBias: isBias[position], &memory)
      blueprint.values.append(value)
    }
    blueprint.inputs += try model.sources(of: network, in: file).map { Int32($0) }
    blueprint.outputs += network.outputs.map { Int32($0) }
    let codes = model.operatorCodes.map { memory.tfLite.number(of: $0) }
    for position in network.operators.indices {
      makeKey(position, codes, blueprint)
      let (number, isNew) = memory.tfLite.number(of: key)
      if isNew { translate(position, blueprint, &memory) }
      append(position, memory.tfLite.entries[number], to: &blueprint, memory.tfLite)
    }
  }

  private mutating func value(
    of tensor: TFLiteTensor, isBias: Bool, _ memory: inout GraphMemory
  ) -> Blueprint.Value {
    let contents = isBias ? nil : tensor.contents(of: model, in: file)
    return Blueprint.Value(
      declared: type(of: tensor, &memory),
      constant: contents.map { memory.facts.number(of: $0) } ?? -1,
      isWeight: tensor.isConstant, isParameter: isBias, isDefined: true)
  }

  /// The number of the type that the file declares.
  private mutating func type(of tensor: TFLiteTensor, _ memory: inout GraphMemory) -> Int32 {
    key.removeAll()
    key.append(Int32(tensor.typeCode))
    key.append(tensor.sizes == nil ? 0 : 1)
    if let sizes = tensor.sizes {
      for position in stride(from: sizes.lowerBound, to: sizes.upperBound, by: 4) {
        key.append(file.number(at: position, as: Int32.self))
      }
    }
    if let known = memory.tfLite.find(type: key) { return known }
    let shape = tensor.dimensions(in: file)
    let isDeclared = shape != nil || tensor.type != nil
    let number =
      isDeclared ? memory.lexicon.number(ofType: shape, tensor.type, in: &memory.vocabulary) : -1
    memory.tfLite.add(type: key, as: number)
    return number
  }

  /// Writes down all that an operator's translation depends on.
  private mutating func makeKey(_ position: Int, _ codes: [Int32], _ blueprint: Blueprint) {
    let applied = network.operators[position]
    key.removeAll()
    key.append(codes[applied.code])
    key.append(Int32(applied.optionsKind))
    key.append(Int32(truncatingIfNeeded: applied.options.count))
    for index in applied.options { key.append(network.words[index]) }
    key.append(Int32(truncatingIfNeeded: applied.inputs.count))
    for index in applied.inputs { appendKey(of: Int(network.words[index]), blueprint) }
    for index in applied.outputs { appendKey(of: Int(network.words[index]), blueprint) }
  }

  private mutating func appendKey(of tensor: Int, _ blueprint: Blueprint) {
    guard tensor >= 0 else { return key.append(-1) }
    let value = blueprint.values[tensor]
    key.append((value.isWeight ? 1 : 0) | (value.isParameter ? 2 : 0))
    key.append(value.declared)
    key.append(isWholeNumbers(tensor) ? value.constant : -1)
  }

  /// Whether the contents of a tensor may matter to a translation.
  private func isWholeNumbers(_ tensor: Int) -> Bool {
    network.tensors[tensor].type != .float32
  }

  /// Translates an operator by itself, in a draft of nothing but its tensors.
  private func translate(
    _ position: Int, _ blueprint: Blueprint, _ memory: inout GraphMemory
  ) {
    var applied = model.applied(position, in: network)
    var draft = GraphDraft()
    for (role, tensor) in (applied.inputs + applied.outputs).enumerated() {
      draft.values.append(self.draft(of: tensor, called: role, blueprint, memory))
    }
    let count = applied.inputs.count
    let tensors = draft.values.count
    applied.inputs = applied.inputs.enumerated().map { $1 < 0 ? -1 : $0 }
    applied.outputs = Array(count..<tensors)
    var translation = TFLiteTranslation(draft)
    translation.translate(applied)
    let nodes = translation.draft.nodes.map { node in
      (node, memory.lexicon.spelling(of: node, costs))
    }
    let values = translation.draft.values[tensors...].map { value in
      KnownTranslations.Value(
        value: Blueprint.Value(value, &memory), namesake: Int32(value.name) ?? -1)
    }
    memory.tfLite.append(nodes, values: values, of: applied)
  }

  /// What a translation may ask of a tensor. It is called after its role, so that what is called so too
  /// can be told.
  private func draft(
    of tensor: Int, called role: Int, _ blueprint: Blueprint, _ memory: GraphMemory
  ) -> GraphDraft.Value {
    var draft = GraphDraft.Value(name: String(role))
    guard tensor >= 0 else { return draft }
    let value = blueprint.values[tensor]
    if value.declared >= 0 {
      let type = memory.lexicon.types[Int(value.declared)]
      (draft.shape, draft.type) = (type.dimensions, type.element)
    }
    draft.isWeight = value.isWeight
    draft.isParameter = value.isParameter
    if value.constant >= 0, isWholeNumbers(tensor) {
      draft.constant = memory.facts.constant(value.constant)
    }
    return draft
  }

  /// Appends what an operator becomes.
  private mutating func append(
    _ position: Int, _ entry: KnownTranslations.Entry, to blueprint: inout Blueprint,
    _ known: KnownTranslations
  ) {
    let applied = network.operators[position]
    let firstNew = Int32(blueprint.values.count)
    for index in entry.values {
      let namesake = value(known.values[index].namesake, of: applied, firstNew)
      let name = namesake < 0 ? 0..<0 : network.tensors[Int(namesake)].name
      _ = blueprint.names.append(file.extracting(name))
      blueprint.values.append(known.values[index].value)
    }
    let name = appendName(of: position, to: &blueprint)
    seed.removeAll()
    seed.applied(
      known.seeds[entry.name], at: position, reading: network.words[applied.inputs],
      computing: network.words[applied.outputs], known.seeds[entry.options])
    var node = Blueprint.Node(
      spelling: 0, name: name, seed: Int32(blueprint.seeds.append(seed.bytes.bytes)),
      operands: 0..<0, results: 0..<0)
    for index in entry.nodes {
      let operands = Int32(blueprint.operands.count)
      let results = Int32(blueprint.results.count)
      for role in known.nodes[index].operands {
        blueprint.operands.append(value(known.roles[role], of: applied, firstNew))
      }
      for role in known.nodes[index].results {
        blueprint.results.append(value(known.roles[role], of: applied, firstNew))
      }
      node.spelling = known.nodes[index].spelling
      node.operands = operands..<Int32(blueprint.operands.count)
      node.results = results..<Int32(blueprint.results.count)
      blueprint.nodes.append(node)
      node.seed = -1
    }
  }

  /// The value that a role means; those between are counted from `firstNew`.
  private func value(
    _ role: Int32, of applied: TFLiteSubgraph.Operator, _ firstNew: Int32
  ) -> Int32 {
    let tensors = applied.inputs.count + applied.outputs.count
    if role < 0 { return -1 }
    return role < tensors
      ? network.words[applied.inputs.lowerBound + Int(role)] : firstNew + role - Int32(tensors)
  }

  /// The number of the name of an operator's nodes, which is that of its first result; -1 if that has
  /// none.
  private func appendName(of position: Int, to blueprint: inout Blueprint) -> Int32 {
    let applied = network.operators[position]
    guard let first = network.words[applied.outputs].first else {
      let text = Array(model.applied(position, in: network).name(at: position).utf8)
      return Int32(blueprint.nodeNames.append(text.bytes))
    }
    let name = network.tensors[Int(first)].name
    return name.isEmpty ? -1 : Int32(blueprint.nodeNames.append(file.extracting(name)))
  }
}
