internal import SearchSpaces

/// A part of a space that is searched in place of the whole.
package enum SearchPool: Sendable, Equatable {
  /// Every code, of a space that can be enumerated.
  case all
  /// So many different draws of a seed.
  case draws(count: Int, seed: UInt64)
  /// So many different genotypes of DARTS as Eagle draws them with Python's generator; its three
  /// fixed subsets are the seeds 0, 123 and 888 with ten million genotypes each.
  case eagle(count: Int, seed: UInt64)

  /// Reads `all`, `COUNT:SEED` or `eagle:COUNT:SEED`.
  package init?(_ text: String) {
    if text == "all" {
      self = .all
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.suffix(2)
    guard numbers.count == 2, let count = Int(numbers[numbers.startIndex]), count > 0,
      let seed = UInt64(parts[parts.count - 1])
    else { return nil }
    switch parts.count {
    case 2: self = .draws(count: count, seed: seed)
    case 3 where parts[0] == "eagle": self = .eagle(count: count, seed: seed)
    default: return nil
    }
  }

  /// So many draws in a row that bring nothing new end a pool.
  private static let patience = 100_000

  /// Adds the pool's architectures to a table.
  ///
  /// - Throws: If the space cannot be enumerated, or is not DARTS.
  package func add(to table: inout FigureTable) throws(SearchError) {
    let space = table.space
    switch self {
    case .all:
      guard let count = space.count else {
        throw SearchError("\(space.name) has too many codes; draw some of them")
      }
      for position in 0..<count { table.add(space.genes(at: position)) }
    case .draws(let count, let seed):
      var stream = CodeStream(space, .draws(seed: seed))
      Self.add(count, to: &table) { stream.next(1).map { stream.genes(at: $0) }[0] }
    case .eagle(let count, let seed):
      guard space is DARTS else {
        throw SearchError("Eagle draws subsets of darts, and none of \(space.name)")
      }
      var random = PythonRandom(seed: seed)
      Self.add(count, to: &table) { DARTS.eagleGenes(using: &random) }
    }
  }

  private static func add(_ count: Int, to table: inout FigureTable, _ draw: () -> Genes) {
    var (seen, vain): (Set<Genes>, Int) = ([], 0)
    while seen.count < count, vain < patience {
      let genes = draw()
      guard seen.insert(genes).inserted else {
        vain += 1
        continue
      }
      vain = 0
      table.add(genes)
    }
  }
}
