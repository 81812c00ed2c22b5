import ComputationGraph

/// A node that resembles none before: what its rule says of it, completed by what the file says.
///
/// All that the outcome depends on stands in a key: the number of the spelling, that of the change
/// of the batch, twice the number of results (plus 1 if one of them is a result of the graph), a
/// type's number, `undeclared` or `unwanted` for each result, and a fact's number or -1 for each
/// operand.
struct NodeStudy {
  /// Stands in a key for a result that nobody asked for.
  static let unwanted: Int32 = -1
  /// Stands in a key for a result of which the file says nothing.
  static let undeclared: Int32 = -2

  private let key: [Int32]
  private let traits: OperatorTraits
  private let operands: OperandSummary
  private var inference: NodeInference
  /// Whether the outcome names values, so that it holds for this node alone.
  private(set) var namesValues = false

  init(
    key: [Int32], traits: OperatorTraits, operands: OperandSummary, inference: NodeInference
  ) {
    self.key = key
    self.traits = traits
    self.operands = operands
    self.inference = inference
  }

  /// Asks the rule, and writes down what came of it. Of the node itself only names are looked at.
  mutating func outcome(
    _ memory: inout GraphMemory, _ blueprint: Blueprint, _ node: Int
  ) -> KnownNodes.Outcome {
    if let rule = traits.rule {
      rule(&inference)
    } else {
      inference.note("operator \(inference.op) is not known")
    }
    let isFolded = isFolded
    let folded = traits.attributeOperands.folded(by: inference.attributes)
    settle(memory.vocabulary, isFolded: isFolded, blueprint, node)
    var outcome = KnownNodes.Outcome(form: -1, results: 0..<0)
    let firstResult = memory.nodes.resultFacts.count
    var types: [Int32] = []
    types.reserveCapacity(resultCount)
    for index in 0..<resultCount {
      // Of a result that nobody asked for nothing is known.
      let isWanted = hint(of: index) != Self.unwanted
      let fact = memory.facts.number(
        of: isWanted ? inference.outputs[index] : ValueFact(), in: &memory.vocabulary)
      memory.nodes.append(resultFact: fact)
      types.append(memory.facts.marks[Int(fact)].type)
      if memory.facts.marks[Int(fact)].constant >= 0 { outcome.hasConstants = true }
    }
    outcome.results = Int32(firstResult)..<Int32(memory.nodes.resultFacts.count)
    guard !isFolded else { return outcome }
    var cost = Cost()
    if let own = inference.ownCost {
      cost = own
    } else {
      (cost.macs, cost.flops) = traits.cost?.arithmetic(of: inference) ?? (nil, nil)
      cost.bytes = bytes(memory.nodes.resultFacts[firstResult...], memory.facts, folded)
    }
    let operation = memory.number(
      of: Operation(inference.op, inference.attributes), spelled: key[0])
    outcome.form = memory.vocabulary.add(
      NodeForm(
        operation, results: types, flops: cost.flops, macs: cost.macs, bytes: cost.bytes,
        notes: inference.notes, folded: folded))
    return outcome
  }

  private var resultCount: Int { Int(key[2] >> 1) }
  private var readsOutput: Bool { key[2] & 1 == 1 }

  private func hint(of result: Int) -> Int32 { key[3 + result] }

  /// Whether a node's results are constants: it reads weights alone, or what it computes is known.
  private var isFolded: Bool {
    guard traits.rule != nil, !traits.isRandom, !readsOutput else { return false }
    let isKnown = inference.outputs.allSatisfy { $0.constant?.isComplete ?? false }
    guard isKnown || operands.areConstant else { return false }
    // A weight that is stretched to the batch of the data is another one for every batch. (Whether
    // its contents are known must not matter: a file with and one without them are one network.)
    let isStretched = traits.isShapeDriven && operands.followShape
    return !isStretched || isKnown && !operands.haveParameters
  }

  /// Completes what the rule left open from the file's own hints, and says what stays open.
  private mutating func settle(
    _ vocabulary: GraphVocabulary, isFolded: Bool, _ blueprint: Blueprint, _ node: Int
  ) {
    for index in 0..<resultCount {
      let hint = hint(of: index)
      guard hint != Self.unwanted else { continue }
      if hint >= 0 { complete(index, by: vocabulary.types[Int(hint)], blueprint, node) }
      if inference.notes.isEmpty, inference.outputs[index].shape.isOpen {
        inference.note(
          operands.areOpen ? "an operand's shape is not known" : "the shape depends on the data")
      }
      inference.outputs[index].isWeight = isFolded
      inference.outputs[index].followsShape =
        operands.followShape || traits.readsShape && operands.haveData
      inference.outputs[index].hasParameters = isFolded && operands.haveParameters
    }
  }

  private mutating func complete(
    _ index: Int, by hint: ValueType, _ blueprint: Blueprint, _ node: Int
  ) {
    if inference.outputs[index].type == nil { inference.outputs[index].type = hint.element }
    guard let hinted = hint.shape else { return }
    guard let known = inference.outputs[index].shape else {
      inference.outputs[index].shape = hinted
      return
    }
    guard known.count == hinted.count else {
      namesValues = true
      return inference.note(
        "the file says that \"\(blueprint.name(ofResult: index, of: node))\" has rank "
          + "\(hinted.count), not \(known.count)")
    }
    for (axis, size) in hinted.enumerated() {
      if known[axis] == nil { inference.outputs[index].shape?[axis] = size }
      if let size, let inferred = known[axis], size != inferred {
        namesValues = true
        inference.note(
          "the file says that dimension \(axis) of "
            + "\"\(blueprint.name(ofResult: index, of: node))\" is \(size), not \(inferred)")
      }
    }
  }

  /// The bytes of all operands but those that the attributes spell out, and of the results.
  private func bytes(
    _ results: ArraySlice<Int32>, _ facts: KnownFacts, _ folded: UInt64
  ) -> Int? {
    var bytes: Extent = 0
    let first = 3 + resultCount
    for index in key.indices.dropFirst(first) where key[index] >= 0 {
      let marks = facts.marks[Int(key[index])]
      if marks.isWeight && folded.isSet(index - first) { continue }
      bytes = bytes + Extent(marks.byteCount)
    }
    for (index, result) in results.enumerated() where hint(of: index) != Self.unwanted {
      bytes = bytes + Extent(facts.marks[Int(result)].byteCount)
    }
    return bytes.value
  }
}
