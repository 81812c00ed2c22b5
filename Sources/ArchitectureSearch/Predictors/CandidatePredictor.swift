/// What guides a search: it learns the figures of trained architectures and says those of others.
protocol CandidatePredictor {
  /// Whether it only says the order: the larger, the larger the figure.
  var isOrderOnly: Bool { get }

  /// Learns figures; there is at least one.
  ///
  /// - Parameters:
  ///   - trained: All architectures trained so far and their figures.
  ///   - round: The round, from 0.
  ///   - rounds: How many there will be.
  /// - Throws: `TrainingError` of a graph network, or that what it begins with does not fit.
  mutating func fit(
    _ trained: [(candidate: Candidate, figure: Double)], round: Int, of rounds: Int) throws

  /// What it says of candidates.
  mutating func predict(_ candidates: [Candidate]) -> [Double]
}
