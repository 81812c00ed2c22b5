extension SeerNetwork: ONNXNetwork {
  func write(
    _ graph: ONNXGraph, _ parameters: [ONNXProgram.Value], to program: inout ONNXProgram
  ) throws(TrainingError) -> ONNXProgram.Value {
    guard let features = graph.links, let statics = graph.statics else {
      throw TrainingError("a network of connections without features")
    }
    let width = nodes.outputs
    let rows = program.linear(graph.features, nodes, parameters)
    var state = SeerBlock.ONNXState(
      nodes: rows, links: program.linear(features, links, parameters),
      whole: program.linear(statics, whole, parameters),
      global: graph.read(rows, start, width: width, parameters, &program))
    for (index, block) in blocks.enumerated() {
      block.write(
        &state, graph, isLast: index == blocks.count - 1, parameters, to: &program)
    }
    return program.concatenate(heads.map { program.perceptron(state.whole, $0, parameters) })
  }
}

extension SeerBlock {
  /// A row for each node, connection and graph, and for each graph's global node.
  struct ONNXState {
    var nodes: ONNXProgram.Value
    var links: ONNXProgram.Value
    var whole: ONNXProgram.Value
    var global: ONNXProgram.Value
  }

  /// Writes what the block changes.
  func write(
    _ state: inout ONNXState, _ graph: ONNXGraph, isLast: Bool, _ parameters: [ONNXProgram.Value],
    to program: inout ONNXProgram
  ) {
    let graphOfLink = program.rows(graph.graphOfNode, graph.listeners)
    let ends = [graph.heard, graph.listeners].map { program.rows(state.nodes, $0) }
    let links = program.perceptron(
      program.concatenate([state.links] + ends + [program.rows(state.whole, graphOfLink)]), link,
      parameters)
    let moved = program.add(state.nodes, program.rows(state.global, graph.graphOfNode))
    let arriving = program.mean(links, to: graph.listeners, of: graph.nodeCount, width: width)
    let nodes = program.perceptron(
      program.concatenate([arriving, moved, program.rows(state.whole, graph.graphOfNode)]), node,
      parameters)
    let gathered = program.add(
      graph.read(nodes, gathering, width: width, parameters, &program), state.global)
    let global = program.perceptron(gathered, self.global, parameters)
    let readout = graph.read(nodes, synMM, width: width, parameters, &program)
    let whole = program.perceptron(
      program.concatenate([readout, global, state.whole]), self.whole, parameters)
    state.whole = program.add(state.whole, whole)
    guard !isLast else { return }
    state.nodes = program.add(state.nodes, nodes)
    state.links = program.add(state.links, links)
    state.global = program.add(state.global, global)
  }
}
