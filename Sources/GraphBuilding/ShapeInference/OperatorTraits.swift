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
  /// Whether two runs give different results.
  let isRandom: Bool
  /// Whether an operand's contents say how large the result is.
  let isShapeDriven: Bool

  /// The attributes of a node that gives these: those that inference does not look at left out,
  /// those that the node leaves out filled in where they are always the same.
  func completed(_ given: [Attribute]) -> [Attribute] {
    var attributes = given
    if !dropped.isEmpty {
      attributes.removeAll { attribute in dropped.contains { attribute.isNamed($0) } }
    }
    for attribute in standard
    where !attributes.contains(where: { $0.isNamed(attribute.name) }) {
      attributes.append(attribute)
    }
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
  }

  /// The traits of every operator that has a rule or a cost.
  static func all(_ costs: CostTable) -> [String: OperatorTraits] {
    let known = Set(RuleRegistry.operators).union(costs.rows.keys)
    return Dictionary(uniqueKeysWithValues: known.map { ($0, OperatorTraits($0, costs)) })
  }

  /// Those of an operator that is not known.
  static let unknown = OperatorTraits("", CostTable())

  private static let random: Set<String> = [
    "Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform",
    "RandomUniformLike",
  ]

  private static let shapeDriven: Set<String> = [
    "ConstantOfShape", "Expand", "Pad", "Range", "Reshape", "Resize", "Slice", "Tile", "Upsample",
  ]
}
