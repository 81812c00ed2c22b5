import ByteReading
import ComputationGraph

/// Goes through a blueprint, operands first, and finds out what each node computes.
///
/// What becomes of a node follows from its spelling and from what is known of its operands. Most
/// nodes resemble one that was met before, in the same network or another: they are looked up, and
/// the rules are asked only for the others.
struct GraphInference {
  /// What is known of each value; -1 before that is found out.
  private(set) var facts: [Int32] = []
  /// The value that stands for each value; another one only behind Identity of a weight.
  private(set) var aliases: [Int32] = []
  /// The weights of the file that each value is made of.
  private(set) var parameters = ParameterSets()
  /// What became of each node.
  private(set) var outcomes: [KnownNodes.Outcome] = []
  private var isOutput: [Bool] = []
  /// Notes on inputs, which their first reader takes over.
  private var inputNotes: [Int32: [String]] = [:]
  /// How many more elements of constants may be kept: a long chain of large ones must not pile up.
  private var constantBudget = 0
  private var key = WordKey()

  private static let constantLimit = 1 << 22

  /// Says what is known of inputs and weights.
  mutating func begin(
    _ blueprint: Blueprint, weights: [Bool], _ binding: InputBinding, _ memory: inout GraphMemory
  ) {
    let count = blueprint.values.count
    facts.reset(to: -1, count: count)
    parameters.reset(count: count)
    isOutput.reset(to: false, count: count)
    aliases.removeAll(keepingCapacity: true)
    aliases.append(contentsOf: 0..<Int32(count))
    let idle = KnownNodes.Outcome(form: -1, results: 0..<0)
    outcomes.reset(to: idle, count: blueprint.nodes.count)
    for output in blueprint.outputs { isOutput[Int(output)] = true }
    inputNotes = [:]
    constantBudget = Self.constantLimit
    for value in weights.indices where weights[value] {
      facts[value] = memory.fact(ofWeight: blueprint.values[value])
      if memory.facts.marks[Int(facts[value])].hasParameters {
        parameters.setWeight(value)
      }
    }
    for input in blueprint.inputs where !weights[Int(input)] {
      let declared = blueprint.values[Int(input)].declared
      let type = declared < 0 ? nil : memory.lexicon.types[Int(declared)]
      let (shape, notes) = binding.shape(
        of: type?.dimensions, named: blueprint.names[Int(input)])
      facts[Int(input)] = memory.fact(ofType: ValueType(shape, type?.element))
      if !notes.isEmpty { inputNotes[input] = notes }
    }
  }

  /// Looks at a node, all of whose operands have been looked at.
  mutating func infer(
    _ node: Int, of blueprint: Blueprint, _ binding: InputBinding, _ memory: inout GraphMemory
  ) {
    let spelling = Int(blueprint.nodes[node].spelling)
    if memory.lexicon.marks[spelling].isIdentity, makeAlias(blueprint, node, memory) {
      outcomes[node] = .alias
      return
    }
    makeKey(blueprint, node, binding, &memory)
    let notes = takeNotes(blueprint, node)
    // What an input's notes say is not said of another input.
    let (number, known) = notes.isEmpty ? memory.nodes.find(key) : (-1, nil)
    let outcome: KnownNodes.Outcome
    if let known {
      outcome = known
    } else {
      var study = memory.study(Array(key.words), binding.change, notes: notes)
      outcome = study.outcome(&memory, blueprint, node)
      if number >= 0, !study.namesValues { memory.nodes.remember(outcome, for: number) }
    }
    outcomes[node] = outcome
    handOn(outcome, blueprint, node, &memory)
  }

  /// Writes down all that the outcome depends on; see ``NodeStudy``.
  private mutating func makeKey(
    _ blueprint: Blueprint, _ node: Int, _ binding: InputBinding, _ memory: inout GraphMemory
  ) {
    let results = blueprint.resultRange(of: node)
    let operands = blueprint.operandRange(of: node)
    var key = WordKey()
    swap(&key, &self.key)
    defer { swap(&key, &self.key) }
    var words = key.refill(3 + results.count + operands.count)
    words[0] = blueprint.nodes[node].spelling
    words[1] = memory.context
    words[2] = Int32(truncatingIfNeeded: results.count) << 1
    var position = 3
    for index in results {
      let result = Int(blueprint.results[index])
      if result >= 0 {
        words[position] = memory.hint(blueprint.values[result].declared, binding)
        if isOutput[result] { words[2] |= 1 }
      } else {
        words[position] = NodeStudy.unwanted
      }
      position += 1
    }
    for index in operands {
      let operand = Int(blueprint.operands[index])
      if operand >= 0, facts[operand] < 0 {
        facts[operand] = memory.fact(ofUndefined: blueprint.values[operand])
      }
      words[position] = operand < 0 ? -1 : facts[operand]
      position += 1
    }
  }

  /// The notes on inputs that this node is the first to read.
  private mutating func takeNotes(_ blueprint: Blueprint, _ node: Int) -> [String] {
    guard !inputNotes.isEmpty else { return [] }
    return blueprint.operands[blueprint.operandRange(of: node)].flatMap {
      inputNotes.removeValue(forKey: $0) ?? []
    }
  }

  /// Identity of a weight is that weight under another name.
  private mutating func makeAlias(
    _ blueprint: Blueprint, _ node: Int, _ memory: GraphMemory
  ) -> Bool {
    let operands = blueprint.operands[blueprint.operandRange(of: node)]
    let results = blueprint.results[blueprint.resultRange(of: node)]
    guard operands.count == 1, results.count == 1, let operand = operands.first.map({ Int($0) }),
      let result = results.first.map({ Int($0) }), operand >= 0, result >= 0,
      facts[operand] >= 0, memory.facts.marks[Int(facts[operand])].isWeight, !isOutput[result]
    else { return false }
    facts[result] = facts[operand]
    parameters.setAlias(result, of: operand)
    aliases[result] = aliases[operand]
    return true
  }

  /// Says what has become known of a node's results.
  private mutating func handOn(
    _ outcome: KnownNodes.Outcome, _ blueprint: Blueprint, _ node: Int, _ memory: inout GraphMemory
  ) {
    for (position, index) in blueprint.resultRange(of: node).enumerated() {
      let result = Int(blueprint.results[index])
      guard result >= 0 else { continue }
      var fact = memory.nodes.resultFacts[Int(outcome.results.lowerBound) + position]
      if outcome.hasConstants {
        let elements = memory.facts.facts[Int(fact)].constant?.count ?? 0
        constantBudget -= elements
        if constantBudget < 0, elements > 0 {
          fact = memory.facts.withoutConstant(fact, in: memory.vocabulary)
        }
      }
      facts[result] = fact
      if outcome.isFolded {
        parameters.setResult(result, of: blueprint.operands[blueprint.operandRange(of: node)])
      }
    }
  }
}

extension Array {
  /// Makes an array of one element many times over, in the storage that is there.
  mutating func reset(to element: Element, count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(element, count: count))
  }
}
