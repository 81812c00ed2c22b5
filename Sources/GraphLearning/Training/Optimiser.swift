package import DenseKernels

/// How parameters follow gradients.
package enum OptimiserKind: String, Sendable, CaseIterable {
  /// Adam (Kingma and Ba, 2015); with weight decay AdamW (Loshchilov and Hutter, 2019).
  case adam
  /// Gradient descent with a momentum of 0.9, as PyTorch's `SGD` has it; decay is decoupled.
  case sgd
}

/// The optimiser with its memory.
package struct Optimiser: Sendable {
  /// How parameters follow gradients.
  package let kind: OptimiserKind
  /// The decay of Adam's first and second moment.
  package static let betas: (Float, Float) = (0.9, 0.999)
  /// The share of a step of gradient descent that the next one goes on with.
  package static let momentum: Float = 0.9
  /// Decoupled weight decay.
  package let weightDecay: Float
  /// The steps taken so far.
  package internal(set) var stepCount = 0
  /// The running mean of each parameter's gradient, or its momentum.
  package internal(set) var first: [Matrix]
  /// The running mean of its square; of gradient descent nothing.
  package internal(set) var second: [Matrix]

  /// An optimiser that has taken no step.
  package init(
    _ kind: OptimiserKind = .adam, for parameters: [Parameter], weightDecay: Float = 0
  ) {
    self.kind = kind
    self.weightDecay = weightDecay
    first = parameters.map { Matrix(rows: $0.value.rows, columns: $0.value.columns) }
    second = first
  }

  /// Takes one step along the gradients; a parameter without one moves on by its momentum.
  ///
  /// - Parameters:
  ///   - parameters: What is moved.
  ///   - gradients: A gradient each, where one arrived.
  ///   - learningRate: The rate of this step.
  ///   - frozen: The positions of those that stay as they are.
  ///   - workers: The threads.
  package mutating func step(
    _ parameters: inout [Parameter], along gradients: [Gradient?], learningRate: Float,
    frozen: Set<Int> = [], on workers: Workers
  ) {
    stepCount += 1
    let step = AdamStep(
      number: stepCount, learningRate: learningRate, betas: Self.betas, weightDecay: weightDecay)
    for index in parameters.indices where !frozen.contains(index) {
      switch kind {
      case .adam:
        parameters[index].value.descend(
          step, along: gradients[index], first: &first[index], second: &second[index], on: workers)
      case .sgd:
        first[index].scale(by: Self.momentum, on: workers)
        first[index].add(gradients[index], on: workers)
        parameters[index].value.scale(by: 1 - learningRate * weightDecay, on: workers)
        parameters[index].value.add(first[index], scaledBy: -learningRate, on: workers)
      }
    }
  }
}

extension Matrix {
  /// Grows by a gradient.
  fileprivate mutating func add(_ gradient: Gradient?, on workers: Workers) {
    switch gradient {
    case .dense(let gradient): add(gradient, on: workers)
    case .product(let left, let right):
      setProduct(.transposed(left), .plain(right), accumulating: true, on: workers)
    case nil: break
    }
  }
}
