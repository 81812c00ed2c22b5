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

  let draft: GraphDraft
  let binding: InputBinding
  let costs: CostTable
  /// What is known of each value.
  private(set) var facts: [ValueFact]
  /// The value that stands for each value; another one only behind Identity of a weight.
  private(set) var aliases: [Int]
  private(set) var outcomes: [Outcome]
  private var isOutput: [Bool]
  /// Notes on inputs, which their first reader takes over.
  private var inputNotes: [Int: [String]] = [:]

  init(_ draft: GraphDraft, weights: [Bool], _ binding: InputBinding, _ costs: CostTable) {
    self.draft = draft
    self.binding = binding
    self.costs = costs
    facts = draft.values.map { ValueFact(type: $0.type) }
    aliases = Array(draft.values.indices)
    outcomes = Array(repeating: Outcome(), count: draft.nodes.count)
    isOutput = Array(repeating: false, count: draft.values.count)
    for output in draft.outputs { isOutput[output] = true }
    for (number, value) in draft.values.enumerated() where weights[number] {
      facts[number].shape = value.shape?.map(\.value)
      facts[number].constant = value.constant
      facts[number].isWeight = true
      if value.type?.isFloat == true, value.shape?.isEmpty == false {
        facts[number].parameters = [number]
      }
    }
    for input in draft.inputs where !weights[input] {
      let (shape, notes) = binding.shape(of: draft.values[input])
      facts[input].shape = shape
      if !notes.isEmpty { inputNotes[input] = notes }
    }
  }

  mutating func run(_ order: [Int]) {
    for position in order { infer(position) }
  }

  private mutating func infer(_ position: Int) {
    let node = draft.nodes[position]
    if node.op == "Identity", makeAlias(node) {
      outcomes[position].isFolded = true
      return
    }
    var inference = NodeInference(
      op: node.op, opset: node.opset, operands: node.operands.map { $0 < 0 ? nil : facts[$0] },
      batchChange: binding.change, attributes: node.attributes,
      outputs: Array(repeating: ValueFact(), count: node.outputs.count), notes: node.notes)
    for operand in node.operands {
      if let notes = inputNotes.removeValue(forKey: operand) { inference.notes += notes }
    }
    StandardAttributes.complete(&inference)
    let rule = RuleRegistry.rule(for: node.op)
    if let rule {
      rule(&inference)
    } else {
      inference.note("operator \(node.op) is not known")
    }
    outcomes[position].isFolded = rule != nil && folds(node, inference)
    settle(node, &inference, isFolded: outcomes[position].isFolded)
    let (macs, flops) = costs.arithmetic(of: inference)
    outcomes[position].macs = macs
    outcomes[position].flops = flops
    inference.attributes.sort { $0.name < $1.name }
    outcomes[position].attributes = inference.attributes
    outcomes[position].notes = inference.notes
    for (index, output) in node.outputs.enumerated() where output >= 0 {
      facts[output] = inference.outputs[index]
    }
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
  private func folds(_ node: GraphDraft.Node, _ inference: NodeInference) -> Bool {
    guard !node.outputs.contains(where: { $0 >= 0 && isOutput[$0] }),
      !Self.random.contains(node.op)
    else { return false }
    let operands = inference.operands.compactMap { $0 }
    let isKnown = inference.outputs.allSatisfy { $0.constant?.isComplete ?? false }
    guard isKnown || !operands.isEmpty && operands.allSatisfy(\.isWeight) else { return false }
    // A weight that is stretched to the batch of the data is another one for every batch. (Whether
    // its contents are known must not matter: a file with and one without them are one network.)
    let isStretched = Self.shapeDriven.contains(node.op) && operands.contains(where: \.followsShape)
    return !isStretched || isKnown && operands.allSatisfy(\.parameters.isEmpty)
  }

  private static let random: Set<String> = [
    "Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform",
    "RandomUniformLike",
  ]

  private static let shapeDriven: Set<String> = [
    "ConstantOfShape", "Expand", "Pad", "Range", "Reshape", "Resize", "Slice", "Tile", "Upsample",
  ]

  /// Completes what the rule left open from the file's own hints, and says what stays open.
  private func settle(
    _ node: GraphDraft.Node, _ inference: inout NodeInference, isFolded: Bool
  ) {
    let operands = inference.operands.compactMap { $0 }
    let followsShape =
      operands.contains(where: \.followsShape)
      || (node.op == "Shape" || node.op == "Size") && !operands.allSatisfy(\.isWeight)
    for (index, output) in node.outputs.enumerated() where output >= 0 {
      let value = draft.values[output]
      var fact = inference.outputs[index]
      fact.type = fact.type ?? value.type
      merge(binding.hint(for: value), into: &fact.shape, of: value, &inference.notes)
      if fact.shape == nil || fact.shape?.contains(nil) == true, inference.notes.isEmpty {
        let open = operands.contains { $0.shape == nil || $0.shape?.contains(nil) == true }
        inference.note(open ? "an operand's shape is not known" : "the shape depends on the data")
      }
      fact.isWeight = isFolded
      fact.followsShape = followsShape
      if isFolded {
        for parameter in operands.lazy.flatMap(\.parameters)
        where !fact.parameters.contains(parameter) { fact.parameters.append(parameter) }
      }
      inference.outputs[index] = fact
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
