package import DenseKernels

extension Tape {
  /// An activation of every element.
  package mutating func activate(_ x: Variable, _ activation: Activation) -> Variable {
    guard activation != .none else { return x }
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.setActivated(value(x), activation, on: workers)
    return recordWithResult(y, from: [x]) { tape, g, y in
      let workers = tape.workers
      let output = tape.value(y)
      tape.contribute(to: x) { gradient in
        gradient.set(to: g, on: workers)
        gradient.multiplyByDerivative(of: activation, at: output, on: workers)
      }
    }
  }

  /// max(x, 0).
  package mutating func relu(_ x: Variable) -> Variable { activate(x, .relu) }

  /// Drops elements and scales the others; without a mask, as at prediction, nothing happens.
  package mutating func dropout(_ x: Variable, _ mask: DropoutMask?) -> Variable {
    guard let mask, mask.rate > 0 else { return x }
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.set(to: value(x), on: workers)
    y.drop(mask, on: workers)
    return record(y, from: [x]) { tape, g in
      let workers = tape.workers
      tape.contribute(to: x) { gradient in
        gradient.set(to: g, on: workers)
        gradient.drop(mask, on: workers)
      }
    }
  }

  /// Divides each row by its Euclidean length; then, if `rectifying`, max(·, 0); then dropout.
  package mutating func normaliseRows(
    _ x: Variable, rectifying: Bool = false, dropout mask: DropoutMask? = nil
  ) -> Variable {
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    var inverses = matrix(rows: value(x).rows, columns: 1)
    y.setNormalised(
      value(x), rectifying: rectifying, mask: mask, inverseLengths: &inverses, on: workers)
    let lengths = keep(inverses)
    return recordWithResult(y, from: [x]) { tape, g, y in
      let workers = tape.workers
      let (input, output, lengths) = (tape.value(x), tape.value(y), tape.value(lengths))
      tape.contribute(to: x) { gradient in
        gradient.setNormalisationGradient(
          x: input, y: output, g: g, rectifying: rectifying, mask: mask, inverseLengths: lengths,
          on: workers)
      }
    }
  }

  /// ln(1 + eˢˣ) with s = 1, or -1 if `negated`: -logsigmoid(x) is the negated one.
  package mutating func softplus(_ x: Variable, negated: Bool = false) -> Variable {
    let sign: Float = negated ? -1 : 1
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.setSoftplus(value(x), sign: sign)
    return record(y, from: [x]) { tape, g in
      let workers = tape.workers
      let input = tape.value(x)
      tape.contribute(to: x) { gradient in
        gradient.set(to: g, on: workers)
        gradient.multiplyBySoftplusDerivative(input, sign: sign)
      }
    }
  }
}
