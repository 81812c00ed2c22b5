import ComputationGraph

/// All that the builder knows of one operator, looked up once a node.
final class OperatorTraits: Sendable {
  /// What its results are like; `nil` for an operator that is not known.
  let rule: ShapeRule?
  /// Attributes that a node which leaves them out has nevertheless.
  let standard: [Attribute]
  /// Attributes that inference does not look at.
  let dropped: [String]
  /// Operand positions at which networks have weights and nothing else.
  let weightPositions: ClosedRange<Int>?
  /// Whether attributes may spell operands out.
  let mayFold: Bool
  /// What it costs; `nil` if the table does not know it.
  let cost: CostTable.Row?
  /// Whether two runs give different results.
  let isRandom: Bool
  /// Whether an operand's contents say how large the result is.
  let isShapeDriven: Bool

  private init(_ op: String, _ costs: CostTable) {
    rule = RuleRegistry.rule(for: op)
    standard = StandardAttributes.standard[op] ?? []
    dropped = StandardAttributes.trainingOnly[op] ?? []
    weightPositions = WeightPositions.range(of: op)
    mayFold = AttributeOperands.mayFold(op: op)
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
