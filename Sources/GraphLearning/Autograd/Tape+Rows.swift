internal import DenseKernels

extension Tape {
  /// The sum of two matrices of one size.
  package mutating func add(_ a: Variable, _ b: Variable) -> Variable {
    var y = matrix(rows: value(a).rows, columns: value(a).columns)
    y.set(to: value(a), on: workers)
    y.add(value(b), on: workers)
    return record(y, from: [a, b]) { tape, g in
      let workers = tape.workers
      for operand in [a, b] {
        tape.contribute(to: operand) { $0.set(to: g, on: workers) }
      }
    }
  }

  /// Matrices of as many rows, side by side.
  package mutating func concatenateColumns(_ parts: [Variable]) -> Variable {
    let widths = parts.map { value($0).columns }
    var y = matrix(
      rows: parts.first.map { value($0).rows } ?? 0, columns: widths.reduce(0, +))
    var start = 0
    for (part, width) in zip(parts, widths) {
      y.setColumns(from: start, to: value(part), columns: 0, count: width, on: workers)
      start += width
    }
    return record(y, from: parts) { tape, g in
      let workers = tape.workers
      var start = 0
      for (part, width) in zip(parts, widths) {
        let first = start
        tape.contribute(to: part) {
          $0.setColumns(from: 0, to: g, columns: first, count: width, on: workers)
        }
        start += width
      }
    }
  }

  /// Of each row the element in the column that `columns` names: [n, m] gives [n, 1].
  package mutating func gatherColumn(_ x: Variable, _ columns: [Int]) -> Variable {
    let source = value(x)
    precondition(columns.count == source.rows && columns.allSatisfy { $0 < source.columns })
    var y = matrix(rows: source.rows, columns: 1)
    for (row, column) in columns.enumerated() { y[row, 0] = source[row, column] }
    return record(y, from: [x]) { tape, g in
      tape.contribute(to: x) { gradient in
        gradient.setZero()
        for (row, column) in columns.enumerated() { gradient[row, column] = g[row, 0] }
      }
    }
  }
}
