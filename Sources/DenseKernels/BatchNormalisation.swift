/// Mean and variance of each column over the rows of a batch, where a row may count several times.
package struct ColumnStatistics: Sendable {
  /// The mean of each column.
  package var mean: [Float]
  /// The variance of each column around its mean, over the number of rows.
  package var variance: [Float]
  /// How many rows were counted.
  package let count: Double

  /// Statistics with these values, as running averages are.
  package init(mean: [Float], variance: [Float], count: Double = 0) {
    precondition(mean.count == variance.count)
    self.mean = mean
    self.variance = variance
    self.count = count
  }

  /// The statistics of a matrix; `weights` says how often each row counts, once without.
  package init(of x: Matrix, weights: [Float]? = nil) {
    precondition(weights.map { $0.count == x.rows } ?? true)
    let total = weights.map { $0.reduce(0) { $0 + Double($1) } } ?? Double(x.rows)
    count = total
    var (sums, squares) = (
      Array(repeating: 0.0, count: x.columns), Array(repeating: 0.0, count: x.columns)
    )
    for row in 0..<x.rows {
      let weight = Double(weights?[row] ?? 1)
      for column in 0..<x.columns { sums[column] += weight * Double(x[row, column]) }
    }
    for column in 0..<x.columns { sums[column] /= max(1, total) }
    for row in 0..<x.rows {
      let weight = Double(weights?[row] ?? 1)
      for column in 0..<x.columns {
        let difference = Double(x[row, column]) - sums[column]
        squares[column] += weight * difference * difference
      }
    }
    mean = sums.map { Float($0) }
    variance = squares.map { Float($0 / max(1, total)) }
  }

  /// 1 / √(variance + epsilon) of each column.
  package func inverseDeviations(epsilon: Float) -> [Float] {
    variance.map { 1 / ($0 + epsilon).squareRoot() }
  }
}

extension Matrix {
  /// Becomes the columns of `x` shifted and scaled by statistics, times `gain` plus `shift`, both of
  /// one row (Ioffe and Szegedy, 2015).
  package mutating func setBatchNormalised(
    _ x: Matrix, mean: [Float], inverse: [Float], gain: Matrix, shift: Matrix, on workers: Workers
  ) {
    precondition(hasSize(of: x) && gain.count == columns && shift.count == columns)
    precondition(mean.count == columns && inverse.count == columns)
    let (rows, columns) = (rows, columns)
    let factors = (0..<columns).map { inverse[$0] * gain.storage[$0] }
    let grain = Workers.grain(elementsPerRow: columns)
    unsafe withMutableElements { y in
      unsafe x.withElements { x in
        unsafe shift.withElements { shift in
          workers.forEachBlock(of: rows, grain: grain) { block in
            for row in block {
              let (x, y) = unsafe (x + row * columns, y + row * columns)
              for i in 0..<columns { unsafe y[i] = (x[i] - mean[i]) * factors[i] + shift[i] }
            }
          }
        }
      }
    }
  }

  /// Becomes the gradient by `x` of a batch normalisation whose gradient is `g`, and adds the
  /// gradients by gain and shift to matrices of one row.
  ///
  /// With n the normalised rows and d = g · gain / deviation: d, and where the statistics are of these
  /// rows, which count w of W times, d − w/W (Σ d + n Σ d n).
  package mutating func setBatchNormalisationGradient(
    x: Matrix, g: Matrix, gain: Matrix, statistics: ColumnStatistics, inverse: [Float],
    weights: [Float]?, followsStatistics: Bool, gainGradient: inout Matrix,
    shiftGradient: inout Matrix
  ) {
    precondition(hasSize(of: x) && hasSize(of: g) && gain.count == columns)
    var (alongs, sums) = (
      Array(repeating: 0.0, count: columns), Array(repeating: 0.0, count: columns)
    )
    for row in 0..<rows {
      for column in 0..<columns {
        let normal = (x[row, column] - statistics.mean[column]) * inverse[column]
        alongs[column] += Double(g[row, column] * normal)
        sums[column] += Double(g[row, column])
      }
    }
    for column in 0..<columns {
      gainGradient.storage[column] += Float(alongs[column])
      shiftGradient.storage[column] += Float(sums[column])
    }
    let share = followsStatistics ? 1 / Float(max(1, statistics.count)) : 0
    for row in 0..<rows {
      let weight = share * (weights?[row] ?? 1)
      for column in 0..<columns {
        let normal = (x[row, column] - statistics.mean[column]) * inverse[column]
        let common = weight * (Float(sums[column]) + normal * Float(alongs[column]))
        self[row, column] =
          (g[row, column] - common) * gain.storage[column] * inverse[column]
      }
    }
  }
}
