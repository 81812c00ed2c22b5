import ComputationGraph

/// The graph inside of a node of control flow, which is built for what the node reads.
///
/// All that it reads comes in through its inputs: first the formal ones, then what it captures from
/// around, weights included.
final class ControlBody: Sendable {
  /// What is known of a body, once.
  struct Outcome {
    /// Its results.
    var results: [ValueFact]
    /// What running it once costs.
    var cost: Cost
    /// The structure of what it computes, which stands for it in the node's attributes.
    var structure: String
  }

  /// The operators that have bodies, and the attributes that hold them in ONNX.
  static let attributes = [
    "If": ["then_branch", "else_branch"], "Loop": ["body"], "Scan": ["body"],
    "SequenceMap": ["body"], "tensorflow.Case": [], "tensorflow.While": [], "tflite.WHILE": [],
  ]

  /// How many of the inputs are formal.
  let formals: Int
  /// How many inputs there are.
  var inputs: Int { draft.inputs.count }
  /// How many results there are.
  var results: Int { draft.outputs.count }
  let draft: GraphDraft
  private let costs: CostTable
  private let depth: Int

  /// A loop is built several times, and so are those inside of it: more of them could take for ever.
  static let depthLimit = 5

  init(_ draft: GraphDraft, formals: Int, _ costs: CostTable, depth: Int) {
    self.draft = draft
    self.formals = formals
    self.costs = costs
    self.depth = depth
  }

  /// Roughly the bytes of memory that it takes.
  var size: Int { 1024 + draft.values.count * 160 + draft.nodes.count * 256 }

  /// Builds the body for what goes in; `nil`, with a note, if it is no graph.
  func outcome(of facts: [ValueFact?], _ node: inout NodeInference) -> Outcome? {
    guard depth <= Self.depthLimit else {
      node.note("bodies inside of more than \(Self.depthLimit) others are not followed")
      return nil
    }
    guard facts.count == draft.inputs.count else {
      node.note("the body reads \(draft.inputs.count) values, but gets \(facts.count)")
      return nil
    }
    var draft = draft
    for (input, fact) in zip(self.draft.inputs, facts) {
      draft.values[input].become(fact ?? ValueFact())
    }
    draft.inputs.removeAll { draft.values[$0].isWeight }
    var workshop = GraphWorkshop(GraphBuilder(costs: costs))
    do throws(GraphError) {
      let (results, graph) = try workshop.trace(draft)
      return Outcome(
        results: results, cost: graph.compact.totals, structure: graph.compact.structure)
    } catch {
      node.note("the body is no graph: \(error)")
      return nil
    }
  }
}

extension GraphDraft.Value {
  /// Takes what is known around a body. A constant is one inside, too, even if it follows from shapes.
  fileprivate mutating func become(_ fact: ValueFact) {
    if let known = fact.shape { shape = known.map { $0.map { .value($0) } ?? .unknown } }
    type = fact.type ?? type
    guard fact.isWeight || fact.constant != nil else { return }
    isWeight = true
    constant = fact.constant
  }
}
