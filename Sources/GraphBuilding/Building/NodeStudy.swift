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

  private let spelling: Int32
  private let traits: OperatorTraits
  private let hints: ArraySlice<Int32>
  private let readsOutput: Bool
  var inference: NodeInference
  /// Whether the outcome names values, so that it holds for this node alone.
  private(set) var namesValues = false

  init(
    _ spelling: Lexicon.Spelling, _ memory: GraphMemory, _ key: [Int32],
    _ change: NodeInference.BatchChange?
  ) {
    let results = Int(key[2] >> 1)
    self.spelling = key[0]
    traits = spelling.traits
    readsOutput = key[2] & 1 == 1
    hints = key[3..<3 + results]
    var operands: [ValueFact?] = []
    operands.reserveCapacity(key.count - 3 - results)
    // Not `map`, whose closure would hold a copy of the memory.
    for fact in key[(3 + results)...] {
      operands.append(fact < 0 ? nil : memory.facts.facts[Int(fact)])
    }
    inference = NodeInference(
      op: spelling.op, opset: spelling.opset, operands: operands,
      batchChange: change, attributes: spelling.attributes,
      outputs: Array(repeating: ValueFact(), count: results), notes: spelling.notes)
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
    var facts: [Int32] = []
    var types: [Int32] = []
    for index in inference.outputs.indices {
      // Of a result that nobody asked for nothing is known.
      let isWanted = hints[hints.startIndex + index] != Self.unwanted
      let fact = memory.facts.number(
        of: isWanted ? inference.outputs[index] : ValueFact(), in: &memory.vocabulary)
      facts.append(fact)
      types.append(memory.facts.marks[Int(fact)].type)
      if memory.facts.marks[Int(fact)].constant >= 0 { outcome.hasConstants = true }
    }
    outcome.results = memory.nodes.append(results: facts)
    guard !isFolded else { return outcome }
    let (macs, flops) = traits.cost?.arithmetic(of: inference) ?? (nil, nil)
    inference.attributes.sortByName()
    outcome.form = memory.vocabulary.add(
      NodeForm(
        op: inference.op, attributes: inference.attributes,
        results: types, flops: flops, macs: macs,
        bytes: bytes(facts, memory.facts, folded), notes: inference.notes, folded: folded),
      like: memory.latestForm(of: spelling))
    memory.setLatestForm(outcome.form, of: spelling)
    return outcome
  }

  /// Whether a node's results are constants: it reads weights alone, or what it computes is known.
  private var isFolded: Bool {
    guard traits.rule != nil, !traits.isRandom, !readsOutput else { return false }
    var isConstant = !inference.operands.isEmpty
    var isStretched = false
    var isParameter = false
    for case let operand? in inference.operands {
      isConstant = isConstant && operand.isWeight
      isStretched = isStretched || traits.isShapeDriven && operand.followsShape
      isParameter = isParameter || operand.hasParameters
    }
    let isKnown = inference.outputs.allSatisfy { $0.constant?.isComplete ?? false }
    guard isKnown || isConstant else { return false }
    // A weight that is stretched to the batch of the data is another one for every batch. (Whether
    // its contents are known must not matter: a file with and one without them are one network.)
    return !isStretched || isKnown && !isParameter
  }

  /// Completes what the rule left open from the file's own hints, and says what stays open.
  private mutating func settle(
    _ vocabulary: GraphVocabulary, isFolded: Bool, _ blueprint: Blueprint, _ node: Int
  ) {
    let readsShape = inference.op == "Shape" || inference.op == "Size"
    let operands = inference.operands.compactMap { $0 }
    let followsShape = operands.contains { $0.followsShape || !$0.isWeight && readsShape }
    let isOpen = operands.contains { $0.shape.isOpen }
    let hasParameters = operands.contains { $0.hasParameters }
    for index in inference.outputs.indices {
      let hint = hints[hints.startIndex + index]
      guard hint != Self.unwanted else { continue }
      if hint >= 0 { complete(index, by: vocabulary.types[Int(hint)], blueprint, node) }
      if inference.notes.isEmpty, inference.outputs[index].shape.isOpen {
        inference.note(isOpen ? "an operand's shape is not known" : "the shape depends on the data")
      }
      inference.outputs[index].isWeight = isFolded
      inference.outputs[index].followsShape = followsShape
      inference.outputs[index].hasParameters = isFolded && hasParameters
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
  private func bytes(_ results: [Int32], _ facts: KnownFacts, _ folded: UInt64) -> Int? {
    var bytes: Extent = 0
    for (position, operand) in inference.operands.enumerated() {
      guard let operand, !(operand.isWeight && folded.isSet(position)) else { continue }
      bytes = bytes + Extent(operand.byteCount)
    }
    for (index, hint) in hints.enumerated() where hint != Self.unwanted {
      bytes = bytes + Extent(facts.marks[Int(results[index])].byteCount)
    }
    return bytes.value
  }
}

extension Shape? {
  /// Whether the rank or a dimension is not known.
  fileprivate var isOpen: Bool {
    guard let self else { return true }
    return self.contains(nil)
  }
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
