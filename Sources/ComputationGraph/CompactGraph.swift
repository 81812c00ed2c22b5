package import ByteReading

/// One network in flat lists: its nodes and values by their forms' numbers in a vocabulary.
///
/// It is what graphs are built as, put in canonical order and written from; ``Graph`` is the same
/// for those who look at nodes one by one.
@usableFromInline
package struct CompactGraph: Sendable {
  /// An input or a weight.
  package struct Value: Sendable {
    /// The type's number in the vocabulary.
    package var type: Int32
    /// The name's number among `names`.
    package var name: Int32

    /// Describes a value.
    package init(type: Int32, name: Int32) {
      self.type = type
      self.name = name
    }
  }

  /// An operator applied once.
  package struct Node: Sendable {
    /// The form's number in the vocabulary.
    package var form: Int32
    /// The number of the node's name among `nodeNames`; -1 if it has none.
    package var name: Int32
    /// The number of the node in its source's words among `seeds`; -1 if there are none.
    package var seed: Int32
    /// Elements of the weights that the node reads, `nil` where not known.
    package var parameters: Int?
    /// Where its operands lie among `operands`.
    var operands: Range<Int32>
    /// Where the names of its results begin among `resultNames`.
    var results: Int32
  }

  /// What a node reads at one position.
  @usableFromInline
  package struct Place: Sendable {
    /// Where an operand comes from.
    @usableFromInline
    package enum Origin: Sendable {
      case absent, input, node, weight
    }

    /// Where the operand comes from.
    @usableFromInline package var origin: Origin
    /// Whether it is a weight that the node's attributes spell out.
    @usableFromInline package var isFolded = false
    /// The position of the input, node or weight in its list.
    @usableFromInline package var number: Int32 = 0
    /// Which of a node's results it is.
    @usableFromInline package var output: Int32 = 0

    /// Names an operand.
    @inlinable
    package init(_ origin: Origin, _ number: Int32 = 0, output: Int32 = 0, isFolded: Bool = false) {
      self.origin = origin
      self.number = number
      self.output = output
      self.isFolded = isFolded
    }

    /// Whether it counts for what the node computes.
    var isRead: Bool { origin != .absent && !isFolded }
  }

  /// The identity; see ``Graph``.
  package internal(set) var id = ""
  /// The identity without the batch.
  package internal(set) var structure = ""
  /// The network's name.
  package var name: String?
  /// The family it belongs to.
  package var family: String?
  /// The order of a tensor's dimensions.
  package var layout: String?
  /// The batch size, where the inputs have one.
  package var batch: Int?
  /// The sum over all nodes, shared weights counted once.
  package var totals = Cost()
  /// Where the graph was read.
  package var source: Source?
  /// What the source says of the graph in its own words.
  package var seed: [UInt8]?

  /// What the network reads.
  package var inputs: [Value] = []
  /// Weights and constants, each once.
  package var weights: [Value] = []
  /// What the network computes, in the source's order.
  package var outputs: [Operand] = []
  /// The nodes, operands before the nodes that read them.
  package private(set) var nodes: [Node] = []
  /// The operands of all nodes, one after the other.
  @usableFromInline var operands: [Place] = []
  /// The numbers of the results' names; -1 for a result that has none.
  @usableFromInline var resultNames: [Int32] = []
  /// The names of all values.
  package var names = ByteTable()
  /// The names of nodes.
  package var nodeNames = ByteTable()
  /// Nodes in the words of their source.
  package var seeds = ByteTable()
  /// The order in which a canonical walk met everything; empty until it has.
  var numbering = CanonicalNumbering()

  /// A graph of nothing.
  package init() {}

  /// A graph of nothing, with room for so many nodes of one result each.
  package init(reservingNodes nodeCount: Int, operands operandCount: Int, weights weightCount: Int)
  {
    nodes.reserveCapacity(nodeCount)
    operands.reserveCapacity(operandCount)
    resultNames.reserveCapacity(nodeCount)
    weights.reserveCapacity(weightCount)
  }

  /// Drops everything and keeps the storage.
  package mutating func removeAll() {
    (id, structure) = ("", "")
    (name, family, layout, batch, source, seed) = (nil, nil, nil, nil, nil, nil)
    totals = Cost()
    inputs.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    outputs.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    operands.removeAll(keepingCapacity: true)
    resultNames.removeAll(keepingCapacity: true)
    names.removeAll()
    nodeNames.removeAll()
    seeds.removeAll()
  }

  /// Appends an operand of the node that is appended next.
  @inlinable
  package mutating func append(operand: Place) {
    operands.append(operand)
  }

  /// Appends the name of a result of the node that is appended next; -1 for one without a name.
  @inlinable
  package mutating func append(resultName: Int32) {
    resultNames.append(resultName)
  }

  /// Appends a node that reads and computes what has been appended since the one before.
  package mutating func append(
    node form: Int32, name: Int32, seed: Int32 = -1, parameters: Int?, results: Int
  ) {
    let start = nodes.last?.operands.upperBound ?? 0
    nodes.append(
      Node(
        form: form, name: name, seed: seed, parameters: parameters,
        operands: start..<Int32(operands.count), results: Int32(resultNames.count - results)))
  }

  /// The operands of a node, by position.
  func places(of node: Int) -> Range<Int> {
    Int(nodes[node].operands.lowerBound)..<Int(nodes[node].operands.upperBound)
  }
}
