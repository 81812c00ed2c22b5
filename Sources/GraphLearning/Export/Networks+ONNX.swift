internal import DenseKernels

extension NNLQPNetwork: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    var x = graph.features
    for layer in convolutions {
      let rows = try layer.write(x, layer.root.inputs, graph, parameters, to: &program)
      x = program.activate(program.normaliseRows(rows), .relu)
    }
    var summary = program.gather(
      x, to: graph.graphOfNode, of: graph.graphCount, width: heads[0][2].inputs)
    if var statics = graph.statics {
      if let widening {
        statics = program.activate(program.linear(statics, widening, parameters), .relu)
      }
      summary = program.concatenate([summary, statics])
    }
    let outputs = heads.map { head in
      var x = summary
      for layer in head.dropLast() {
        x = program.activate(program.linear(x, layer, parameters), .relu)
      }
      let last = program.linear(x, head[2], parameters)
      return program.apply("Softplus", [program.apply("Neg", [last])])
    }
    return program.concatenate(outputs)
  }
}

extension BRPNASNetwork: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    guard head == .figure else { throw TrainingError("comparisons are not written as ONNX") }
    guard augments == 0 else {
      throw TrainingError("a head that reads more than the graph is not written as ONNX")
    }
    var x = graph.features
    for (index, layer) in convolutions.enumerated() {
      let heard =
        index == convolutions.count - 1
        ? program.gather(x, to: graph.graphOfNode, of: graph.graphCount, width: layer.inputs)
        : graph.mix(x, .sumWithSelf, width: layer.inputs, &program)
      let mapped = program.linear(heard, layer, parameters)
      x = program.activate(program.normalise(mapped, normalisations[index], parameters), .relu)
    }
    return program.linear(x, last, parameters)
  }
}

extension CellPerceptron: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    guard var x = graph.statics else { throw TrainingError("a perceptron over nothing") }
    for (map, normalisation) in zip(maps, normalisations) {
      let mapped = program.linear(x, map, parameters)
      x = program.activate(program.normalise(mapped, normalisation, parameters), .relu)
    }
    return program.linear(x, last, parameters)
  }
}

extension KGNNNetwork: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    var x = try encoder.write(graph, parameters, to: &program)
    x = graph.read(x, readout, width: regressor.inputs, parameters, &program)
    for (index, projection) in projections.enumerated() {
      x = program.linear(x, projection, parameters)
      if index == 1 { x = program.activate(x, .relu) }
    }
    return program.linear(x, regressor, parameters)
  }
}

extension PerfSAGENetwork: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    var x = program.concatenate([
      graph.features, program.embed(graph.categories[0], operators, parameters),
    ])
    var width = (layers[0].pool ?? layers[0].heard).inputs
    for (index, layer) in layers.enumerated() {
      x = try layer.write(x, width, graph, parameters, to: &program)
      width = layer.outputs
      if index < layers.count - 1 { x = program.activate(x, .relu) }
    }
    let sum = program.gather(
      program.normaliseRows(x), to: graph.graphOfNode, of: graph.graphCount, width: width)
    let share = program.constant([1 / Float(Self.slots)], [1, 1])
    return program.linear(program.multiply(sum, share), last, parameters)
  }
}
