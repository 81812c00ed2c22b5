internal import SearchSpaces

/// Hill climbing: trains all neighbours of where it is, goes to the best, and begins anew elsewhere
/// where none is better.
///
/// Reference: White, Nolen, Savani, "Exploring the Loss Landscape in Neural Architecture Search",
/// UAI 2021, algorithm 1.
struct LocalSearch {
  static func run(in laboratory: inout Laboratory, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    while !laboratory.isClosed {
      let fresh = laboratory.untrained
      guard !fresh.isEmpty else { return }
      var place = fresh[random.next(below: fresh.count)]
      guard var score = laboratory.train(place) else { return }
      while let next = step(from: place, score, in: &laboratory, &random) { (place, score) = next }
    }
  }

  /// The best neighbour, if it is better.
  private static func step(
    from place: Int, _ score: Double, in laboratory: inout Laboratory, _ random: inout SeededRandom
  ) -> (Int, Double)? {
    let table = laboratory.problem.table
    let neighbours = table.space.neighbours(of: table.architectures[place])
      .compactMap { table.position(of: $0) }
    var best: (position: Int, score: Double)?
    for neighbour in random.draw(neighbours.count, of: neighbours) {
      guard let found = laboratory.train(neighbour) else { continue }
      if found > best?.score ?? score { best = (neighbour, found) }
    }
    return best
  }
}
