import ComputationGraph

/// All that the builder knows of one operator, looked up once a node.
final class OperatorTraits: Sendable {
  /// What its results are like; `nil` for an operator that is not known.
  let rule: ShapeRule?
  /// Attributes that a node which leaves them out has nevertheless.
  let standard: [Attribute]
  /// Attributes that inference does not look at.
  let dropped: [String]
  /// Operand positions, as bits, at which networks have weights and nothing else.
  let weightPositions: UInt64
  /// Operands that attributes may spell out.
  let attributeOperands: AttributeOperands
  /// What it costs; `nil` if the table does not know it.
  let cost: CostTable.Row?
  /// Whether two runs, or two rounds of a loop, may give different results.
  let isRandom: Bool
  /// Whether an operand's contents say how large the result is.
  let isShapeDriven: Bool
  /// Whether the result is an operand's shape.
  let readsShape: Bool

  /// The attributes of a node that gives these, sorted: those that inference does not look at left
  /// out, those that the node leaves out filled in where they are always the same.
  func completed(_ given: [Attribute]) -> [Attribute] {
    var attributes = given
    if !dropped.isEmpty {
      attributes.removeAll { attribute in dropped.contains { attribute.isNamed($0) } }
    }
    for attribute in standard
    where !attributes.contains(where: { $0.isNamed(attribute.name) }) {
      attributes.append(attribute)
    }
    attributes.sortByName()
    return attributes
  }

  private init(_ op: String, _ costs: CostTable) {
    rule = RuleRegistry.rule(for: op)
    standard = StandardAttributes.standard[op] ?? []
    dropped = StandardAttributes.trainingOnly[op] ?? []
    weightPositions = WeightPositions.bits(of: op)
    attributeOperands = AttributeOperands(of: op)
    cost = costs.rows[op]
    isRandom = Self.random.contains(op)
    isShapeDriven = Self.shapeDriven.contains(op)
    readsShape = op == "Shape" || op == "Size"
  }

  /// The traits of an operator, by the costs of a table.
  static func traits(of op: String, _ costs: CostTable) -> OperatorTraits {
    guard RuleRegistry.isKnown(op) || costs.covers(op) else { return unknown }
    return OperatorTraits(op, costs)
  }

  /// Those of an operator that is not known.
  static let unknown = OperatorTraits("", CostTable())

  private static let random: Set<String> = [
    "Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform",
    "RandomUniformLike", "tensorflow.Merge", "tensorflow.RefMerge",
  ]

  private static let shapeDriven: Set<String> = [
    "ConstantOfShape", "Expand", "Pad", "Range", "Reshape", "Resize", "Slice", "Tile", "Upsample",
  ]
}

extension [Attribute] {
  /// Sorts few attributes, most of which stand right already.
  fileprivate mutating func sortByName() {
    for end in indices.dropFirst() {
      var index = end
      while index > 0, self[index].name < self[index - 1].name {
        swapAt(index, index - 1)
        index -= 1
      }
    }
  }
}
