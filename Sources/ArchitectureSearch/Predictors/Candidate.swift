package import GraphLearning
package import SearchSpaces

/// An architecture as predictors see it.
package struct Candidate: Sendable {
  /// The code.
  package let genes: Genes
  /// A number for each value that each gene may have: 1 for the one it has.
  let choices: [Double]
  /// What its cell adds up to, and the paths through it; `nil` of a space without cells.
  let sums: OperatorSums?
  /// What a graph network reads, further figures beside it; `nil` where none is asked for.
  let encoded: EncodedGraph?
  /// The ranks of further figures, from 0 to 1.
  let augments: [Double]
}

/// Makes candidates of architectures.
package struct CandidateMaker: Sendable {
  private let cells: GraphMaker?
  private let encoding: GraphEncoding?
  private let radices: [Int]

  /// Settles what is made.
  ///
  /// - Parameters:
  ///   - space: The space.
  ///   - form: The form of cells; `nil` for the usual one.
  ///   - encoding: What a graph network reads; `nil` if none does.
  /// - Throws: If the space has no cells of this form.
  package init(
    of space: any SearchSpace, form: String? = nil, encoding: GraphEncoding?
  ) throws(CodeError) {
    radices = space.radices
    self.encoding = encoding
    guard !space.cellForms.isEmpty else {
      cells = nil
      return
    }
    var choice = GraphChoice()
    choice.view = .cell
    choice.form = form
    cells = try GraphMaker(of: space, choice, builder: nil)
  }

  /// The candidate of a code, with the ranks of further figures.
  package func candidate(_ genes: Genes, augments: [Double] = []) -> Candidate {
    var choices: [Double] = []
    if genes.count == radices.count {
      for (gene, radix) in zip(genes, radices) {
        for value in 0..<radix { choices.append(value == gene ? 1 : 0) }
      }
    }
    let graph = cells?.graph(of: genes)
    var encoded = graph.flatMap { encoding?.encode($0) }
    encoded?.statics += augments.map { Float($0) }
    return Candidate(
      genes: genes, choices: choices, sums: graph.map { OperatorSums($0) }, encoded: encoded,
      augments: augments)
  }
}
