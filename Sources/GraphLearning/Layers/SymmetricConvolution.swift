/// D^-½ (A + I) D^-½ x Wᵀ + b (Kipf and Welling, 2017), as `GCNConv`: D counts what a node listens to,
/// itself among it.
package struct SymmetricConvolution: Convolution {
  let weight: Int
  let bias: Int

  /// A layer whose parameters are `name.lin.weight` and `name.bias`.
  package init(
    _ name: String, _ inputs: Int, _ outputs: Int, _ parameters: inout ParameterList
  ) {
    bias = parameters.add(name + ".bias", [outputs], .constant(0))
    weight = parameters.add(name + ".lin.weight", [outputs, inputs], .glorot(inputs, outputs))
  }

  /// A fixed sum over neighbours.
  package func surroundings(in batch: GraphBatch) -> Surroundings {
    Surroundings(mixing: batch.mixing(.symmetric))
  }

  /// [nodes, in] to [nodes, out].
  package func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    tape.linear(
      surroundings.mix(x, on: &tape), weight: parameters[weight],
      bias: parameters[bias])
  }
}
