/// What is searched and where: architectures, the figures that training them would show, and which of
/// them may be chosen.
package struct SearchProblem: Sendable {
  /// The architectures and all that is known of them.
  package let table: FigureTable
  /// What is searched for.
  package let goal: SearchGoal
  /// What training each architecture shows; `nil` where nobody knows.
  package let figures: [Double?]
  /// What curves show of each architecture.
  package let judged: [Double?]
  /// Whether each fulfils the limit as far as a search may know: by belief, or else by figures.
  package let isEligible: [Bool]
  /// Whether each fulfils it in truth: by figures, or else by belief.
  package let isValid: [Bool]
  /// The shares of ranks of each augmenting column, by architecture.
  package let augments: [[Double]]

  /// Puts a problem together.
  ///
  /// - Parameters:
  ///   - table: Architectures and figures.
  ///   - goal: What is searched for.
  ///   - beliefs: Columns that a search goes by in place of the table's, such as predicted latencies.
  /// - Throws: If the goal names what is not there.
  package init(
    _ table: FigureTable, _ goal: SearchGoal, believing beliefs: [FigureColumn] = []
  ) throws(SearchError) {
    self.table = table
    self.goal = goal
    figures = try table.column(named: goal.metric).values
    judged =
      try goal.judge.map { (name) throws(SearchError) in
        try table.column(named: name).values
      } ?? figures
    let all = table.architectures.indices
    if let text = goal.limit {
      let believed = try SearchLimit(text, on: table, believing: beliefs)
      let known = try SearchLimit(text, on: table, believing: Self.unknown(beliefs, in: table))
      isEligible = all.map { believed.holds(at: $0) }
      isValid = all.map { known.holds(at: $0) }
    } else {
      isEligible = all.map { _ in true }
      isValid = isEligible
    }
    var columns: [[Double]] = []
    for name in goal.augments {
      let column =
        if let belief = beliefs.first(where: { $0.metric == name || $0.fullName == name }) {
          belief
        } else {
          try table.column(named: name)
        }
      columns.append(Ranks.shares(of: column.values))
    }
    augments = all.map { position in columns.map { $0[position] } }
  }

  /// Beliefs with the table's figures in their place wherever it has some.
  private static func unknown(_ beliefs: [FigureColumn], in table: FigureTable) -> [FigureColumn] {
    beliefs.map { belief in
      var belief = belief
      let names = [belief.fullName, belief.metric]
      guard let known = names.lazy.compactMap({ try? table.column(named: $0) }).first else {
        return belief
      }
      for position in belief.values.indices {
        belief.values[position] = known.values[position] ?? belief.values[position]
      }
      return belief
    }
  }

  /// The architectures that a simulated search may train.
  package var pool: [Int] {
    figures.indices.filter { figures[$0] != nil && isEligible[$0] }
  }

  /// How good a figure is: the larger the better.
  package func score(_ figure: Double) -> Double { goal.isMaximised ? figure : -figure }

  /// The best figure of an architecture that is valid; `nil` if there is none.
  package var best: Double? {
    var best: Double?
    for (position, figure) in figures.enumerated() where isValid[position] {
      guard let figure else { continue }
      if best.map({ score(figure) > score($0) }) ?? true { best = figure }
    }
    return best
  }
}
