internal import DenseKernels
internal import SearchSpaces

/// A predictor's search on a space that is too large to be predicted whole: what is trained next is
/// what evolution finds, by the predictor's word, from the best that were trained.
///
/// As BANANAS does it with neural predictors (White, Neiswanger, Savani, AAAI 2021, section 4).
struct PredictorEvolution {
  let search: PredictorSearch
  let maker: CandidateMaker
  /// What stands beside an architecture of the table.
  let augments: [[Double]]

  /// How many live at once, and for how many generations.
  private static let (population, generations) = (100, 10)

  /// Searches a table; what evolution meets outside of it cannot be trained.
  func run(in laboratory: inout Laboratory, seed: UInt64, workers: Workers) throws {
    var random = SeededRandom(seed: seed)
    var learner = try search.makeLearner(workers: workers, seed: seed)
    let rounds = max(1, min(search.rounds, search.models))
    var round = 0
    // After the rounds of the predictor's training, batches go on until the budget is used up.
    while !laboratory.isClosed {
      // Later batches grow with what is known, so that the work of learning does not.
      let count = max(
        search.batch(ofRound: min(round, rounds - 1)),
        round < rounds ? 0 : laboratory.trials.count / 4)
      var chosen: [Int]
      if round == 0 {
        chosen = random.draw(count, of: laboratory.pool)
      } else {
        let trained = laboratory.trials.map {
          (
            genes: laboratory.problem.table.architectures[$0.position],
            score: laboratory.problem.score($0.figure)
          )
        }
        let table = laboratory.problem.table
        chosen = propose(
          count, after: trained, &learner, isMaximised: laboratory.problem.goal.isMaximised, table,
          &random
        ) { genes in
          table.position(of: genes).map { !laboratory.knows($0) && laboratory.isOpen($0) } ?? false
        }.compactMap { table.position(of: $0) }
      }
      let before = laboratory.trials.count
      for position in chosen {
        laboratory.train(position, round: round < rounds ? round : nil)
      }
      if laboratory.trials.count == before {
        for position in random.draw(count, of: laboratory.untrained) { laboratory.train(position) }
      }
      let known = laboratory.trials.map {
        (candidate(laboratory.problem.table, at: $0.position), $0.figure)
      }
      try learner.fit(known, round: min(round, rounds - 1), of: rounds)
      round += 1
    }
  }

  /// The architectures that evolution finds best by the predictor's word.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - trained: Where it begins: what was trained, and how good it is.
  ///   - learner: The predictor.
  ///   - isMaximised: Whether large figures are good.
  ///   - table: The space, and figures beside architectures.
  ///   - random: Where chance comes from.
  ///   - isWanted: Whether an architecture may be proposed.
  /// - Returns: Different architectures, the best first.
  func propose(
    _ count: Int, after trained: [(genes: Genes, score: Double)],
    _ learner: inout any CandidatePredictor, isMaximised: Bool, _ table: FigureTable,
    _ random: inout SeededRandom, isWanted: (Genes) -> Bool
  ) -> [Genes] {
    var living = trained.sorted { $0.score > $1.score }.prefix(Self.population).map(\.genes)
    var found: [(genes: Genes, score: Double)] = []
    var seen: Set<Genes> = []
    for _ in 0..<Self.generations where !living.isEmpty {
      var children: [Genes] = []
      for _ in 0..<Self.population {
        let parent = living[random.next(below: living.count)]
        let isCrossed = living.count > 1 && random.next(below: 4) == 0
        let mixed =
          isCrossed
          ? table.space.crossed(parent, living[random.next(below: living.count)], using: &random)
          : parent
        let child = table.space.mutated(mixed, using: &random)
        if (try? table.space.check(child)) != nil, seen.insert(child).inserted {
          children.append(child)
        }
      }
      let said = learner.predict(
        children.map { maker.candidate($0, augments: beside($0, table)) })
      for (child, figure) in zip(children, said) where isWanted(child) {
        found.append((child, isMaximised ? figure : -figure))
      }
      found.sort { $0.score > $1.score }
      living = found.prefix(Self.population / 2).map(\.genes) + living.prefix(Self.population / 4)
    }
    return Array(found.prefix(count).map(\.genes))
  }

  private func candidate(_ table: FigureTable, at position: Int) -> Candidate {
    maker.candidate(table.architectures[position], augments: augments[position])
  }

  private func beside(_ genes: Genes, _ table: FigureTable) -> [Double] {
    if let position = table.position(of: genes) { return augments[position] }
    return Array(repeating: 0.5, count: augments.first?.count ?? 0)
  }
}
