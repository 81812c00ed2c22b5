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

extension Matrix {
  /// Takes one step of Adam along `gradient`, or along 0 if there is none, and updates the moments:
  /// m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², w ← w - rate · (m/(1-β₁ⁿ)) / (√(v/(1-β₂ⁿ)) + ε).
  package mutating func descend(
    _ step: AdamStep, along gradient: Matrix?, first: inout Matrix, second: inout Matrix,
    on workers: Workers
  ) {
    precondition(hasSize(of: first) && hasSize(of: second) && (gradient?.count ?? count) == count)
    let (beta1, beta2) = step.betas
    let stepSize = step.learningRate / (1 - power(beta1, step.number))
    let inverseRoot = 1 / (1 - power(beta2, step.number)).squareRoot()
    let (keep1, keep2, epsilon) = (1 - beta1, 1 - beta2, step.epsilon)
    let decay = 1 - step.learningRate * step.weightDecay
    let count = count
    unsafe withMutableElements { w in
      unsafe first.withMutableElements { m in
        unsafe second.withMutableElements { v in
          workers.forEachBlock(of: count, grain: 32_768) { block in
            if let gradient {
              unsafe gradient.withElements { g in
                for i in block {
                  unsafe m[i] = beta1 * m[i] + keep1 * g[i]
                  unsafe v[i] = beta2 * v[i] + keep2 * g[i] * g[i]
                  unsafe w[i] =
                    decay * w[i]
                    - stepSize * m[i] / (v[i].squareRoot() * inverseRoot + epsilon)
                }
              }
            } else {
              for i in block {
                unsafe m[i] *= beta1
                unsafe v[i] *= beta2
                unsafe w[i] =
                  decay * w[i] - stepSize * m[i] / (v[i].squareRoot() * inverseRoot + epsilon)
              }
            }
          }
        }
      }
    }
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
