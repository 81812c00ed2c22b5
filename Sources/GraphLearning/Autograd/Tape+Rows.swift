internal import DenseKernels

extension Tape {
  /// The sum of two matrices of one size.
  package mutating func add(_ a: Variable, _ b: Variable) -> Variable { sum([a, b]) }

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

  /// Matrices of as many columns, one below the other.
  package mutating func concatenateRows(_ parts: [Variable]) -> Variable {
    guard parts.count != 1 else { return parts[0] }
    let heights = parts.map { value($0).rows }
    let total = heights.reduce(0, +)
    var first = 0
    var moved: [Variable] = []
    for (part, height) in zip(parts, heights) {
      // Each part becomes as high as the whole, zeros but for its own rows.
      let offsets = (0...total).map { min(max($0 - first, 0), height) }
      let mixing = RowMixing(
        SparseMatrix(
          columns: height, offsets: offsets, indices: (0..<height).map { Int32($0) },
          values: Array(repeating: 1, count: height)))
      moved.append(mix(part, by: mixing))
      first += height
    }
    return sum(moved)
  }
}
