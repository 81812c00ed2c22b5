internal import CAdam

/// What one step of Adam needs beside the moments (Kingma and Ba, 2015).
package struct AdamStep: Sendable {
  /// The learning rate.
  package var learningRate: Float
  /// The decay of the first and of the second moment.
  package var betas: (Float, Float)
  /// Keeps the division finite.
  package var epsilon: Float
  /// Decoupled weight decay (Loshchilov and Hutter, 2019): the share lost in a step of rate 1.
  package var weightDecay: Float
  /// The step's number, from 1.
  package var number: Int

  /// A step; the defaults are PyTorch's.
  package init(
    number: Int, learningRate: Float, betas: (Float, Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    weightDecay: Float = 0
  ) {
    self.number = number
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }
}

/// The gradient of a parameter.
package enum Gradient: Sendable {
  /// Element by element.
  case dense(Matrix)
  /// leftᵀ · right, which was not multiplied out: a weight's gradient by a batch of a few rows.
  case product(left: Matrix, right: Matrix)
}

extension Matrix {
  /// Takes one step of Adam along `gradient`, or along 0 if there is none, and updates the moments:
  /// m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², w ← w - rate · (m/(1-β₁ⁿ)) / (√(v/(1-β₂ⁿ)) + ε).
  ///
  /// A product is multiplied out band by band, so that the gradient never passes through memory.
  package mutating func descend(
    _ step: AdamStep, along gradient: Gradient?, first: inout Matrix, second: inout Matrix,
    on workers: Workers
  ) {
    precondition(hasSize(of: first) && hasSize(of: second))
    let rule = adam_rule(step)
    let (count, columns) = (count, columns)
    unsafe withMutableElements { w in
      unsafe first.withMutableElements { m in
        unsafe second.withMutableElements { v in
          switch gradient {
          case .dense(let gradient):
            precondition(gradient.count == count)
            unsafe gradient.withElements { g in
              workers.forEachBlock(of: count, grain: 32_768) { block in
                let start = block.lowerBound
                unsafe adam_apply(rule, w + start, m + start, v + start, g + start, block.count)
              }
            }
          case .product(let left, let right):
            precondition(left.rows == right.rows && right.columns == columns)
            precondition(left.columns * columns == count)
            unsafe left.withElements { l in
              unsafe right.withElements { r in
                // Whole sixteens, as OpenBLAS's inner kernel takes them.
                let grain = max(16, 16_384 / max(1, columns) & ~15)
                workers.forEachBlock(of: left.columns, grain: grain) { block in
                  let size = block.count * columns
                  unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { part in
                    guard let g = part.baseAddress else { return }
                    // A band of the gradient, small enough to stay in the processor's cache.
                    unsafe multiply(
                      .transposed(left), l + block.lowerBound, .plain(right), r, into: g,
                      stride: columns, rows: block.count, columns: columns, accumulating: false)
                    let start = block.lowerBound * columns
                    unsafe adam_apply(rule, w + start, m + start, v + start, g, size)
                  }
                }
              }
            }
          case nil:
            workers.forEachBlock(of: count, grain: 32_768) { block in
              unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: block.count) { g in
                unsafe g.initialize(repeating: 0)
                guard let g = g.baseAddress else { return }
                let start = block.lowerBound
                unsafe adam_apply(rule, w + start, m + start, v + start, g, block.count)
              }
            }
          }
        }
      }
    }
  }
}

extension adam_rule {
  fileprivate init(_ step: AdamStep) {
    let (beta1, beta2) = step.betas
    self.init(
      beta1: beta1, keep1: 1 - beta1, beta2: beta2, keep2: 1 - beta2,
      step_size: step.learningRate / (1 - power(beta1, step.number)),
      inverse_root: 1 / (1 - power(beta2, step.number)).squareRoot(),
      decay: 1 - step.learningRate * step.weightDecay, epsilon: step.epsilon, least: 1e-30)
  }
}

/// A whole power by repeated squaring, in double precision.
private func power(_ base: Float, _ exponent: Int) -> Float {
  var (result, square, rest) = (1.0, Double(base), exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return Float(result)
}
