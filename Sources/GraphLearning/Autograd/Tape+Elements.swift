internal import DenseKernels

extension Tape {
  /// The element-wise product of two matrices of one size.
  package mutating func multiply(_ a: Variable, _ b: Variable) -> Variable {
    var y = matrix(rows: value(a).rows, columns: value(a).columns)
    y.setElementProduct(value(a), value(b), on: workers)
    return record(y, from: [a, b]) { tape, g in
      let workers = tape.workers
      for (operand, other) in [(a, b), (b, a)] {
        let factor = tape.value(other)
        tape.contribute(to: operand) { gradient, accumulating in
          gradient.setElementProduct(g, factor, accumulating: accumulating, on: workers)
        }
      }
    }
  }

  /// A matrix times a constant.
  package mutating func scale(_ x: Variable, by factor: Float) -> Variable {
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.set(to: value(x), on: workers)
    y.scale(by: factor, on: workers)
    return record(y, from: [x]) { tape, g in
      let workers = tape.workers
      tape.contribute(to: x) { gradient in
        gradient.set(to: g, on: workers)
        gradient.scale(by: factor, on: workers)
      }
    }
  }

  /// The sum of matrices of one size.
  package mutating func sum(_ parts: [Variable]) -> Variable {
    guard let first = parts.first else { preconditionFailure("a sum of nothing") }
    guard parts.count > 1 else { return first }
    var y = matrix(rows: value(first).rows, columns: value(first).columns)
    y.set(to: value(first), on: workers)
    for part in parts.dropFirst() { y.add(value(part), on: workers) }
    return record(y, from: parts) { tape, g in
      let workers = tape.workers
      for part in parts { tape.contribute(to: part) { $0.set(to: g, on: workers) } }
    }
  }

  /// A matrix with a matrix of one row added to each of its rows.
  package mutating func addRow(_ x: Variable, _ row: Variable) -> Variable {
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.setRows(to: value(row), on: workers)
    y.add(value(x), on: workers)
    return record(y, from: [x, row]) { tape, g in
      let workers = tape.workers
      tape.contribute(to: x) { $0.set(to: g, on: workers) }
      tape.contribute(to: row) { $0.setColumnSums(of: g, on: workers) }
    }
  }

  /// Some neighbouring columns of a matrix.
  package mutating func columns(_ range: Range<Int>, of x: Variable) -> Variable {
    var y = matrix(rows: value(x).rows, columns: range.count)
    y.setColumns(
      from: 0, to: value(x), columns: range.lowerBound, count: range.count, on: workers)
    return record(y, from: [x]) { tape, g in
      let workers = tape.workers
      tape.contribute(to: x) { gradient in
        gradient.setZero()
        gradient.setColumns(
          from: range.lowerBound, to: g, columns: 0, count: range.count, on: workers)
      }
    }
  }

  /// Single elements of a matrix, one below the other: [n, 1].
  package mutating func gatherElements(
    _ x: Variable, _ places: [(row: Int, column: Int)]
  ) -> Variable {
    let source = value(x)
    precondition(places.allSatisfy { $0.row < source.rows && $0.column < source.columns })
    var y = matrix(rows: places.count, columns: 1)
    for (index, place) in places.enumerated() { y[index, 0] = source[place.row, place.column] }
    return record(y, from: [x]) { tape, g in
      tape.contribute(to: x) { gradient in
        gradient.setZero()
        for (index, place) in places.enumerated() {
          gradient[place.row, place.column] += g[index, 0]
        }
      }
    }
  }
}
