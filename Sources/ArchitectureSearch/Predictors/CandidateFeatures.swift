internal import GraphLearning

/// The numbers that models of features read of a candidate: the choices of its code, how often each
/// sequence of operators leads through its cell, and the ranks of further figures.
///
/// Paths are shifted and scaled to mean 0 and deviation 1 over the training set. One that only one
/// trained cell has says nothing of others, and is left out.
struct CandidateFeatures {
  private let paths: [(name: String, mean: Double, deviation: Double)]

  /// A rank runs from 0 to 1; this makes its deviation 2, so that it counts more than a choice.
  private static let weightOfRank = 2 * 12.0.squareRoot()

  /// The features that tell trained candidates apart.
  init(of trained: [Candidate]) {
    var counts: [String: Int] = [:]
    for candidate in trained {
      for name in candidate.sums?.paths.counts.keys ?? [:].keys { counts[name, default: 0] += 1 }
    }
    let names = counts.filter { $0.value > 1 }.keys.sorted()
    let total = Double(trained.count)
    paths = names.compactMap { name in
      let values = trained.map { $0.sums?.paths.counts[name] ?? 0 }
      let mean = values.reduce(0, +) / total
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total
      return variance > 1e-12 ? (name, mean, variance.squareRoot()) : nil
    }
  }

  /// The features of a candidate.
  func callAsFunction(_ candidate: Candidate) -> [Double] {
    candidate.choices
      + paths.map { path in
        ((candidate.sums?.paths.counts[path.name] ?? 0) - path.mean) / path.deviation
      } + candidate.augments.map { ($0 - 0.5) * Self.weightOfRank }
  }
}
