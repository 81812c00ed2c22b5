internal import DenseKernels
internal import SafetensorsFormat

extension TrainedPredictor {
  /// The predictor as an ONNX model that reads encoded networks, not scaled, and says their figures in
  /// SI units, in double precision: `figures` [graphs, targets].
  ///
  /// Inputs, as `ONNXInputs` writes them: `features` [nodes, width], `categories` [nodes, count],
  /// `links` [links, width], `statics` [graphs, width], each where the encoding has some;
  /// `neighbours` [2, links], the node that listens above the one that is heard, and `graph_of_node`
  /// [nodes].
  ///
  /// - Throws: If the network, or what its outputs stand for, has no form in ONNX.
  package func onnx(producer: String) throws(TrainingError) -> [UInt8] {
    guard let network = network as? any ONNXNetwork, ridge == nil else {
      throw TrainingError(
        ridge != nil
          ? "figures as multiples of a ridge regression are not written as ONNX"
          : "\(configuration.predictor) is not written as ONNX")
    }
    var program = ONNXProgram()
    let graph = inputs(&program)
    let parameters = parameters.map {
      program.constant($0.value.elements, $0.shape, name: $0.name)
    }
    let outputs = try network.write(graph, parameters, to: &program)
    program.output(
      figures(outputs, &program), "figures", .double,
      [.named("graphs"), .size(targets.count)])
    let names = targets.map { [$0.platform, $0.metric, $0.phase ?? "", $0.unit] }
    return program.model(
      named: configuration.predictor, producer: producer,
      properties: [
        ("encoding", configuration.encoding.rawValue), ("reference", configuration.reference),
        ("targets", names.map { $0.joined(separator: "\t") }.joined(separator: "\n")),
      ])
  }

  /// The inputs, scaled.
  private func inputs(_ program: inout ONNXProgram) -> ONNXGraph {
    let widths = configuration.encoding.widths
    typealias Program = ONNXProgram
    func scaled(
      _ name: String, _ rows: String, _ width: Int, _ scale: FeatureScaling.Scale?,
      compressing: Bool = false, _ program: inout Program
    ) -> Program.Value {
      var x = program.input(name, .float, [.named(rows), .size(width)])
      if compressing {
        x = program.apply("Sqrt", [program.apply("Sqrt", [program.apply("Relu", [x])])])
      }
      guard let scale else { return x }
      x = program.apply("Sub", [x, program.constant(scale.shift, [1, width])])
      return program.multiply(x, program.constant(scale.factor, [1, width]))
    }
    let features = scaled("features", "nodes", widths.nodes, scaling?.nodes, &program)
    let links =
      widths.links > 0 ? scaled("links", "links", widths.links, scaling?.links, &program) : nil
    let statics =
      widths.statics > 0
      ? scaled(
        "statics", "graphs", widths.statics, scaling?.statics,
        compressing: scaling?.compressesStatics ?? false, &program) : nil
    var categories: [Program.Value] = []
    if !widths.categories.isEmpty {
      let count = widths.categories.count
      let all = program.input("categories", .int, [.named("nodes"), .size(count)])
      categories = (0..<count).map { index in
        program.apply(
          "Gather", [all, program.constant(integers: [index], [])], [("axis", .int(1))])
      }
    }
    let neighbours = program.input("neighbours", .int, [.size(2), .named("links")])
    let sides = (0..<2).map { program.rows(neighbours, program.constant(integers: [$0], [])) }
    let graphOfNode = program.input("graph_of_node", .int, [.named("nodes")])
    let graphCount: Program.Value
    if let statics {
      graphCount = program.count(statics)
    } else {
      let last = program.apply("ReduceMax", [graphOfNode], [("keepdims", .int(1))])
      graphCount = program.add(last, program.constant(integers: [1], [1]))
    }
    return ONNXGraph(
      features: features, links: links, statics: statics, categories: categories,
      listeners: sides[0], heard: sides[1], graphOfNode: graphOfNode,
      nodeCount: program.count(features), graphCount: graphCount)
  }

  /// What the outputs stand for.
  private func figures(
    _ outputs: ONNXProgram.Value, _ program: inout ONNXProgram
  ) -> ONNXProgram.Value {
    let doubles = program.apply("Cast", [outputs], [("to", .int(11))])
    let columns = scales.enumerated().map { head, scale in
      let place = program.constant(integers: [head], [1])
      var x = program.apply("Gather", [doubles, place], [("axis", .int(1))])
      x = program.multiply(x, program.constant(double: scale.factor))
      x = program.add(x, program.constant(double: scale.shift))
      guard scale.isLogarithmic else { return x }
      x = program.apply("Sub", [program.apply("Exp", [x]), program.constant(double: 1)])
      return program.apply("Div", [x, program.constant(double: scale.multiple)])
    }
    return program.concatenate(columns)
  }
}
