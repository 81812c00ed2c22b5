internal import ByteReading

/// The values that a pickle has put aside, by number.
struct PickleMemo {
  /// Places for numbers that follow each other, as all writers give them; the first `filled` are
  /// taken.
  var dense: [PickleValue] = []
  var filled = 0
  /// All other numbers: a file that names the number four billion gets one place for it.
  private var sparse: [Int: PickleValue] = [:]

  /// How many values are put aside.
  var count: Int { filled + sparse.count }

  /// Whether there are no other numbers than those that follow each other.
  var isDense: Bool { sparse.isEmpty }

  /// Forgets all values.
  ///
  /// - Parameter capacity: For how many values there is to be room, which is not touched before.
  mutating func removeAll(reserving capacity: Int = 0) {
    // What an unusual pickle needed is not kept for the next one.
    if dense.count > 1 << 12 { dense = [] }
    filled = 0
    sparse = [:]
    dense.reserveLargeCapacity(capacity)
  }

  subscript(index: Int) -> PickleValue? {
    index < filled ? dense[index] : sparse[index]
  }

  mutating func put(_ value: PickleValue, at index: Int) {
    if index == filled, sparse.isEmpty {
      makeRoom()
      dense[index] = value
      filled += 1
    } else if index < filled {
      dense[index] = value
    } else {
      sparse[index] = value
    }
  }

  /// Makes sure that there is a place for the next number.
  mutating func makeRoom() {
    guard filled == dense.count else { return }
    dense.append(contentsOf: repeatElement(.absent, count: max(32, dense.count / 4)))
  }

  var footprint: Int { filled * 4 + sparse.count * 32 }
}
