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

  private struct Key: Hashable, Sendable {
    let layer: Layer
    let first: Int
    let others: [Int]
  }

  private var builder: GraphBuilder
  private var places: [Key: Int] = [:]
  private(set) var parts: [Part] = []
  private var shapeNumbers: [[Int]: Int] = [:]
  private(set) var shapes: [[Int]] = []
  /// More parts than networks share; a shelf of them is some megabytes.
  private static let limit = 1 << 14

  /// An empty shelf.
  ///
  /// - Parameter builder: Infers the layers; its batch is not looked at.
  package init(_ builder: GraphBuilder) {
    self.builder = builder
    self.builder.batch = nil
  }

  /// Makes room, so that a shelf does not grow with the number of networks. Only to be called
  /// between networks.
  mutating func tidy() {
    guard parts.count > Self.limit else { return }
    (places, parts, shapeNumbers, shapes) = ([:], [], [:], [])
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
    parts.append(made(layer, reading: ([first] + others).map { shapes[$0] }))
    places[key] = parts.count - 1
    return parts.count - 1
  }

  private mutating func made(_ layer: Layer, reading shapes: [[Int]]) -> Part {
    var draft = GraphDraft()
    let inputs = shapes.map { draft.addInput($0) }
    draft.outputs = [draft.add(layer, reading: inputs, shapes)]
    guard let graph = try? builder.build(draft), graph.nodes.count == 1 else {
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
