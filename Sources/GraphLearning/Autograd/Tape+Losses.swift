internal import DenseKernels

extension Tape {
  /// The loss of predictions [n, 1].
  ///
  /// - Parameters:
  ///   - loss: What is made small.
  ///   - predictions: What the network says.
  ///   - truth: What it should say.
  ///   - groups: A ranking loss orders only figures of one group among each other; all are of one
  ///     without.
  /// - Returns: [1, 1].
  package mutating func loss(
    _ loss: Loss, of predictions: Variable, truth: [Float], groups: [Int]? = nil
  ) -> Variable {
    let values = value(predictions)
    precondition(values.columns == 1 && values.rows == truth.count && !truth.isEmpty)
    let result = loss(
      values.elements, truth, groups: groups ?? Array(repeating: 0, count: truth.count))
    var y = matrix(rows: 1, columns: 1)
    y[0, 0] = result.loss
    return record(y, from: [predictions]) { tape, g in
      let scale = g[0, 0]
      tape.contribute(to: predictions) { gradient in
        for (row, derivative) in result.derivatives.enumerated() {
          gradient[row, 0] = scale * derivative
        }
      }
    }
  }

  /// The mean over rows of -Σ tⱼ lⱼ, with l the logarithms of probabilities and t the wanted
  /// probabilities of the first, and of the second what is left: [n, 2].
  package mutating func crossEntropy(of logarithms: Variable, truth: [Float]) -> Variable {
    let values = value(logarithms)
    precondition(values.columns == 2 && values.rows == truth.count && !truth.isEmpty)
    let share = 1 / Float(truth.count)
    var sum: Float = 0
    for (row, truth) in truth.enumerated() {
      sum -= truth * values[row, 0] + (1 - truth) * values[row, 1]
    }
    var y = matrix(rows: 1, columns: 1)
    y[0, 0] = sum * share
    return record(y, from: [logarithms]) { tape, g in
      let scale = -share * g[0, 0]
      tape.contribute(to: logarithms) { gradient in
        for (row, truth) in truth.enumerated() {
          gradient[row, 0] = scale * truth
          gradient[row, 1] = scale * (1 - truth)
        }
      }
    }
  }
}
