/// How many architectures runs of a strategy trained until they had found what was wanted.
package struct SearchSummary: Sendable, Equatable {
  /// Whose runs they are.
  package let name: String
  /// How many runs there are, and in how many it was found.
  package let runs: Int
  package let found: Int
  /// The mean over all runs, where all found it.
  package let models: Resampling?
  /// The median over all runs; `nil` if less than half of them found it.
  package let median: Double?
  /// The least and the most; the most is `nil` if not all found it.
  package let least: Int?
  package let most: Int?
  /// The mean of the best figures at the end.
  package let best: Resampling?

  /// Sums up runs.
  ///
  /// - Parameters:
  ///   - name: Whose they are.
  ///   - runs: The runs; there must be at least one.
  ///   - score: What is wanted.
  package init(_ name: String, of runs: [TrainedSequence], toReach score: Double) {
    self.name = name
    self.runs = runs.count
    let counts = runs.map { $0.models(toReach: score) }
    let known = counts.compactMap { $0 }.sorted()
    found = known.count
    models = known.count == runs.count ? Resampling(of: known.map(Double.init)) : nil
    // Runs that did not find it are beyond all others.
    let all = known.map(Double.init) + Array(repeating: .infinity, count: runs.count - known.count)
    let middle = all.isEmpty ? .infinity : (all[(all.count - 1) / 2] + all[all.count / 2]) / 2
    median = middle.isFinite ? middle : nil
    least = known.first
    most = known.count == runs.count ? known.last : nil
    let ends = runs.compactMap { $0.best.last ?? nil }.filter(\.isFinite)
    best = ends.count == runs.count && !ends.isEmpty ? Resampling(of: ends) : nil
  }
}
