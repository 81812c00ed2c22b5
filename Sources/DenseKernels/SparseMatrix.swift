/// A sparse matrix in compressed rows: the one thing behind neighbour means and sums, readouts over
/// the nodes of a graph, and gathering rows.
package struct SparseMatrix: Sendable {
  /// The number of columns.
  package let columns: Int
  /// Where each row's entries begin, and after the last row where they end.
  package let offsets: [Int]
  /// The column of each entry.
  package let indices: [Int32]
  /// The value of each entry.
  package let values: [Float]

  /// A matrix of these entries; every index is checked against `columns`.
  package init(columns: Int, offsets: [Int], indices: [Int32], values: [Float]) {
    precondition(offsets.first == 0 && offsets.last == indices.count)
    precondition(indices.count == values.count)
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy(<=))
    precondition(indices.allSatisfy { $0 >= 0 && Int($0) < columns })
    self.columns = columns
    self.offsets = offsets
    self.indices = indices
    self.values = values
  }

  /// The number of rows.
  package var rows: Int { offsets.count - 1 }

  /// The sum of a row's values.
  package func sum(ofRow row: Int) -> Float {
    values[offsets[row]..<offsets[row + 1]].reduce(0, +)
  }

  /// Rows and columns exchanged; entries of a row come in the order of the rows that they were in.
  package func transposed() -> SparseMatrix {
    var starts = Array(repeating: 0, count: columns + 1)
    for column in indices { starts[Int(column) + 1] += 1 }
    for column in 0..<columns { starts[column + 1] += starts[column] }
    var next = starts
    var newIndices = Array(repeating: Int32(0), count: indices.count)
    var newValues = Array(repeating: Float(0), count: indices.count)
    for row in 0..<rows {
      for entry in offsets[row]..<offsets[row + 1] {
        let column = Int(indices[entry])
        newIndices[next[column]] = Int32(row)
        newValues[next[column]] = values[entry]
        next[column] += 1
      }
    }
    return SparseMatrix(columns: rows, offsets: starts, indices: newIndices, values: newValues)
  }

  /// One entry of 1 a row: `setProduct` picks the rows of a matrix.
  package static func selection(of rows: [Int], from count: Int) -> SparseMatrix {
    SparseMatrix(
      columns: count, offsets: Array(0...rows.count), indices: rows.map { Int32($0) },
      values: Array(repeating: 1, count: rows.count))
  }

  /// A row for each segment of neighbouring rows: their sum, or their mean.
  package static func segments(_ offsets: [Int], mean: Bool = false) -> SparseMatrix {
    let count = offsets.last ?? 0
    var values = Array(repeating: Float(1), count: count)
    if mean {
      for (start, end) in zip(offsets, offsets.dropFirst()) {
        for entry in start..<end { values[entry] = 1 / Float(end - start) }
      }
    }
    return SparseMatrix(
      columns: count, offsets: offsets, indices: (0..<count).map { Int32($0) }, values: values)
  }
}

extension Matrix {
  /// Becomes `sparse · x`, or grows by it.
  package mutating func setProduct(
    _ sparse: SparseMatrix, _ x: Matrix, accumulating: Bool = false, on workers: Workers
  ) {
    setSum(of: [(sparse, x)], accumulating: accumulating, on: workers)
  }

  /// Becomes the sum of products of sparse and dense matrices, or grows by it; a block of the result stays
  /// in the processor's cache for all of them.
  package mutating func setSum(
    of products: [(sparse: SparseMatrix, x: Matrix)], accumulating: Bool = false,
    on workers: Workers
  ) {
    let (rows, columns) = (rows, columns)
    precondition(
      products.allSatisfy { sparse, x in
        rows == sparse.rows && columns == x.columns && x.rows == sparse.columns
      })
    let entries = products.reduce(0) { $0 + $1.sparse.indices.count }
    let grain = Workers.grain(elementsPerRow: columns * max(1, entries / max(1, rows)))
    unsafe withMutableElements { y in
      workers.forEachBlock(of: rows, grain: grain) { block in
        var accumulates = accumulating
        for (sparse, x) in products {
          unsafe sparse.multiply(x, block, into: y, accumulating: accumulates)
          accumulates = true
        }
      }
    }
  }
}

extension SparseMatrix {
  /// Some rows of the product with `x`, into a matrix that begins at `y`.
  fileprivate func multiply(
    _ x: Matrix, _ block: Range<Int>, into y: UnsafeMutablePointer<Float>, accumulating: Bool
  ) {
    let columns = x.columns
    if x.count == 0 && !accumulating {
      unsafe (y + block.lowerBound * columns).update(repeating: 0, count: block.count * columns)
    }
    unsafe x.withElements { x in
      for row in block {
        let y = unsafe y + row * columns
        var isEmpty = !accumulating
        for entry in offsets[row]..<offsets[row + 1] {
          let x = unsafe x + Int(indices[entry]) * columns
          let value = values[entry]
          if isEmpty {
            for i in 0..<columns { unsafe y[i] = value * x[i] }
            isEmpty = false
          } else {
            for i in 0..<columns { unsafe y[i] += value * x[i] }
          }
        }
        if isEmpty { unsafe y.update(repeating: 0, count: columns) }
      }
    }
  }
}
