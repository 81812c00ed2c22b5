import ComputationGraph

/// Goes through a draft, operands first, and finds out what each node computes.
struct GraphInference {
  /// What became of a node.
  struct Outcome {
    var attributes: [Attribute] = []
    var notes: [String] = []
    var macs: Int?
    var flops: Int?
    /// Whether its results are constants, so that it is no longer a node.
    var isFolded = false
  }

  /// The draft, whose attributes and notes move into the outcomes: copies took a tenth of the time.
  private(set) var draft: GraphDraft
  let binding: InputBinding
  /// What is known of each value.
  private(set) var facts: [ValueFact]
  /// The value that stands for each value; another one only behind Identity of a weight.
  private(set) var aliases: [Int]
  private(set) var outcomes: [Outcome]
  private var isOutput: [Bool]
  /// What the node at hand reads and computes, in lists that all nodes use one after the other: to
  /// make them anew for each was a tenth of all allocations.
  private var operands: [ValueFact?] = []
  private var results: [ValueFact] = []
  /// How many more elements of constants may be kept: a long chain of large ones must not pile up.
  private var constantBudget = 1 << 22
  private static let parameterLimit = 64
  /// Notes on inputs, which their first reader takes over.
  private var inputNotes: [Int: [String]] = [:]

  init(
    _ draft: consuming GraphDraft, weights: [Bool], _ binding: InputBinding
  ) {
    self.binding = binding
    facts = draft.values.map { ValueFact(type: $0.type) }
    aliases = Array(draft.values.indices)
    outcomes = Array(repeating: Outcome(), count: draft.nodes.count)
    isOutput = Array(repeating: false, count: draft.values.count)
    for output in draft.outputs { isOutput[output] = true }
    for number in weights.indices where weights[number] {
      facts[number].shape = draft.values[number].shape?.map(\.value)
      facts[number].constant = draft.values[number].constant
      facts[number].isWeight = true
      if facts[number].type?.isFloat == true, facts[number].shape?.isEmpty == false {
        facts[number].parameters = .one(number)
      }
    }
    for input in draft.inputs where !weights[input] {
      let (shape, notes) = binding.shape(of: draft.values[input])
      facts[input].shape = shape
      if !notes.isEmpty { inputNotes[input] = notes }
    }
    self.draft = draft
  }

  /// Looks at the nodes in this order; `traits` has those of each node's operator.
  mutating func run(_ order: [Int], _ traits: [OperatorTraits]) {
    for position in order { infer(position, traits[position]) }
  }

  private mutating func infer(_ position: Int, _ traits: OperatorTraits) {
    let op = draft.nodes[position].op
    if op == "Identity", makeAlias(draft.nodes[position]) {
      outcomes[position].isFolded = true
      return
    }
    collectOperands(of: position)
    clearResults(of: position)
    var inference = NodeInference(
      op: op, opset: draft.nodes[position].opset, operands: operands,
      batchChange: binding.change, attributes: takeAttributes(of: position, traits),
      outputs: [], notes: takeNotes(of: position))
    swap(&inference.outputs, &results)
    if let rule = traits.rule {
      rule(&inference)
    } else {
      inference.note("operator \(op) is not known")
    }
    let isFolded = folds(position, traits, inference)
    settle(position, &inference, isFolded: isFolded)
    let (macs, flops) = traits.cost?.arithmetic(of: inference) ?? (nil, nil)
    inference.attributes.sortByName()
    for index in draft.nodes[position].outputs.indices {
      let output = draft.nodes[position].outputs[index]
      if output >= 0 { swap(&facts[output], &inference.outputs[index]) }
    }
    swap(&inference.outputs, &results)
    swap(&outcomes[position].attributes, &inference.attributes)
    swap(&outcomes[position].notes, &inference.notes)
    outcomes[position].macs = macs
    outcomes[position].flops = flops
    outcomes[position].isFolded = isFolded
  }

  private mutating func collectOperands(of position: Int) {
    operands.removeAll(keepingCapacity: true)
    for operand in draft.nodes[position].operands {
      operands.append(operand < 0 ? nil : facts[operand])
    }
  }

  private mutating func clearResults(of position: Int) {
    results.removeAll(keepingCapacity: true)
    for _ in draft.nodes[position].outputs { results.append(ValueFact()) }
  }

  /// The node's attributes, those that it leaves out filled in where they are always the same.
  private mutating func takeAttributes(
    of position: Int, _ traits: OperatorTraits
  ) -> [Attribute] {
    var attributes: [Attribute] = []
    swap(&attributes, &draft.nodes[position].attributes)
    if !traits.dropped.isEmpty {
      attributes.removeAll { attribute in traits.dropped.contains { attribute.isNamed($0) } }
    }
    for attribute in traits.standard
    where !attributes.contains(where: { $0.isNamed(attribute.name) }) {
      attributes.append(attribute)
    }
    return attributes
  }

