import ComputationGraph

extension GraphMemory {
  /// Prepares the study of a node of a spelling by all that its outcome depends on.
  func study(
    _ key: [Int32], _ change: NodeInference.BatchChange?, notes: [String]
  ) -> NodeStudy {
    let results = Int(key[2] >> 1)
    var summary = OperandSummary()
    var operands: [ValueFact?] = []
    operands.reserveCapacity(key.count - 3 - results)
    for index in key.indices.dropFirst(3 + results) {
      let fact = Int(key[index])
      operands.append(fact < 0 ? nil : facts.facts[fact])
      summary.add(fact < 0 ? nil : facts.marks[fact])
    }
    // Each part by itself: a copy of the whole would count references to all of it.
    let spelling = Int(key[0])
    let spelledNotes = lexicon.spellings[spelling].notes
    return NodeStudy(
      key: key, traits: lexicon.spellings[spelling].traits, operands: summary,
      inference: NodeInference(
        op: lexicon.spellings[spelling].op, opset: lexicon.spellings[spelling].opset,
        operands: operands, batchChange: change,
        attributes: lexicon.spellings[spelling].attributes,
        outputs: (0..<results).map { _ in ValueFact() },
        notes: notes.isEmpty ? spelledNotes : spelledNotes + notes,
        bodies: lexicon.spellings[spelling].bodies))
  }
}

/// What a node's operands have in common.
struct OperandSummary {
  /// Whether there are any and all are the same in every run.
  var areConstant: Bool { count > 0 && !haveData }
  /// Whether one is not the same in every run.
  private(set) var haveData = false
  private(set) var haveParameters = false
  /// Whether one was computed from the shape of data.
  private(set) var followShape = false
  /// Whether the shape of one is not wholly known.
  private(set) var areOpen = false
  private var count = 0

  /// Adds an operand; `nil` for one that is left out.
  mutating func add(_ marks: KnownFacts.Marks?) {
    count += 1
    guard let marks else { return }
    haveData = haveData || !marks.isWeight
    haveParameters = haveParameters || marks.hasParameters
    followShape = followShape || marks.followsShape
    areOpen = areOpen || marks.isOpen
  }
}
