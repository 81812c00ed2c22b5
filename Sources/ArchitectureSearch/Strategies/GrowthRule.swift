internal import SearchSpaces
internal import Statistics

/// How a training set grows: which architectures are trained next, by what a predictor says of them.
///
/// Reference: BRP-NAS, arXiv 2007.08668, section 4.1; Eagle's `--sample_best`, `--sample_best2` and
/// neither of them. Where Eagle loses an architecture of an odd batch, or pairs scores with the wrong
/// ones (`--sample_best`), ours does what was meant.
package struct GrowthRule: Sendable, Equatable {
  /// Where architectures are drawn that are not the best.
  package enum Kind: String, Sendable, CaseIterable {
    /// From candidates of which the worse half goes in each round.
    case best
    /// From the best half, quarter, eighth … of all candidates.
    case best2
    /// As `best`, and nothing but that.
    case random
  }

  /// Where architectures are drawn.
  package var kind: Kind
  /// The share that are the best and not drawn.
  package var alpha: Double
  /// The candidates that are left, of the kinds that leave some out for good.
  private var survivors: [Int]?

  /// A rule; without `alpha` a half are the best, of `random` none.
  package init(_ kind: Kind, alpha: Double? = nil) {
    self.kind = kind
    self.alpha = alpha ?? (kind == .random ? 0 : 0.5)
  }

  /// Chooses what is trained next.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - candidates: The positions among which to choose, trained ones too.
  ///   - scores: How good each candidate is said to be.
  ///   - round: The round, from 0.
  ///   - isTrained: Whether a position was trained.
  ///   - random: Where chance comes from.
  /// - Returns: Positions that were not trained, the best first; fewer if there are no more.
  mutating func choose(
    _ count: Int, of candidates: [Int], _ scores: [Double], round: Int,
    isTrained: (Int) -> Bool, _ random: inout SeededRandom
  ) -> [Int] {
    var known: [Int: Double] = [:]
    for (position, score) in zip(candidates, scores) { known[position] = score }
    func score(_ position: Int) -> Double { known[position] ?? -.infinity }
    let ranked = candidates.sorted { (score($1), $0) < (score($0), $1) }
    let threshold: Double
    var eligible: [Int]
    if kind == .best2 {
      guard let last = ranked.last else { return [] }
      let place = ranked.count >> min(max(round, 1), 62)
      threshold = score(place < ranked.count ? ranked[place] : last)
      eligible = candidates
    } else {
      eligible = (survivors ?? candidates).filter { known[$0] != nil }
      let sorted = eligible.map(score).sorted()
      threshold = sorted.isEmpty ? -.infinity : Quantile.median(of: sorted)
    }
    eligible = eligible.filter { score($0) > threshold }
    if kind != .best2 { survivors = eligible }
    let best = Int((Double(count) * alpha).rounded(.up))
    let fresh = ranked.filter { !isTrained($0) }
    var chosen = Array(fresh.prefix(best))
    let taken = Set(chosen)
    chosen += random.draw(
      count - chosen.count, of: eligible.filter { !isTrained($0) && !taken.contains($0) })
    // Where too few are left above the threshold, the best of the others fill up.
    if chosen.count < count {
      let taken = Set(chosen)
      chosen += fresh.lazy.filter { !taken.contains($0) }.prefix(count - chosen.count)
    }
    return chosen
  }
}
