internal import DenseKernels

/// W₁ · (sum or mean of the neighbours) + b + W₂ · x: `GraphConv` with the sum (Morris and others,
/// 2019), `SAGEConv` with the mean (Hamilton and others, 2017).
package struct GraphConvolution: StepwiseConvolution {
  let neighbours: LinearLayer
  let root: LinearLayer
  let mixing: NeighbourMixing

  /// A layer whose parameters are `name.lin_l.weight`, `name.lin_l.bias` and `name.lin_r.weight`.
  package init(
    _ name: String, _ inputs: Int, _ outputs: Int, _ mixing: NeighbourMixing,
    draw: ParameterList.Draw? = nil, biasDraw: ParameterList.Draw? = nil,
    _ parameters: inout ParameterList
  ) {
    neighbours = LinearLayer(
      name + ".lin_l", inputs, outputs, draw: draw, biasDraw: biasDraw, &parameters)
    root = LinearLayer(name + ".lin_r", inputs, outputs, hasBias: false, draw: draw, &parameters)
    self.mixing = mixing
  }

  /// A fixed sum over neighbours.
  package func surroundings(in batch: GraphBatch) -> Surroundings {
    Surroundings(mixing: batch.mixing(mixing))
  }

  /// [nodes, in] to [nodes, out].
  package func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    apply(x, surroundings.mix(x, on: &tape), parameters, on: &tape)
  }

  /// The same over a mixing that is there already: several layers share one.
  func callAsFunction(
    _ x: Variable, hearing mixing: RowMixing, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    apply(x, tape.mix(x, by: mixing), parameters, on: &tape)
  }

  private func apply(
    _ x: Variable, _ heard: Variable, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    tape.linear(
      [(heard, parameters[neighbours.weight]), (x, parameters[root.weight])],
      bias: neighbours.bias.map { parameters[$0] })
  }

  /// The same where rows change in the layer: wide rows go through the maps first, of which there are
  /// fewer, and narrow ones are mixed first.
  package func callAsFunction(
    _ x: Variable, along step: HearingStep, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let (heard, own) = (parameters[neighbours.weight], parameters[root.weight])
    let bias = neighbours.bias.map { parameters[$0] }
    let (mixed, selection) = (step.mixing(mixing), step.selection)
    guard tape.value(x).columns >= tape.value(own).rows else {
      return tape.linear(
        [(tape.mix(x, by: mixed), heard), (tape.mix(x, by: selection), own)], bias: bias)
    }
    return tape.mix(
      [(tape.linear(x, weight: heard), mixed), (tape.linear(x, weight: own), selection)], bias: bias
    )
  }
}
