internal import DenseKernels

/// A convolution that can be written as ONNX.
protocol ONNXConvolution: Convolution {
  /// Writes what the layer makes of rows [nodes, width].
  ///
  /// - Throws: If it has no form in ONNX.
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value
}

extension GraphConvolution: ONNXConvolution {
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    let heard = graph.mix(x, mixing, width: width, &program)
    return program.add(
      program.linear(heard, neighbours, parameters), program.linear(x, root, parameters))
  }
}

extension SymmetricConvolution: ONNXConvolution {
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    let heard = graph.mix(x, .symmetric, width: width, &program)
    return program.linear(heard, parameters[weight], parameters[bias])
  }
}

extension IsomorphismConvolution: ONNXConvolution {
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    let heard = graph.mix(x, .sumWithSelf, width: width, &program)
    return program.perceptron(heard, map, parameters)
  }
}

extension AttentionConvolution: ONNXConvolution {
  /// The rows are as wide after the layer as before it, as in every network that has it.
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    let (listeners, heard) = graph.withSelf(&program)
    let h = program.linear(x, parameters[weight])
    let scores = program.add(
      program.rows(program.linear(h, parameters[source]), heard),
      program.rows(program.linear(h, parameters[target]), listeners))
    let sums = program.attend(
      program.rows(h, heard), program.activate(scores, .leakyReLU), to: listeners,
      of: graph.nodeCount, width: width)
    return program.add(sums, parameters[bias])
  }
}

extension SampleAndAggregate: ONNXConvolution {
  func write(
    _ x: ONNXProgram.Value, _ width: Int, _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    guard recurrence == nil else {
      throw TrainingError("a recurrent aggregator is not written as ONNX")
    }
    let gathered: ONNXProgram.Value
    if let pool {
      let pooled = program.activate(program.linear(x, pool, parameters), .relu)
      gathered =
        kind == .maxPool
        ? program.gather(
          program.rows(pooled, graph.heard), to: graph.listeners, of: graph.nodeCount,
          width: pool.outputs, largest: true)
        : graph.mix(pooled, .mean, width: pool.outputs, &program)
    } else {
      gathered = graph.mix(x, kind == .gcn ? .meanWithSelf : .mean, width: width, &program)
    }
    let said = program.linear(gathered, heard, parameters)
    guard let own else { return said }
    return program.concatenate([program.linear(x, own, parameters), said])
  }
}