  private mutating func takeNotes(of position: Int) -> [String] {
    var notes: [String] = []
    swap(&notes, &draft.nodes[position].notes)
    guard !inputNotes.isEmpty else { return notes }
    for operand in draft.nodes[position].operands {
      if let more = inputNotes.removeValue(forKey: operand) { notes += more }
    }
    return notes
  }

  /// Identity of a weight is that weight under another name.
  private mutating func makeAlias(_ node: GraphDraft.Node) -> Bool {
    guard node.operands.count == 1, node.outputs.count == 1, node.operands[0] >= 0,
      node.outputs[0] >= 0, facts[node.operands[0]].isWeight, !isOutput[node.outputs[0]]
    else { return false }
    facts[node.outputs[0]] = facts[node.operands[0]]
    aliases[node.outputs[0]] = aliases[node.operands[0]]
    return true
  }

  /// Whether a node's results are constants: it reads weights alone, or what it computes is known.
  private func folds(
    _ position: Int, _ traits: OperatorTraits, _ inference: borrowing NodeInference
  ) -> Bool {
    guard traits.rule != nil, !traits.isRandom else { return false }
    var isConstant = !inference.operands.isEmpty
    var isStretched = false
    var isParameter = false
    for operand in draft.nodes[position].operands where operand >= 0 {
      isConstant = isConstant && facts[operand].isWeight
      isStretched = isStretched || traits.isShapeDriven && facts[operand].followsShape
      isParameter = isParameter || !facts[operand].parameters.isEmpty
    }
    let isKnown = inference.outputs.allSatisfy { $0.constant?.isComplete ?? false }
    guard isKnown || isConstant,
      !draft.nodes[position].outputs.contains(where: { $0 >= 0 && isOutput[$0] })
    else { return false }
    // A weight that is stretched to the batch of the data is another one for every batch. (Whether
    // its contents are known must not matter: a file with and one without them are one network.)
    return !isStretched || isKnown && !isParameter
  }

  /// Completes what the rule left open from the file's own hints, and says what stays open.
  private mutating func settle(
    _ position: Int, _ inference: inout NodeInference, isFolded: Bool
  ) {
    var followsShape = false
    var isOpen = false
    let readsShape = inference.readsShape
    for operand in draft.nodes[position].operands where operand >= 0 {
      followsShape =
        followsShape || facts[operand].followsShape || !facts[operand].isWeight && readsShape
      isOpen = isOpen || facts[operand].shape.isOpen
    }
    for index in inference.outputs.indices {
      let output = draft.nodes[position].outputs[index]
      guard output >= 0 else { continue }
      if inference.outputs[index].type == nil {
        inference.outputs[index].type = draft.values[output].type
      }
      if draft.values[output].shape != nil {
        merge(
          binding.hint(for: draft.values[output]), into: &inference.outputs[index].shape,
          of: draft.values[output], &inference.notes)
      }
      if inference.notes.isEmpty, inference.outputs[index].shape.isOpen {
        inference.note(isOpen ? "an operand's shape is not known" : "the shape depends on the data")
      }
      inference.outputs[index].isWeight = isFolded
      inference.outputs[index].followsShape = followsShape
      if isFolded {
        // What is made of very many weights counts as one of its own: lists must not add up.
        let parameters = inference.parameters
        inference.outputs[index].parameters =
          parameters.count <= Self.parameterLimit ? parameters : .one(output)
      }
      let elements = inference.outputs[index].constant?.count ?? 0
      constantBudget -= elements
      if constantBudget < 0, elements > 0 { inference.outputs[index].constant = nil }
    }
  }

  private func merge(
    _ hint: Shape?, into shape: inout Shape?, of value: GraphDraft.Value, _ notes: inout [String]
  ) {
    guard let hint else { return }
    guard let known = shape else {
      shape = hint
      return
    }
    guard known.count == hint.count else {
      notes.append(
        "the file says that \"\(value.name)\" has rank \(hint.count), not \(known.count)")
      return
    }
    for (axis, size) in hint.enumerated() {
      if known[axis] == nil { shape?[axis] = size }
      if let size, let inferred = known[axis], size != inferred {
        notes.append(
          "the file says that dimension \(axis) of \"\(value.name)\" is \(size), not \(inferred)")
      }
    }
  }
}

extension NodeInference {
  /// Whether the result tells of its operand's dimensions.
  fileprivate var readsShape: Bool { op == "Shape" || op == "Size" }

  /// The weights of the file that the operands are made of, each once.
  fileprivate var parameters: ParameterSet {
    var parameters = ParameterSet.none
    for case let operand? in operands { operand.parameters.forEach { parameters.insert($0) } }
    return parameters
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
