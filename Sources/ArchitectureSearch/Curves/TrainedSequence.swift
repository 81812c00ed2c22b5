/// Figures in the order in which a search trained architectures.
package struct TrainedSequence: Sendable, Equatable {
  /// Whose they are: a strategy's or a log's name.
  package var name: String
  /// How good each is: the larger the better.
  package var scores: [Double]
  /// The figure that a curve shows of each.
  package var shown: [Double]
  /// Whether each fulfils the limit in truth.
  package var isValid: [Bool]

  /// Figures of the same length.
  package init(
    name: String, scores: [Double], shown: [Double]? = nil, isValid: [Bool]? = nil
  ) {
    self.name = name
    self.scores = scores
    self.shown = shown ?? scores
    self.isValid = isValid ?? scores.map { _ in true }
  }

  /// The figures of a search.
  package init(_ trace: SearchTrace, of problem: SearchProblem, name: String) {
    self.init(
      name: name, scores: trace.trials.map { problem.score($0.figure) },
      shown: trace.trials.map { problem.judged[$0.position] ?? .nan },
      isValid: trace.trials.map { problem.isValid[$0.position] })
  }

  /// The figures of a log: first what the predictor learned from, then all others from the best
  /// prediction to the worst.
  ///
  /// Reference: Eagle's README, "Obtaining final NAS results".
  package init(_ log: EagleLog, name: String, isMaximised: Bool = true) {
    let sign = isMaximised ? 1.0 : -1.0
    var rows: [String: Int] = [:]
    for (index, row) in log.rows.enumerated() where rows[row.key] == nil { rows[row.key] = index }
    let trained = log.trained.compactMap { rows[$0] }
    let taken = Set(trained)
    // Ranks of a predictor that only says the order are large where figures are good.
    let isRanked = log.rows.allSatisfy { Int($0.prediction) != nil }
    let said = log.rows.map { row in
      let prediction = (Double(row.prediction) ?? .nan) * (isRanked ? 1 : sign)
      return prediction.isNaN ? -Double.infinity : prediction
    }
    let others = log.rows.indices.filter { !taken.contains($0) }
      .sorted { (said[$1], $0) < (said[$0], $1) }
    let figures = (trained + others).map { Double(log.rows[$0].truth) ?? .nan }
    self.init(name: name, scores: figures.map { $0 * sign }, shown: figures)
  }

  /// What the best valid architecture so far shows, after each that is trained; `nil` before there is
  /// one.
  package var best: [Double?] {
    var (best, shown): (Double?, Double?) = (nil, nil)
    return scores.indices.map { index in
      if isValid[index], scores[index].isFinite, best.map({ scores[index] > $0 }) ?? true {
        (best, shown) = (scores[index], self.shown[index])
      }
      return shown
    }
  }

  /// How many architectures are trained until one is valid and at least this good; `nil` if none is.
  package func models(toReach score: Double) -> Int? {
    scores.indices.first { isValid[$0] && scores[$0] >= score }.map { $0 + 1 }
  }
}
