/// What became of nodes, by all that it depends on: spelling, operands, hints.
struct KnownNodes {
  /// What became of one node.
  struct Outcome {
    /// The form's number in the vocabulary; -1 for a node that is folded away.
    var form: Int32
    /// The facts of what it computes, among `resultFacts`.
    var results: Range<Int32>
    /// Whether some result is a known constant.
    var hasConstants = false

    /// Whether its results are constants, so that it is no longer a node.
    var isFolded: Bool { form < 0 }

    /// A node that stands for its operand.
    static let alias = Outcome(form: -1, results: 0..<0)
  }

  private(set) var resultFacts: [Int32] = []
  private var outcomes: [Outcome?] = []
  private var numbers = RecurringKeys()

  /// Roughly the bytes of memory that the nodes take.
  var size: Int { numbers.size + outcomes.count * 64 + resultFacts.count * 4 }

  /// The number of a key, and the outcome that is known for it.
  mutating func find(_ key: WordKey) -> (number: Int, outcome: Outcome?) {
    let (number, isNew) = numbers.number(of: key)
    if isNew { outcomes.append(nil) }
    return (number, outcomes[number])
  }

  /// Remembers an outcome for a key's number.
  mutating func remember(_ outcome: Outcome, for number: Int) {
    outcomes[number] = outcome
  }

  /// Keeps the fact of a node's next result.
  mutating func append(resultFact fact: Int32) {
    resultFacts.append(fact)
  }
}
