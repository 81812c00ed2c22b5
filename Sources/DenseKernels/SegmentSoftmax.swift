internal import Glibc

extension Matrix {
  /// Becomes the softmax of a column of scores within each segment: eˢ / Σ eˢ, the largest score taken
  /// away first.
  package mutating func setSoftmax(of scores: Matrix, within offsets: [Int]) {
    precondition(hasSize(of: scores) && columns == 1 && offsets.last == rows)
    for (start, end) in zip(offsets, offsets.dropFirst()) where start < end {
      let largest = scores.storage[start..<end].max() ?? 0
      var sum: Float = 0
      for i in start..<end {
        let value = expf(scores.storage[i] - largest)
        storage[i] = value
        sum += value
      }
      for i in start..<end { storage[i] /= sum }
    }
  }

  /// Becomes the gradient by the scores of `setSoftmax`, whose result was `y` and whose gradient is
  /// `g`: y (g − Σ y g).
  package mutating func setSoftmaxGradient(y: Matrix, g: Matrix, within offsets: [Int]) {
    precondition(hasSize(of: y) && hasSize(of: g))
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      var along: Float = 0
      for i in start..<end { along += y.storage[i] * g.storage[i] }
      for i in start..<end { storage[i] = y.storage[i] * (g.storage[i] - along) }
    }
  }

  /// Becomes, for each entry of the pattern, the inner product of a row of `a` and a row of `b`: the
  /// gradient by its values of a sparse matrix that multiplies `b` with gradient `a`.
  package mutating func setInnerProducts(
    _ a: Matrix, _ b: Matrix, at pattern: SparsePattern, on workers: Workers
  ) {
    precondition(count == pattern.indices.count && a.columns == b.columns)
    precondition(a.rows == pattern.rows && b.rows == pattern.columns)
    let width = a.columns
    unsafe withMutableElements { y in
      unsafe a.withElements { a in
        unsafe b.withElements { b in
          let grain = Workers.grain(elementsPerRow: 2 * width)
          workers.forEachBlock(of: pattern.rows, grain: grain) { block in
            for row in block {
              for entry in pattern.offsets[row]..<pattern.offsets[row + 1] {
                let b = unsafe b + Int(pattern.indices[entry]) * width
                unsafe y[entry] = dot(a + row * width, b, count: width)
              }
            }
          }
        }
      }
    }
  }
}
