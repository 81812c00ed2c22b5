/// Where a node's operand comes from.
package enum Operand: Sendable, Hashable {
  /// The graph's input at this position. JSON: `-1 - position`.
  case input(Int)
  /// An output of the node at this position. JSON: `node`, or `[node, output]` unless output is 0.
  case node(Int, output: Int)
  /// An optional operand that is left out. JSON: `null`.
  case absent
}

/// A weight or constant that a node reads.
package struct WeightUse: Sendable, Hashable {
  /// The position among all of the node's operands, data and weights together.
  package var position: Int
  /// The position in the graph's list of weights.
  package var weight: Int

  /// A use of a weight at an operand position. JSON: `[position, weight]`.
  package init(position: Int, weight: Int) {
    self.position = position
    self.weight = weight
  }
}

/// One operator applied once.
package struct Node: Sendable, Equatable {
  /// The operator in ONNX's vocabulary, or with a prefix (`tflite.CUSTOM:ethos-u`) if it has none.
  package var op: String
  /// The node's name in the source; never part of an identity.
  package var name: String?
  /// The attributes sorted by name, defaults filled in, attribute-like constant operands folded in.
  package var attributes: [Attribute]
  /// The data operands in order. Weights are not among them; they fill the positions that
  /// `weights` names, and the data operands the others.
  package var inputs: [Operand]
  /// The weights and constants that the node reads.
  package var weights: [WeightUse]
  /// What the node computes.
  package var outputs: [ValueInfo]
  /// What it takes.
  package var cost: Cost
  /// What could not be settled, and why.
  package var notes: [String]
  /// The node in the words of its source, as the JSON text of an object: what a dataset's own
  /// encoding needs and the rest of the node does not say. Never part of an identity.
  package var seed: [UInt8]?

  /// Makes a node.
  package init(
    op: String, name: String? = nil, attributes: [Attribute] = [], inputs: [Operand] = [],
    weights: [WeightUse] = [], outputs: [ValueInfo] = [], cost: Cost = Cost(),
    notes: [String] = [], seed: [UInt8]? = nil
  ) {
    self.op = op
    self.name = name
    self.attributes = attributes
    self.inputs = inputs
    self.weights = weights
    self.outputs = outputs
    self.cost = cost
    self.notes = notes
    self.seed = seed
  }

  /// The value of the attribute of this name, if the node has it.
  package func attribute(_ name: String) -> AttributeValue? {
    for index in attributes.indices where attributes[index].isNamed(name) {
      return attributes[index].value
    }
    return nil
  }
}
