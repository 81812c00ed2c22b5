package import DenseKernels
internal import GraphLearning
package import SearchSpaces

/// What should be trained next, where figures come from real training and not from a table.
package struct SearchProposal: Sendable {
  /// An architecture, and what the predictor says of it.
  package struct Item: Sendable, Equatable {
    /// The code.
    package let genes: Genes
    /// The figure, or of a predictor that only says the order a score that is larger where the figure
    /// is; `nil` where nothing is known yet that could be learned from.
    package let prediction: Double?
  }

  /// The architectures, in the order in which they should be trained.
  package let items: [Item]

  /// Chooses architectures of which no figure is known.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - problem: The figures that are known, and the architectures among which to choose.
  ///   - strategy: By the predictor's word on all of them, or by evolution on it.
  ///   - search: The predictor, and the rule by which it chooses.
  ///   - round: The round of the search that this is; in the first, chance chooses.
  ///   - form: The form of cells; `nil` for the usual one.
  ///   - seed: What chance begins with.
  ///   - workers: The threads.
  /// - Throws: If a graph network is to read cells that the space does not have.
  package init(
    of count: Int, for problem: SearchProblem, by strategy: SearchStrategy,
    _ search: PredictorSearch, round: Int, form: String? = nil, seed: UInt64, workers: Workers
  ) throws {
    let table = problem.table
    let maker = try CandidateMaker(
      of: table.space, form: form, encoding: search.recipe?.configuration.encoding)
    func candidate(_ position: Int) -> Candidate {
      maker.candidate(table.architectures[position], augments: problem.augments[position])
    }
    var random = SeededRandom(seed: seed, stream: round)
    let known = problem.figures.indices.filter { problem.figures[$0] != nil }
    let open = problem.figures.indices.filter {
      problem.figures[$0] == nil && problem.isEligible[$0]
    }
    guard round > 0, !known.isEmpty, strategy.asksPredictor else {
      items = random.draw(count, of: open).map {
        Item(genes: table.architectures[$0], prediction: nil)
      }
      return
    }
    var learner = try search.makeLearner(workers: workers, seed: seed)
    try learner.fit(known.map { (candidate($0), problem.figures[$0] ?? 0) }, round: 0, of: 1)
    guard strategy == .predictorEvolution else {
      // What predictors read of an architecture is much larger than its code.
      var said: [Double] = []
      for start in stride(from: 0, to: open.count, by: 4096) {
        said += learner.predict(open[start..<min(start + 4096, open.count)].map(candidate))
      }
      var rule = search.rule
      let chosen = rule.choose(
        count, of: open, said.map { problem.score($0) }, round: round, isTrained: { _ in false },
        &random)
      let predictions = Dictionary(uniqueKeysWithValues: zip(open, said))
      items = chosen.map {
        Item(genes: table.architectures[$0], prediction: predictions[$0])
      }
      return
    }
    let evolution = PredictorEvolution(search: search, maker: maker, augments: problem.augments)
    let trained = known.map {
      (genes: table.architectures[$0], score: problem.score(problem.figures[$0] ?? 0))
    }
    // An architecture outside of the table has no figures that a limit could be held against.
    let hasLimit = problem.goal.limit != nil
    let genes = evolution.propose(
      count, after: trained, &learner, isMaximised: problem.goal.isMaximised, table, &random
    ) { genes in
      guard let position = table.position(of: genes) else { return !hasLimit }
      return problem.figures[position] == nil && problem.isEligible[position]
    }
    let said = learner.predict(genes.map { maker.candidate($0) })
    items = zip(genes, said).map { Item(genes: $0, prediction: $1) }
  }
}
