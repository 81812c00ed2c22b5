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

  /// [nodes, in] to [nodes, out].
  package func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    map(tape.mix(x, by: batch.mixing(.sumWithSelf)), parameters, on: &tape)
  }
}
