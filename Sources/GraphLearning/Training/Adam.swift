package import DenseKernels

/// The optimiser with its memory.
package struct Adam: Sendable {
  /// The decay of the first and of the second moment.
  package static let betas: (Float, Float) = (0.9, 0.999)
  /// Decoupled weight decay; 0 is plain Adam.
  package let weightDecay: Float
  /// The steps taken so far.
  package internal(set) var stepCount = 0
  /// The running mean of each parameter's gradient.
  package internal(set) var first: [Matrix]
  /// The running mean of its square.
  package internal(set) var second: [Matrix]

  /// An optimiser that has taken no step.
  package init(for parameters: [Parameter], weightDecay: Float = 0) {
    self.weightDecay = weightDecay
    first = parameters.map { Matrix(rows: $0.value.rows, columns: $0.value.columns) }
    second = first
  }

  /// Takes one step along the gradients; a parameter without one moves on by its momentum.
  package mutating func step(
    _ parameters: inout [Parameter], along gradients: [Matrix?], learningRate: Float,
    on workers: Workers
  ) {
    stepCount += 1
    let step = AdamStep(
      number: stepCount, learningRate: learningRate, betas: Self.betas, weightDecay: weightDecay)
    for index in parameters.indices {
      parameters[index].value.descend(
        step, along: gradients[index], first: &first[index], second: &second[index], on: workers)
    }
  }
}
