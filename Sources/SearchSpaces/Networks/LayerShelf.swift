import ComputationGraph
package import GraphBuilding

/// The layers that networks are put together from, each inferred once for each shape of what it
/// reads.
///
/// A network repeats few layers many times. The first time a layer is met a graph of it alone goes
/// through the importers' shape rules and cost table; from then on its node is there. What comes out
/// is what building the whole network from a draft gives, for no rule looks further than a node's
/// operands.
package struct LayerShelf: Sendable {
  /// A layer that reads tensors of certain shapes.
  struct Part: Sendable {
    /// The layer's node, which reads nothing yet.
    let node: Node
    let weights: [ValueInfo]
    /// The positions of the weights among the node's operands.
    let positions: [Int]
    /// The shape of its result, as the shelf numbers shapes.
    let result: Int
  }

  /// The same in a few numbers, for writing records.
  struct Form: Sendable {
    /// The form's number in the vocabulary.
    var number: Int32 = 0
    /// Where its weights are among `weightPlaces`.
    var weights: Range<Int> = 0..<0
    var cost = Cost()
  }

  /// A weight of a form.
  struct WeightPlace: Sendable {
    let position: Int
    /// The type's number in the vocabulary.
    let type: Int32
    /// Whether the node's attributes spell it out.
    let isFolded: Bool
  }

  private struct Key: Hashable, Sendable {
    let layer: Layer
    let first: Int
    let others: [Int]
  }

  private var workshop: GraphWorkshop
  private var places: [Key: Int] = [:]
  private(set) var parts: [Part] = []
  /// The forms of the parts.
  private(set) var forms: [Form] = []
  private(set) var weightPlaces: [WeightPlace] = []
  /// What the records of all networks have in common.
  private(set) var vocabulary = GraphVocabulary()
  private var shapeNumbers: [[Int]: Int] = [:]
  private(set) var shapes: [[Int]] = []
  /// More parts than networks share; a shelf of them is some megabytes.
  private static let limit = 1 << 14

  /// An empty shelf.
  ///
  /// - Parameter builder: Infers the layers; its batch is not looked at.
  package init(_ builder: GraphBuilder) {
    var builder = builder
    builder.batch = nil
    workshop = GraphWorkshop(builder)
  }

  /// Makes room, so that a shelf does not grow with the number of networks. Only to be called
  /// between networks.
  mutating func tidy() {
    guard parts.count > Self.limit else { return }
    (places, parts, shapeNumbers, shapes) = ([:], [], [:], [])
    (forms, weightPlaces, vocabulary) = ([], [], GraphVocabulary())
  }

  /// The number of a shape.
  mutating func number(of shape: [Int]) -> Int {
    if let number = shapeNumbers[shape] { return number }
    shapes.append(shape)
    shapeNumbers[shape] = shapes.count - 1
    return shapes.count - 1
  }

  /// The number of the part that a layer is when it reads tensors of these shapes.
  mutating func part(_ layer: Layer, reading first: Int, _ others: [Int]) -> Int {
    let key = Key(layer: layer, first: first, others: others)
    if let place = places[key] { return place }
    let part = made(layer, reading: ([first] + others).map { shapes[$0] })
    parts.append(part)
    forms.append(form(of: part))
    places[key] = parts.count - 1
    return parts.count - 1
  }

  /// The number of the type of 32-bit floats of a shape.
  mutating func type(of shape: [Int]) -> Int32 {
    vocabulary.number(of: ValueType(shape.map { $0 }, .float32))
  }

  private mutating func form(of part: Part) -> Form {
    let node = part.node
    var form = Form(cost: node.cost)
    var folded: UInt64 = 0
    for position in 0..<16
    where AttributeOperands.isFolded(op: node.op, attributes: node.attributes, position: position) {
      folded |= 1 << UInt64(position)
    }
    let first = weightPlaces.count
    for (position, weight) in zip(part.positions, part.weights) {
      let type = vocabulary.number(of: ValueType(weight.shape, weight.type))
      weightPlaces.append(
        WeightPlace(position: position, type: type, isFolded: folded >> position & 1 == 1))
    }
    form.weights = first..<weightPlaces.count
    form.number = vocabulary.add(
      NodeForm(
        op: node.op, attributes: node.attributes,
        results: node.outputs.map { vocabulary.number(of: ValueType($0.shape, $0.type)) },
        flops: node.cost.flops, macs: node.cost.macs, bytes: node.cost.bytes, notes: node.notes,
        folded: folded))
    return form
  }

  private mutating func made(_ layer: Layer, reading shapes: [[Int]]) -> Part {
    var draft = GraphDraft()
    let inputs = shapes.map { draft.addInput($0) }
    draft.outputs = [draft.add(layer, reading: inputs, shapes)]
    guard let graph = try? workshop.build(draft).graph, graph.nodes.count == 1 else {
      preconditionFailure("a layer is one node")
    }
    var node = graph.nodes[0]
    let weights = node.weights.map { use in
      ValueInfo(shape: graph.weights[use.weight].shape, type: graph.weights[use.weight].type)
    }
    let positions = node.weights.map(\.position)
    let result = node.outputs[0].shape?.map { $0 ?? 0 } ?? []
    (node.inputs, node.weights, node.name) = ([], [], nil)
    for index in node.outputs.indices { node.outputs[index].name = nil }
    return Part(node: node, weights: weights, positions: positions, result: number(of: result))
  }
}
