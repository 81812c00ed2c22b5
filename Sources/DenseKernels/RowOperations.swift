extension Matrix {
  /// Sets every element to 0.
  package mutating func setZero() {
    let count = count
    unsafe withMutableElements { unsafe $0.update(repeating: 0, count: count) }
  }

  /// Every row becomes a copy of `bias`, a matrix of one row.
  package mutating func setRows(to bias: Matrix, on workers: Workers) {
    precondition(bias.rows == 1 && bias.columns == columns)
    let (rows, columns) = (rows, columns)
    unsafe withMutableElements { y in
      unsafe bias.withElements { bias in
        workers.forEachBlock(of: rows, grain: Workers.grain(elementsPerRow: columns)) { rows in
          for row in rows { unsafe (y + row * columns).update(from: bias, count: columns) }
        }
      }
    }
  }

  /// Grows by `scale` times another matrix of the same size.
  package mutating func add(_ other: Matrix, scaledBy scale: Float = 1, on workers: Workers) {
    unsafe update(from: other, on: workers) { y, x, count in
      for i in 0..<count { unsafe y[i] += scale * x[i] }
    }
  }

  /// Becomes a copy of another matrix of the same size.
  package mutating func set(to other: Matrix, on workers: Workers) {
    unsafe update(from: other, on: workers) { y, x, count in unsafe y.update(from: x, count: count)
    }
  }

  /// Becomes the sum of each column of `x`; this matrix has one row.
  package mutating func setColumnSums(of x: Matrix, on workers: Workers) {
    precondition(rows == 1 && columns == x.columns)
    setZero()
    let (width, height) = (columns, x.rows)
    let grain = x.count < Self.elementsWorthSharing ? width : 128
    unsafe withMutableElements { sums in
      unsafe x.withElements { x in
        workers.forEachBlock(of: width, grain: grain) { block in
          let sums = unsafe sums + block.lowerBound
          for row in 0..<height {
            let x = unsafe x + (row * width + block.lowerBound)
            for column in 0..<block.count { unsafe sums[column] += x[column] }
          }
        }
      }
    }
  }

  /// Copies columns of `source`, from `first` on, into columns of this matrix, from `column` on.
  package mutating func setColumns(
    from column: Int, to source: Matrix, columns first: Int, count width: Int, on workers: Workers
  ) {
    precondition(rows == source.rows && column >= 0 && column + width <= columns)
    precondition(first >= 0 && first + width <= source.columns)
    let (rows, stride, sourceStride) = (rows, columns, source.columns)
    unsafe withMutableElements { y in
      unsafe source.withElements { x in
        workers.forEachBlock(of: rows, grain: Workers.grain(elementsPerRow: width)) { rows in
          for row in rows {
            unsafe (y + row * stride + column).update(
              from: x + row * sourceStride + first, count: width)
          }
        }
      }
    }
  }

  /// Below this many elements a second thread costs more than it saves.
  private static let elementsWorthSharing = 65_536

  /// Visits this matrix and another of its size in blocks, as plain runs of elements.
  mutating func update(
    from other: Matrix, on workers: Workers,
    _ body: (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void
  ) {
    precondition(hasSize(of: other))
    let count = count
    unsafe withMutableElements { y in
      unsafe other.withElements { x in
        workers.forEachBlock(of: count, grain: Self.elementsWorthSharing) { block in
          unsafe body(y + block.lowerBound, x + block.lowerBound, block.count)
        }
      }
    }
  }
}
