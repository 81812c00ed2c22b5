/// What a network reads of graphs, as values of an ONNX program.
struct ONNXGraph {
  /// The features of nodes, [nodes, width], of connections, [links, width], and of graphs,
  /// [graphs, width], where there are any.
  let features: ONNXProgram.Value
  let links: ONNXProgram.Value?
  let statics: ONNXProgram.Value?
  /// The categories of nodes, one list each.
  let categories: [ONNXProgram.Value]
  /// For each connection the node that listens and the node that is heard.
  let listeners: ONNXProgram.Value
  let heard: ONNXProgram.Value
  /// The graph of each node.
  let graphOfNode: ONNXProgram.Value
  /// The numbers of nodes and graphs, as lists of one.
  let nodeCount: ONNXProgram.Value
  let graphCount: ONNXProgram.Value

  /// The same connections and one from each node to itself before them.
  func withSelf(
    _ program: inout ONNXProgram
  ) -> (listeners: ONNXProgram.Value, heard: ONNXProgram.Value) {
    let (zero, one) = (
      program.constant(integers: [0], []), program.constant(integers: [1], [])
    )
    let all = program.apply("Range", [zero, program.apply("Squeeze", [nodeCount]), one])
    let sides = [listeners, heard].map {
      program.apply("Concat", [all, $0], [("axis", .int(0))])
    }
    return (sides[0], sides[1])
  }

  /// What each node hears of rows [nodes, width].
  func mix(
    _ x: ONNXProgram.Value, _ mixing: NeighbourMixing, width: Int, _ program: inout ONNXProgram
  ) -> ONNXProgram.Value {
    let hearsItself = mixing != .mean && mixing != .sum
    let (listeners, heard) = hearsItself ? withSelf(&program) : (listeners, heard)
    var said = program.rows(x, heard)
    switch mixing {
    case .mean, .meanWithSelf:
      return program.mean(said, to: listeners, of: nodeCount, width: width)
    case .sum, .sumWithSelf: break
    case .symmetric:
      let roots = program.apply("Sqrt", [program.degrees(listeners, of: nodeCount)])
      for places in [listeners, heard] {
        said = program.apply("Div", [said, program.rows(roots, places)])
      }
    }
    return program.gather(said, to: listeners, of: nodeCount, width: width)
  }

  /// The nodes of each graph as one row, by the readout.
  func read(
    _ x: ONNXProgram.Value, _ readout: Readout, width: Int, _ parameters: [ONNXProgram.Value],
    _ program: inout ONNXProgram
  ) -> ONNXProgram.Value {
    func gathered(_ program: inout ONNXProgram, largest: Bool = false) -> ONNXProgram.Value {
      program.gather(x, to: graphOfNode, of: graphCount, width: width, largest: largest)
    }
    switch (readout.kind, readout.map) {
    case (.mean, _): return program.mean(x, to: graphOfNode, of: graphCount, width: width)
    case (.max, _): return gathered(&program, largest: true)
    case (.attention, let scorer?):
      let scores = program.linear(x, scorer, parameters)
      return program.attend(x, scores, to: graphOfNode, of: graphCount, width: width)
    case (.synMM, let map?):
      let mean = program.mean(x, to: graphOfNode, of: graphCount, width: width)
      let both = program.concatenate([gathered(&program, largest: true), mean])
      return program.linear(both, map, parameters)
    default: return gathered(&program)
    }
  }
}

/// A network that can be written as an ONNX program.
protocol ONNXNetwork: GraphNetwork {
  /// Writes what `outputs` computes: [graphs, heads].
  ///
  /// - Throws: If a layer has no form in ONNX.
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value
}
