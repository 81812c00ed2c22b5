import ByteReading
import ComputationGraph
import ModelFormats

/// Translates a TensorFlow Lite model into a draft, operator by operator: its first subgraph, and those
/// that control flow in it leads to, as bodies of the nodes. It is the way for models of several
/// subgraphs; ``TFLiteImporter`` has no room for bodies.
struct TFLiteDraft: ~Escapable {
  private let model: TFLiteModel
  private let file: RawSpan
  private let costs: CostTable
  /// The subgraphs that have been led to.
  private var followed: Set<Int> = [0]
  /// How many more bodies are made: each node has its own, and subgraphs may lead to one another.
  private var budget = 256

  /// The draft of a model that was read from a file.
  ///
  /// - Throws: ``GraphError`` if it has no network.
  static func draft(
    _ model: TFLiteModel, _ file: RawSpan, _ costs: CostTable
  ) throws(GraphError) -> GraphDraft {
    let network = try model.network()
    var drafting = TFLiteDraft(model, file, costs)
    var draft = try drafting.draft(of: network, depth: 0)
    draft.name = network.name.isEmpty ? nil : network.name
    draft.seed = TFLiteSeed.text(of: network.tensors, in: file)
    let rest = model.subgraphs.count - drafting.followed.count
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
    let isBias = model.biases(of: network)
    for (position, tensor) in network.tensors.enumerated() {
      var value = GraphDraft.Value(
        name: file.extracting(tensor.name).text, shape: tensor.dimensions(in: file),
        type: tensor.type, isWeight: tensor.isConstant)
      value.isParameter = isBias[position]
      if !isBias[position] { value.constant = tensor.contents(of: model, in: file) }
      draft.values.append(value)
    }
    draft.inputs = try model.sources(of: network, in: file)
    var translation = TFLiteTranslation(draft)
    for position in network.operators.indices {
      let applied = model.applied(position, in: network)
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
}
