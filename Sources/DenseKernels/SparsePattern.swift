/// Which columns each row of a sparse matrix has entries in: the nodes that each node listens to, or
/// the nodes of each graph.
package struct SparsePattern: Sendable {
  /// The number of columns.
  package let columns: Int
  /// Where each row's entries begin, and after the last row where they end.
  package let offsets: [Int]
  /// The column of each entry.
  package let indices: [Int32]

  /// A pattern of these entries; every index is checked against `columns`.
  package init(columns: Int, offsets: [Int], indices: [Int32]) {
    precondition(offsets.first == 0 && offsets.last == indices.count)
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy(<=))
    precondition(indices.allSatisfy { $0 >= 0 && Int($0) < columns })
    self.columns = columns
    self.offsets = offsets
    self.indices = indices
  }

  /// A row for each segment of neighbouring columns; `offsets` has one end more than there are rows.
  package static func segments(_ offsets: [Int]) -> SparsePattern {
    let count = offsets.last ?? 0
    return SparsePattern(
      columns: count, offsets: offsets, indices: (0..<count).map { Int32($0) })
  }

  /// The number of rows.
  package var rows: Int { offsets.count - 1 }

  /// The row of each entry.
  package var entryRows: [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(indices.count)
    for row in 0..<self.rows {
      for _ in offsets[row]..<offsets[row + 1] { rows.append(row) }
    }
    return rows
  }

  /// The matrix with these values at the entries.
  package func matrix(_ values: [Float]) -> SparseMatrix {
    SparseMatrix(columns: columns, offsets: offsets, indices: indices, values: values)
  }
}
