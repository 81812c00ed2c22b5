package import DenseKernels

extension Tape {
  /// For each row of the pattern the largest of the rows that it names, element by element; 0 where
  /// it names none.
  package mutating func maximum(_ x: Variable, over pattern: SparsePattern) -> Variable {
    var y = matrix(rows: pattern.rows, columns: value(x).columns)
    y.setMaximum(of: value(x), over: pattern, on: workers)
    return recordWithResult(y, from: [x]) { tape, g, y in
      let workers = tape.workers
      let (input, output) = (tape.value(x), tape.value(y))
      tape.contribute(to: x) { gradient, accumulating in
        if !accumulating { gradient.setZero() }
        gradient.addMaximumGradient(x: input, y: output, g: g, over: pattern, on: workers)
      }
    }
  }

  /// The same of rows x Wᵀ + b that nothing else reads. At most a few of them are the largest in a column,
  /// so the gradient of these rows is sparse, and the way back multiplies what is there of it.
  ///
  /// - Parameters:
  ///   - x: [n, in].
  ///   - weight: [out, in].
  ///   - bias: [1, out].
  ///   - pattern: The rows, of n, that each row of the result is the largest of.
  /// - Returns: [rows of the pattern, out].
  package mutating func maximum(
    of x: Variable, by weight: Variable, bias: Variable?, over pattern: SparsePattern
  ) -> Variable {
    let rows = linear(x, weight: weight, bias: bias)
    var y = matrix(rows: pattern.rows, columns: value(weight).rows)
    y.setMaximum(of: value(rows), over: pattern, on: workers)
    return recordWithResult(y, from: [x, weight] + [bias].compactMap(\.self)) { tape, g, y in
      let workers = tape.workers
      let back = SparseMatrix.maximumGradient(
        x: tape.value(rows), y: tape.value(y), g: g, over: pattern)
      let (input, map) = (tape.value(x), tape.value(weight))
      tape.contribute(to: weight) { gradient, accumulating in
        gradient.setProduct(back, input, accumulating: accumulating, on: workers)
      }
      if let bias {
        tape.contribute(to: bias) { for row in 0..<back.rows { $0[0, row] = back.sum(ofRow: row) } }
      }
      guard tape.wantsGradient(x) else { return }
      let forth = back.transposed()
      tape.contribute(to: x) { gradient, accumulating in
        gradient.setProduct(forth, map, accumulating: accumulating, on: workers)
      }
    }
  }

  /// The softmax of scores [n, 1] within segments of them.
  package mutating func softmax(_ scores: Variable, within offsets: [Int]) -> Variable {
    var y = matrix(rows: value(scores).rows, columns: 1)
    y.setSoftmax(of: value(scores), within: offsets)
    return recordWithResult(y, from: [scores]) { tape, g, y in
      let output = tape.value(y)
      tape.contribute(to: scores) { $0.setSoftmaxGradient(y: output, g: g, within: offsets) }
    }
  }

  /// Sums of the rows that the pattern names, each times a weight of its own: `weights` is [entries, 1].
  package mutating func weightedSum(
    _ x: Variable, weights: Variable, over pattern: SparsePattern
  ) -> Variable {
    var y = matrix(rows: pattern.rows, columns: value(x).columns)
    y.setProduct(pattern.matrix(Array(value(weights).elements)), value(x), on: workers)
    return record(y, from: [x, weights]) { tape, g in
      let workers = tape.workers
      let input = tape.value(x)
      if tape.wantsGradient(x) {
        let back = pattern.matrix(Array(tape.value(weights).elements)).transposed()
        tape.contribute(to: x) { gradient, accumulating in
          gradient.setProduct(back, g, accumulating: accumulating, on: workers)
        }
      }
      tape.contribute(to: weights) { $0.setInnerProducts(g, input, at: pattern, on: workers) }
    }
  }

  /// For each entry of the pattern the inner product of its row of `a` and its column's row of `b`:
  /// [entries, 1].
  package mutating func innerProducts(
    _ a: Variable, _ b: Variable, at pattern: SparsePattern
  ) -> Variable {
    var y = matrix(rows: pattern.indices.count, columns: 1)
    y.setInnerProducts(value(a), value(b), at: pattern, on: workers)
    return record(y, from: [a, b]) { tape, g in
      let workers = tape.workers
      let (left, right) = (tape.value(a), tape.value(b))
      let weights = pattern.matrix(Array(g.elements))
      tape.contribute(to: a) { gradient, accumulating in
        gradient.setProduct(weights, right, accumulating: accumulating, on: workers)
      }
      guard tape.wantsGradient(b) else { return }
      let back = weights.transposed()
      tape.contribute(to: b) { gradient, accumulating in
        gradient.setProduct(back, left, accumulating: accumulating, on: workers)
      }
    }
  }
}
