/// An architecture that a search trained.
package struct Trial: Sendable, Equatable {
  /// The architecture's position in the table.
  package let position: Int
  /// The round of a predictor's search that chose it, from 0; `nil` for one that its final ranking
  /// or another strategy chose.
  package let round: Int?
  /// What training showed.
  package let figure: Double

  /// An architecture that was trained.
  package init(position: Int, round: Int?, figure: Double) {
    self.position = position
    self.round = round
    self.figure = figure
  }
}

/// What a search did: the architectures that it trained, in order, and what its predictor said of all.
package struct SearchTrace: Sendable {
  /// The strategy's name.
  package let strategy: String
  /// What chance began with.
  package let seed: UInt64
  /// What was trained.
  package let trials: [Trial]
  /// What the predictor says of each architecture of the table at the end; empty without one.
  package let predictions: [Double]
  /// Whether the predictor only says the order.
  package let isOrderOnly: Bool

  /// A search.
  package init(
    _ strategy: String, seed: UInt64, _ trials: [Trial], predictions: [Double] = [],
    isOrderOnly: Bool = false
  ) {
    self.strategy = strategy
    self.seed = seed
    self.trials = trials
    self.predictions = predictions
    self.isOrderOnly = isOrderOnly
  }
}
