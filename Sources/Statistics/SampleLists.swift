/// Repeated figures as they were measured: one list, or several, one a run.
package struct SampleLists: Sendable, Equatable {
  /// All figures, one list behind the other.
  package var values: [Double] = []
  /// Where in `values` each list ends.
  package var ends: [Int] = []

  /// No lists so far.
  package init() {}

  /// Takes lists.
  package init(_ lists: [[Double]]) {
    for list in lists {
      values += list
      ends.append(values.count)
    }
  }

  /// The places of each list's figures.
  package var lists: [Range<Int>] {
    var start = 0
    return ends.map { end in
      defer { start = end }
      return start..<end
    }
  }

  /// Forgets all and keeps the storage.
  package mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
