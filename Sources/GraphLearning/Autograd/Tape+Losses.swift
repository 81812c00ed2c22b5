internal import DenseKernels

/// How far predictions are from the truth, as one number to make small.
package enum Loss: String, Sendable, CaseIterable {
  /// The mean of (p/y - 1)², NNLQP's.
  case squaredRelative = "squared-relative"
  /// The mean of |p/y - 1|.
  case absoluteRelative = "absolute-relative"
  /// The mean of (p - y)².
  case squared
  /// The mean of |p - y|.
  case absolute

  /// The loss of one prediction and its derivative.
  func callAsFunction(_ prediction: Float, _ truth: Float) -> (loss: Float, derivative: Float) {
    let scale = self == .squaredRelative || self == .absoluteRelative ? 1 / truth : 1
    let error = (prediction - truth) * scale
    switch self {
    case .squaredRelative, .squared: return (error * error, 2 * error * scale)
    case .absoluteRelative, .absolute: return (abs(error), error < 0 ? -scale : scale)
    }
  }
}

extension Tape {
  /// The mean loss of predictions [n, 1].
  package mutating func loss(
    _ loss: Loss, of predictions: Variable, truth: [Float]
  ) -> Variable {
    let values = value(predictions)
    precondition(values.columns == 1 && values.rows == truth.count && !truth.isEmpty)
    let sum = zip(values.elements, truth).reduce(0) { $0 + loss($1.0, $1.1).loss }
    var y = matrix(rows: 1, columns: 1)
    y[0, 0] = sum / Float(truth.count)
    return record(y, from: [predictions]) { tape, g in
      let values = tape.value(predictions)
      let scale = g[0, 0] / Float(truth.count)
      tape.contribute(to: predictions) { gradient in
        for (row, truth) in truth.enumerated() {
          gradient[row, 0] = scale * loss(values[row, 0], truth).derivative
        }
      }
    }
  }
}
