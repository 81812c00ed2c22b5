package import ComputationGraph

/// Finds out what single nodes compute, for those who put networks together layer by layer.
///
/// No rule looks further than a node's operands, so a network of such nodes is the one that building
/// all of it from a draft gives. A workshop belongs to one thread; what it finds out never depends on
/// what it was asked before.
package struct LayerWorkshop: Sendable {
  /// A weight or a constant operand.
  package struct Weight: Sendable {
    /// The shape and the element type.
    package let type: ValueType
    /// The contents, where they say what is computed.
    package let constant: ConstantValue?

    /// Describes a weight.
    package init(_ type: ValueType, constant: ConstantValue? = nil) {
      self.type = type
      self.constant = constant
    }
  }

  /// A node with one result, as the workshop's vocabulary knows it.
  package struct Layer: Sendable {
    /// The form's number.
    package let form: Int32
    /// The number of the result's type.
    package let result: Int32
    /// The numbers of the weights' types, and whether the attributes spell the weight out.
    package let weights: [(type: Int32, isFolded: Bool)]
    /// What it costs.
    package let cost: Cost
  }

  private let costs: CostTable
  private var memory = GraphMemory()
  private var key = WordKey()

  /// An empty workshop with a builder's rules and costs.
  package init(_ builder: GraphBuilder) {
    costs = builder.costs
  }

  /// The forms and types of all layers.
  package var vocabulary: GraphVocabulary { memory.vocabulary }

  /// Forgets everything if it has become too much, and says whether it did. The caller must have
  /// nothing that is numbered here, then.
  package mutating func trim() -> Bool { memory.trim() }

  /// The number of a type.
  package mutating func number(of type: ValueType) -> Int32 { memory.vocabulary.number(of: type) }

  /// Finds out about a node.
  ///
  /// - Parameters:
  ///   - node: Its operator and attributes; its operands and results are not looked at.
  ///   - types: The types of the data that it reads, by number.
  ///   - weights: The operands after those.
  /// - Returns: `nil` if its result is a constant, so that it is no node.
  package mutating func layer(
    _ node: GraphDraft.Node, reading types: [Int32], and weights: [Weight]
  ) -> Layer? {
    let spelling = memory.lexicon.spelling(of: node, costs)
    // One result, which the graph hands out, and of which no file says anything.
    key.removeAll()
    key.append(spelling)
    key.append(0)
    key.append(1 << 1 | 1)
    key.append(NodeStudy.undeclared)
    for type in types { key.append(memory.facts.number(type: type, in: memory.vocabulary)) }
    let first = key.words.count
    for weight in weights { key.append(memory.fact(of: weight)) }
    let (number, known) = memory.nodes.find(key)
    let outcome: KnownNodes.Outcome
    if let known {
      outcome = known
    } else {
      var study = memory.study(Array(key.words), nil, notes: [])
      outcome = study.outcome(&memory, Blueprint(), 0)
      memory.nodes.remember(outcome, for: number)
    }
    return outcome.isFolded ? nil : layer(outcome, key.words[first...], after: types.count)
  }

  private func layer(
    _ outcome: KnownNodes.Outcome, _ facts: ArraySlice<Int32>, after position: Int
  ) -> Layer {
    let folded = memory.vocabulary.foldedPositions(of: outcome.form)
    var cost = memory.vocabulary.cost(of: outcome.form)
    var weights: [(type: Int32, isFolded: Bool)] = []
    var parameters: Extent = 0
    for (index, fact) in facts.enumerated() {
      let marks = memory.facts.marks[Int(fact)]
      let isFolded = folded.isSet(position + index)
      weights.append((marks.type, isFolded))
      if marks.hasParameters, !isFolded { parameters = parameters + Extent(marks.count) }
    }
    cost.parameters = parameters.value
    let result = memory.nodes.resultFacts[Int(outcome.results.lowerBound)]
    return Layer(
      form: outcome.form, result: memory.facts.marks[Int(result)].type, weights: weights,
      cost: cost)
  }
}

extension GraphMemory {
  /// The number of what is known of a layer's weight.
  fileprivate mutating func fact(of weight: LayerWorkshop.Weight) -> Int32 {
    let isParameter = weight.type.element?.isFloat == true && weight.type.shape?.isEmpty == false
    return facts.number(
      type: vocabulary.number(of: weight.type),
      constant: weight.constant.map { facts.number(of: $0) } ?? -1, isWeight: true,
      hasParameters: isParameter, in: vocabulary)
  }
}
