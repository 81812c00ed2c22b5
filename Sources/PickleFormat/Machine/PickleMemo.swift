internal import ByteReading

/// The values that a pickle has put aside, by number.
struct PickleMemo {
  /// Numbers that follow each other, as all writers give them.
  private var dense: [PickleValue] = []
  /// All other numbers: a file that names the number four billion gets one place for it.
  private var sparse: [Int: PickleValue] = [:]

  /// How many values are put aside.
  private(set) var count = 0

  init(capacity: Int) {
    dense.reserveCapacity(capacity)
  }

  subscript(index: Int) -> PickleValue? {
    guard index < dense.count else { return sparse[index] }
    let value = dense[index]
    return value.exists ? value : nil
  }

  mutating func put(_ value: PickleValue, at index: Int) {
    if index == dense.count, sparse.isEmpty {
      dense.append(value)
      count += 1
    } else if index < dense.count {
      dense[index] = value
    } else if sparse.updateValue(value, forKey: index) == nil {
      count += 1
    }
  }

  var footprint: Int { dense.count * 4 + sparse.count * 32 }
}
