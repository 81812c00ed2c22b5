/// One network at one batch size: the record of kind `graph`.
package struct Graph: Sendable, Equatable {
  /// A content hash of operators, attributes, shapes, types and connections: `g1-` and 32 hex digits.
  package var id: String?
  /// The same hash with the batch dimension left out: `s1-` and 32 hex digits.
  package var structure: String?
  /// The network's name.
  package var name: String?
  /// The family it belongs to, such as `resnet`.
  package var family: String?
  /// The order of a tensor's dimensions: `NCHW` or `NHWC`.
  package var layout: String?
  /// The batch size, where the inputs have one.
  package var batch: Int?
  /// What the network reads.
  package var inputs: [ValueInfo]
  /// Weights and constants; each once, however many nodes read it.
  package var weights: [ValueInfo]
  /// The nodes in canonical order: operands before the nodes that read them.
  package var nodes: [Node]
  /// What the network computes, in the source's order.
  package var outputs: [Operand]
  /// The sum over all nodes, shared weights counted once.
  package var totals: Cost
  /// Where the graph was read.
  package var source: Source?
  /// What the source says of the graph in its own words, as the JSON text of an object; see
  /// `Node.seed`.
  package var seed: [UInt8]?

  /// Makes a graph.
  package init(
    id: String? = nil, structure: String? = nil, name: String? = nil, family: String? = nil,
    layout: String? = nil, batch: Int? = nil, inputs: [ValueInfo] = [], weights: [ValueInfo] = [],
    nodes: [Node] = [], outputs: [Operand] = [], totals: Cost = Cost(), source: Source? = nil,
    seed: [UInt8]? = nil
  ) {
    self.id = id
    self.structure = structure
    self.name = name
    self.family = family
    self.layout = layout
    self.batch = batch
    self.inputs = inputs
    self.weights = weights
    self.nodes = nodes
    self.outputs = outputs
    self.totals = totals
    self.source = source
    self.seed = seed
  }
}

extension Graph {
  /// The connections between nodes as (from, to), in the order of `to`, parallel ones once.
  package var edges: [(from: Int, to: Int)] {
    var edges: [(from: Int, to: Int)] = []
    for (to, node) in nodes.enumerated() {
      let first = edges.count
      for case .node(let from, _) in node.inputs
      where !edges[first...].contains(where: { $0.from == from }) {
        edges.append((from, to))
      }
    }
    return edges
  }
}
