internal import DenseKernels

extension KGNNEncoder {
  /// Writes a row for each node after all layers.
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    guard positions == nil else { throw TrainingError("positions are not written as ONNX") }
    var x = embed(graph, parameters, to: &program)
    for (layer, normalisation) in zip(convolutions, normalisations) {
      guard let layer = layer as? any ONNXConvolution else {
        throw TrainingError("attention over a graph is not written as ONNX")
      }
      x = try layer.write(x, sizes.outputs + operators.width, graph, parameters, to: &program)
      if let normalisation {
        guard let layer = normalisation.layer else {
          throw TrainingError("batch normalisation is not written as ONNX")
        }
        x = program.normalise(x, layer, parameters)
      }
      x = program.activate(x, activation)
    }
    return x
  }

  /// Both kinds of row for every node, of which it takes its own.
  private func embed(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) -> ONNXProgram.Value {
    let column = program.constant(integers: [1], [1])
    let categories = graph.categories
    let shapes = program.linear(graph.features, sizes, parameters)
    let plain = program.concatenate([program.embed(categories[0], operators, parameters), shapes])
    let one = program.constant(integers: [1], [1])
    let hasBias = program.apply("Unsqueeze", [categories[4], column])
    let oneHot = program.apply(
      "Cast", [program.concatenate([program.apply("Sub", [one, hasBias]), hasBias])],
      [("to", .int(1))])
    let weighted = program.concatenate([
      program.embed(categories[0], weightedOperators, parameters), shapes,
      program.embed(categories[2], kernels, parameters),
      program.embed(categories[3], kernels, parameters),
      program.linear(oneHot, biases, parameters),
    ])
    let isWeighted = program.apply(
      "Equal", [program.apply("Unsqueeze", [categories[1], column]), one])
    return program.apply("Where", [isWeighted, weighted, plain])
  }
}
