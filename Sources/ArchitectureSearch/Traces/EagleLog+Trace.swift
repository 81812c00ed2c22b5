internal import PickleFormat
internal import Statistics

extension EagleLog {
  /// The log of a predictor's search.
  ///
  /// An architecture that may not be chosen is, as Eagle sorts it, worse than all others of a
  /// predictor that only says the order. The comparisons that the third part counts are those of our
  /// sorting, which is stable and by one score; Eagle sorts by pairs, which need not agree.
  package init(_ trace: SearchTrace, of problem: SearchProblem) {
    let key = ArchitectureKey(of: problem.table.space)
    let keys = problem.table.architectures.map { key.text(of: $0) }
    let known = problem.figures.indices.filter { problem.figures[$0] != nil }
    let truths = known.map { problem.figures[$0] ?? 0 }
    let said =
      trace.predictions.isEmpty ? known.map { _ in 0 } : known.map { trace.predictions[$0] }
    let places: [String]
    if trace.isOrderOnly {
      let ranking = Ranking(said, truths, known.map { problem.isEligible[$0] }, problem)
      places = ranking.ranks.map(String.init)
      remarks = [
        "\(ranking.correct)/\(ranking.total) predictions correct",
        "\(ranking.skipped)/\(ranking.total) predictions skipped",
      ]
    } else {
      places = said.map { pythonText(of: $0) }
      remarks = Self.errors(said, truths)
    }
    rows = known.indices.map { index in
      Row(
        truth: pythonText(of: truths[index]), prediction: places[index], key: keys[known[index]])
    }
    trained = trace.trials.filter { $0.round != nil }.map { keys[$0.position] }
  }

  /// The mean error, and the shares of figures within bounds of the prediction.
  private static func errors(_ said: [Double], _ truths: [Double]) -> [String] {
    let count = Double(max(1, said.count))
    let loss = zip(said, truths).reduce(0) { $0 + abs($1.0 - $1.1) } / count
    let shares = [0.01, 0.05, 0.1, 0.2].map { leeway in
      let hits = zip(said, truths).count { said, truth in
        (1 - leeway) * said <= truth && truth <= (1 + leeway) * said
      }
      return pythonText(of: Double(hits) / count)
    }
    return [pythonText(of: loss), "[" + shares.joined(separator: ", ") + "]"]
  }

  /// An order by scores, and how often a comparison was right.
  private struct Ranking {
    let ranks: [Int]
    private(set) var (total, correct, skipped) = (0, 0, 0)

    init(
      _ scores: [Double], _ truths: [Double], _ isEligible: [Bool], _ problem: SearchProblem
    ) {
      var (total, correct, skipped) = (0, 0, 0)
      // Large ranks are good, also where small figures are.
      let order = scores.indices.sorted { left, right in
        total += 1
        guard isEligible[left], isEligible[right] else {
          skipped += 1
          return isEligible[left] == isEligible[right] ? left < right : !isEligible[left]
        }
        // Eagle counts two that are said to be equal as wrong, and two that are equal as the second's.
        let isRight =
          truths[left] > truths[right]
          ? scores[left] > scores[right] : scores[left] < scores[right]
        if isRight { correct += 1 }
        let (first, second) = (problem.score(scores[left]), problem.score(scores[right]))
        return first == second ? left < right : first < second
      }
      var ranks = Array(repeating: 0, count: scores.count)
      for (rank, index) in order.enumerated() { ranks[index] = rank }
      self.ranks = ranks
      (self.total, self.correct, self.skipped) = (total, correct, skipped)
    }
  }
}
