internal import DenseKernels

extension Tape {
  /// Σ xᵢ Wᵢᵀ + b: [n, in] and weights [out, in] give [n, out]; the bias is [1, out].
  package mutating func linear(
    _ terms: [(x: Variable, weight: Variable)], bias: Variable? = nil
  ) -> Variable {
    guard let first = terms.first else { preconditionFailure("a linear map of nothing") }
    var y = matrix(rows: value(first.x).rows, columns: value(first.weight).rows)
    if let bias { y.setRows(to: value(bias), on: workers) }
    var isStarted = bias != nil
    for (x, weight) in terms {
      let (left, right) = (Factor.plain(value(x)), Factor.transposed(value(weight)))
      y.setProduct(left, right, accumulating: isStarted, on: workers)
      productFlops += Matrix.productFlops(left, right)
      isStarted = true
    }
    let operands = terms.flatMap { [$0.x, $0.weight] } + [bias].compactMap { $0 }
    return record(y, from: operands) { tape, g in
      for (x, weight) in terms {
        tape.contributeProduct(to: x, .plain(g), .plain(tape.value(weight)))
        if tape.keepProduct(for: weight, left: g, right: tape.value(x)) { continue }
        tape.contributeProduct(to: weight, .transposed(g), .plain(tape.value(x)))
      }
      if let bias {
        let workers = tape.workers
        tape.contribute(to: bias) { $0.setColumnSums(of: g, on: workers) }
      }
    }
  }

  /// x Wᵀ + b.
  package mutating func linear(
    _ x: Variable, weight: Variable, bias: Variable? = nil
  ) -> Variable {
    linear([(x: x, weight: weight)], bias: bias)
  }

  private mutating func contributeProduct(to operand: Variable, _ left: Factor, _ right: Factor) {
    guard wantsGradient(operand) else { return }
    let workers = workers
    productFlops += Matrix.productFlops(left, right)
    contribute(to: operand) { gradient, accumulating in
      gradient.setProduct(left, right, accumulating: accumulating, on: workers)
    }
  }
}
