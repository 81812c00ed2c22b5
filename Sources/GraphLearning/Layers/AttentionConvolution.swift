internal import DenseKernels

/// Σ αⱼ W xⱼ + b over a node and its neighbours, α the softmax of leakyReLU(a·W xⱼ + a'·W xᵢ), as
/// `GATConv` of one head (Veličković and others, 2018).
package struct AttentionConvolution: Convolution {
  let source: Int
  let target: Int
  let weight: Int
  let bias: Int

  /// A layer whose parameters are `name.att_src`, `name.att_dst`, `name.lin.weight` and `name.bias`.
  package init(
    _ name: String, _ inputs: Int, _ outputs: Int, _ parameters: inout ParameterList
  ) {
    source = parameters.add(name + ".att_src", [1, outputs], .glorot(outputs, 1))
    target = parameters.add(name + ".att_dst", [1, outputs], .glorot(outputs, 1))
    bias = parameters.add(name + ".bias", [outputs], .constant(0))
    weight = parameters.add(name + ".lin.weight", [outputs, inputs], .glorot(inputs, outputs))
  }

  /// Each neighbour by itself, and the node.
  package func surroundings(in batch: GraphBatch) -> Surroundings {
    Surroundings(pattern: batch.neighboursAndSelf)
  }

  /// [nodes, in] to [nodes, out].
  package func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let (pattern, nodes) = (surroundings.pattern, surroundings.pattern.rows)
    let h = tape.linear(x, weight: parameters[weight])
    let said = tape.linear(h, weight: parameters[source])
    let heard = tape.linear(h, weight: parameters[target])
    let scores = tape.add(
      tape.mix(said, by: .selection(of: pattern.indices.map { Int($0) }, from: nodes)),
      tape.mix(heard, by: .selection(of: pattern.entryRows, from: nodes)))
    let weights = tape.softmax(tape.activate(scores, .leakyReLU), within: pattern.offsets)
    return tape.addRow(
      tape.weightedSum(h, weights: weights, over: pattern), parameters[bias])
  }
}
