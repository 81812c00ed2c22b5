internal import SearchSpaces

/// Ageing evolution: the best of a few that are drawn from the population has a child that differs in
/// one choice, and the oldest dies.
///
/// Reference: Real, Aggarwal, Huang, Le, "Regularized Evolution for Image Classifier Architecture
/// Search", AAAI 2019, algorithm 1.
package struct RegularisedEvolution: Sendable {
  /// How many live at once.
  package var population = 50
  /// How many are drawn to find a parent.
  package var sample = 10

  /// The published ways with a population for budgets of some hundreds.
  package init() {}

  /// So many children in a row that teach nothing new end a search.
  private static let patience = 20_000

  func run(in laboratory: inout Laboratory, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var living: [(position: Int, score: Double)] = []
    for position in random.draw(population, of: laboratory.pool) {
      guard let score = laboratory.train(position) else { return }
      living.append((position, score))
    }
    var vain = 0
    while !living.isEmpty, !laboratory.isClosed, vain < Self.patience {
      let before = laboratory.trials.count
      var parent = living[random.next(below: living.count)]
      for _ in 1..<max(sample, 1) {
        let other = living[random.next(below: living.count)]
        if other.score > parent.score { parent = other }
      }
      let table = laboratory.problem.table
      let child = table.space.mutated(table.architectures[parent.position], using: &random)
      if let position = table.position(of: child), let score = laboratory.train(position) {
        living.append((position, score))
        if living.count > population { living.removeFirst() }
      }
      vain = laboratory.trials.count == before ? vain + 1 : 0
    }
  }
}
