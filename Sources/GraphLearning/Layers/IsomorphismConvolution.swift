package import DenseKernels

/// MLP((1 + ε) x + Σ neighbours) with ε = 0 (Xu and others, 2019), as `GINConv`.
package struct IsomorphismConvolution: Convolution {
  let map: Perceptron

  /// A layer whose map goes through these widths; its parameters are `name.nn.0.weight` and so on.
  package init(
    _ name: String, _ widths: [Int], _ activation: Activation, _ parameters: inout ParameterList
  ) {
    map = Perceptron(name + ".nn", widths, activation: activation, &parameters)
  }

  /// A fixed sum over neighbours.
  package func surroundings(in batch: GraphBatch) -> Surroundings {
    Surroundings(mixing: batch.mixing(.sumWithSelf))
  }

  /// [nodes, in] to [nodes, out].
  package func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    map(surroundings.mix(x, on: &tape), parameters, on: &tape)
  }
}
