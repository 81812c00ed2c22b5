package import DenseKernels

extension Tape {
  /// f(Σ xᵢ Wᵢᵀ + Σ Mⱼ yⱼ + b): rows through maps, mixed rows, and a row that is added to each; then an
  /// activation.
  ///
  /// - Parameters:
  ///   - terms: [n, in] and weights [out, in].
  ///   - mixed: Maps of m rows to n, and [m, out].
  ///   - bias: [1, out].
  ///   - activation: What every element goes through at the end.
  /// - Returns: [n, out].
  package mutating func linear(
    _ terms: [(x: Variable, weight: Variable)], mixed: [(x: Variable, mixing: RowMixing)] = [],
    bias: Variable? = nil, activation: Activation = .none
  ) -> Variable {
    guard
      let rows = terms.first.map({ value($0.x).rows }) ?? mixed.first?.mixing.forward.rows,
      let columns = terms.first.map({ value($0.weight).rows })
        ?? mixed.first.map({ value($0.x).columns })
    else { preconditionFailure("a sum of nothing") }
    var y = matrix(rows: rows, columns: columns)
    if let bias { y.setRows(to: value(bias), on: workers) }
    var isStarted = bias != nil
    for (x, weight) in terms {
      let (left, right) = (Factor.plain(value(x)), Factor.transposed(value(weight)))
      y.setProduct(left, right, accumulating: isStarted, on: workers)
      productFlops += Matrix.productFlops(left, right)
      isStarted = true
    }
    if !mixed.isEmpty {
      y.setSum(
        of: mixed.map { ($0.mixing.forward, value($0.x)) }, accumulating: isStarted, on: workers)
    }
    y.activate(activation, on: workers)
    let operands =
      terms.flatMap { [$0.x, $0.weight] } + mixed.map(\.x) + [bias].compactMap { $0 }
    return recordWithResult(y, from: operands) { tape, g, y in
      let workers = tape.workers
      if activation != .none {
        g.multiplyByDerivative(of: activation, at: tape.value(y), on: workers)
      }
      for (x, weight) in terms {
        tape.contributeProduct(to: x, .plain(g), .plain(tape.value(weight)))
        if tape.keepProduct(for: weight, left: g, right: tape.value(x)) { continue }
        tape.contributeProduct(to: weight, .transposed(g), .plain(tape.value(x)))
      }
      for (x, mixing) in mixed {
        tape.contribute(to: x) { gradient, accumulating in
          gradient.setProduct(mixing.backward, g, accumulating: accumulating, on: workers)
        }
      }
      if let bias { tape.contribute(to: bias) { $0.setColumnSums(of: g, on: workers) } }
    }
  }

  /// f(x Wᵀ + b).
  package mutating func linear(
    _ x: Variable, weight: Variable, bias: Variable? = nil, activation: Activation = .none
  ) -> Variable {
    linear([(x: x, weight: weight)], bias: bias, activation: activation)
  }

  /// The weight of one linear map after another: [out, n] and [n, in] give [out, in].
  package mutating func compose(_ outer: Variable, _ inner: Variable) -> Variable {
    var y = matrix(rows: value(outer).rows, columns: value(inner).columns)
    let (left, right) = (Factor.plain(value(outer)), Factor.plain(value(inner)))
    y.setProduct(left, right, on: workers)
    productFlops += Matrix.productFlops(left, right)
    return record(y, from: [outer, inner]) { tape, g in
      tape.contributeProduct(to: outer, .plain(g), .transposed(tape.value(inner)))
      tape.contributeProduct(to: inner, .transposed(tape.value(outer)), .plain(g))
    }
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
