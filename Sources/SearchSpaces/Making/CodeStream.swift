/// Codes of a space one after the other: all of them, or draws.
///
/// Draw number n depends on the seed and n alone, whoever makes it.
package struct CodeStream: Sendable {
  /// Where the codes come from.
  package enum Order: Sendable, Equatable {
    /// Every code once, in the order of the space's enumeration.
    case all
    /// Draws, without end.
    case draws(seed: UInt64)
  }

  private let space: any SearchSpace
  private let order: Order
  private var position = 0

  /// Begins at the first code.
  package init(_ space: any SearchSpace, _ order: Order) {
    self.space = space
    self.order = order
  }

  /// How many codes there are; `nil` for draws.
  package var count: Int? { order == .all ? space.count : nil }

  /// The next codes, at most so many; none after the last.
  package mutating func next(_ count: Int) -> Range<Int> {
    let start = position
    position += count
    if order == .all { position = min(position, space.count ?? 0) }
    return start..<max(position, start)
  }

  /// The code at a position.
  package func genes(at position: Int) -> Genes {
    switch order {
    case .all: return space.genes(at: position)
    case .draws(let seed):
      var random = SeededRandom(seed: seed, stream: position)
      return space.sample(using: &random)
    }
  }
}
