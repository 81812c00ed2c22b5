package import DenseKernels
internal import Statistics

extension Tape {
  /// The cross entropy of which others a row is alike to: the mean over the rows i of
  /// −Σ αᵢₗ ln(exp(zᵢ·zₗ/τ) / Σ exp(zᵢ·zᵣ/τ)), l and r all rows but i. The paper prints the sum over i.
  ///
  /// - Parameters:
  ///   - rows: z, of length 1 each: [n, width].
  ///   - attractions: α, 0 on the diagonal: [n, n].
  ///   - temperature: τ.
  /// - Returns: [1, 1].
  package mutating func contrast(
    _ rows: Variable, towards attractions: Matrix, temperature: Float
  ) -> Variable {
    let likeness = scale(linear(rows, weight: rows), by: 1 / temperature)
    let count = value(rows).rows
    precondition(attractions.rows == count && attractions.columns == count && count > 0)
    var sum = 0.0
    // The softmax over the others less α: the derivative by likeness, but for the share.
    var derivative = matrix(rows: count, columns: count)
    let values = value(likeness)
    for row in 0..<count {
      let others = (0..<count).filter { $0 != row }
      let largest = others.reduce(-Float.infinity) { max($0, values[row, $1]) }
      let powers = others.map { Logarithm.exponential(Double(values[row, $0] - largest)) }
      let total = powers.reduce(0, +)
      derivative[row, row] = 0
      var wanted = 0.0
      for (other, power) in zip(others, powers) {
        let attraction = Double(attractions[row, other])
        sum -= attraction * Double(values[row, other] - largest)
        wanted += attraction
        derivative[row, other] = Float(power / total - attraction)
      }
      sum += wanted * Logarithm.natural(total)
    }
    var y = matrix(rows: 1, columns: 1)
    y[0, 0] = Float(sum / Double(count))
    let kept = keep(derivative)
    return record(y, from: [likeness]) { tape, g in
      let share = g[0, 0] / Float(count)
      let derivative = tape.value(kept)
      let workers = tape.workers
      tape.contribute(to: likeness) { gradient in
        gradient.set(to: derivative, on: workers)
        gradient.scale(by: share, on: workers)
      }
    }
  }
}
