/// A set of positions below 64.
package struct CellNodes: Sendable, Hashable {
  /// One bit a position.
  package var bits: UInt64 = 0

  /// The set of these bits.
  package init(bits: UInt64 = 0) {
    self.bits = bits
  }

  /// Whether a position is in the set.
  package func contains(_ position: Int) -> Bool { bits >> UInt64(position) & 1 == 1 }

  /// Puts a position into the set.
  package mutating func insert(_ position: Int) { bits |= 1 << UInt64(position) }

  /// Takes a position out of the set.
  package mutating func remove(_ position: Int) { bits &= ~(1 << UInt64(position)) }

  /// The number of positions.
  package var count: Int { bits.nonzeroBitCount }

  /// The positions as places among those of a larger set.
  package func renumbered(within kept: CellNodes) -> CellNodes {
    var places: CellNodes = []
    for position in self { places.insert(kept.count(below: position)) }
    return places
  }

  /// How many positions are in the set before one.
  package func count(below position: Int) -> Int {
    (bits & (1 << UInt64(position) &- 1)).nonzeroBitCount
  }

  /// Whether there is none.
  package var isEmpty: Bool { bits == 0 }

  /// What is in both.
  package static func & (left: CellNodes, right: CellNodes) -> CellNodes {
    CellNodes(bits: left.bits & right.bits)
  }

  /// What is in either.
  package static func | (left: CellNodes, right: CellNodes) -> CellNodes {
    CellNodes(bits: left.bits | right.bits)
  }
}

extension CellNodes: Sequence, ExpressibleByArrayLiteral {
  /// The set of these positions.
  package init(arrayLiteral positions: Int...) {
    for position in positions { insert(position) }
  }

  /// Goes through the positions in ascending order.
  package struct Iterator: IteratorProtocol {
    fileprivate var rest: UInt64

    /// The next position.
    package mutating func next() -> Int? {
      guard rest != 0 else { return nil }
      defer { rest &= rest &- 1 }
      return rest.trailingZeroBitCount
    }
  }

  /// The positions in ascending order.
  package func makeIterator() -> Iterator { Iterator(rest: bits) }
}
