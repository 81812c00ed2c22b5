/// What a merge did, in numbers.
package struct MergeReport: Sendable, Equatable {
  /// The fates of the records of one kind.
  package struct Counts: Sendable, Equatable {
    /// Records that the catalog did not have.
    package var new = 0
    /// Records that the catalog had already.
    package var unchanged = 0
    /// Records that disagree with one in the catalog.
    package var conflicting = 0
    /// Records that could not be taken, each of which was reported.
    package var refused = 0

    /// No records, but for what is given.
    package init(new: Int = 0, unchanged: Int = 0, conflicting: Int = 0, refused: Int = 0) {
      self.new = new
      self.unchanged = unchanged
      self.conflicting = conflicting
      self.refused = refused
    }
  }

  /// Graph records.
  package var graphs = Counts()
  /// Measurement records.
  package var measurements = Counts()
  /// Architecture records.
  package var architectures = Counts()
  /// Checkpoints.
  package var models = Counts()
  /// Lines that are no record at all, each of which was reported.
  package var unreadable = 0
  /// Records of kinds that a catalog does not keep.
  package var ignored = 0
  /// The first conflict, in words.
  package var firstConflict: String?

  /// Nothing done yet.
  package init() {}
}

extension MergeReport {
  /// Whether nothing was refused or in conflict after an earlier report.
  func isClean(since earlier: MergeReport) -> Bool {
    unreadable == earlier.unreadable
      && [\Self.graphs, \.measurements, \.architectures].allSatisfy { kind in
        self[keyPath: kind].refused == earlier[keyPath: kind].refused
          && self[keyPath: kind].conflicting == earlier[keyPath: kind].conflicting
      }
  }

  /// One line a kind of record, and what should not be overlooked.
  package var lines: [String] {
    var lines = ["graphs: \(graphs)", "measurements: \(measurements)"]
    if architectures != Counts() { lines.append("architectures: \(architectures)") }
    if models != Counts() { lines.append("checkpoints: \(models)") }
    if unreadable > 0 { lines.append("unreadable lines: \(unreadable)") }
    if ignored > 0 { lines.append("records of other kinds, not kept: \(ignored)") }
    if let firstConflict { lines.append("first conflict: \(firstConflict)") }
    return lines
  }
}

extension MergeReport.Counts {
  /// Counts what became of a row, and returns the words of a conflict.
  mutating func count(_ fate: RowFate) -> String? {
    switch fate {
    case .new: new += 1
    case .unchanged: unchanged += 1
    case .conflicting(let words):
      conflicting += 1
      return words
    }
    return nil
  }
}

extension MergeReport.Counts: CustomStringConvertible {
  /// `12 new, 3 unchanged, 0 conflicting, 0 refused`.
  package var description: String {
    "\(new) new, \(unchanged) unchanged, \(conflicting) conflicting, \(refused) refused"
  }
}
