/// What is to be known of an operator's results, and the normal form of its attributes.
typealias ShapeRule = @Sendable (inout NodeInference) -> Void

/// The rules by operator. Each family of operators lists its own in `Rules/`.
package enum RuleRegistry {
  /// Operators that have a rule, in ONNX's vocabulary.
  package static var operators: [String] { rules.keys.sorted() }

  /// Whether an operator has a rule.
  static func isKnown(_ op: String) -> Bool { rules[op] != nil }

  static func rule(for op: String) -> ShapeRule? {
    rules[op]
  }

  private static let rules: [String: ShapeRule] = {
    let families: [[String: ShapeRule]] = [
      activationRules, attentionRules, batchMovingRules, controlFlowRules, convolutionRules,
      elementwiseRules, generatorRules, indexingRules, joiningRules, keptOperatorRules, logicRules,
      lossRules,
      matrixRules, normalisationRules, openControlFlowRules, poolingRules, quantisationRules,
      recurrentRules, reductionRules, reshapingRules, resizingRules, sequenceRules, signalRules,
      textRules,
    ]
    let rules = families.reduce(into: [:]) { rules, family in
      // Two rules of one operator would make its meaning depend on the order above.
      rules.merge(family) { _, _ in preconditionFailure("an operator has two rules") }
    }
    return Dictionary(
      uniqueKeysWithValues: rules.map { ($0, ChannelsLast.rule(for: $0, $1)) })
  }()
}
