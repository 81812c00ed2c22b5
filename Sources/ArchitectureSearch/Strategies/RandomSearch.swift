internal import SearchSpaces

/// Trains architectures of the pool in a random order.
struct RandomSearch {
  static func run(in laboratory: inout Laboratory, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for position in random.draw(laboratory.budget, of: laboratory.pool) {
      laboratory.train(position)
    }
  }
}
