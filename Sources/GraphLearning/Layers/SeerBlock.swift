internal import DenseKernels

/// A block of SeerNet: connections hear their ends and the whole, nodes hear their connections, a
/// global node hears all nodes, and the whole hears both.
///
/// Reference: arXiv 2502.01206, equations (2) to (8). The first map of a perceptron over joined rows
/// is taken apart, so that it is applied to each node and each graph once and not to every connection:
/// W [e, vₛ, vₜ, u] = Wₑ e + Wₛ vₛ + Wₜ vₜ + Wᵤ u.
package struct SeerBlock: Sendable {
  /// What a block reads and changes: a row for each node, connection and graph, and for each graph's
  /// global node.
  struct State {
    var nodes: Variable
    var links: Variable
    var whole: Variable
    var global: Variable
  }

  /// Which rows hear which.
  struct Places {
    let sources: RowMixing
    let targets: RowMixing
    let graphsOfLinks: RowMixing
    let graphsOfNodes: RowMixing
    let arriving: RowMixing

    init(_ batch: GraphBatch) {
      let (links, count) = (batch.neighbours, batch.nodeCount)
      let graphOfNode = batch.nodes.entryRows
      let targetRows = links.entryRows
      sources = .selection(of: links.indices.map { Int($0) }, from: count)
      targets = .selection(of: targetRows, from: count)
      graphsOfLinks = .selection(of: targetRows.map { graphOfNode[$0] }, from: batch.count)
      graphsOfNodes = .selection(of: graphOfNode, from: batch.count)
      arriving = .segments(links.offsets, mean: true)
    }
  }

  let width: Int
  let link: Perceptron
  let node: Perceptron
  let gathering: Readout
  let global: Perceptron
  let synMM: Readout
  let whole: Perceptron

  /// A block of one width whose parameters begin with `name.`.
  package init(_ name: String, _ width: Int, _ parameters: inout ParameterList) {
    self.width = width
    link = Perceptron(name + ".e", [4 * width, width, width], &parameters)
    node = Perceptron(name + ".v", [3 * width, width, width], &parameters)
    gathering = Readout(.attention, name + ".zagg.score", width, &parameters)
    global = Perceptron(name + ".z", [width, width, width, width], &parameters)
    synMM = Readout(.synMM, name + ".synmm", width, &parameters)
    whole = Perceptron(name + ".u", [3 * width, width, width], &parameters)
  }

  /// Changes the state; of the last block only the whole is read.
  func callAsFunction(
    _ state: inout State, _ batch: GraphBatch, _ places: Places, isLast: Bool,
    _ parameters: [Variable], on tape: inout Tape
  ) {
    let links = apply(
      link,
      [
        (state.links, nil), (state.nodes, places.sources), (state.nodes, places.targets),
        (state.whole, places.graphsOfLinks),
      ], parameters, on: &tape)
    let moved = tape.add(state.nodes, tape.mix(state.global, by: places.graphsOfNodes))
    let nodes = apply(
      node,
      [
        (tape.mix(links, by: places.arriving), nil), (moved, nil),
        (state.whole, places.graphsOfNodes),
      ], parameters, on: &tape)
    let gathered = tape.add(gathering(nodes, batch, parameters, on: &tape), state.global)
    let global = self.global(gathered, parameters, on: &tape)
    let readout = synMM(nodes, batch, parameters, on: &tape)
    let whole = apply(
      self.whole, [(readout, nil), (global, nil), (state.whole, nil)], parameters, on: &tape)
    state.whole = tape.add(state.whole, whole)
    guard !isLast else { return }
    state.nodes = tape.add(state.nodes, nodes)
    state.links = tape.add(state.links, links)
    state.global = tape.add(state.global, global)
  }

  /// A perceptron over rows side by side, those of fewer things handed out after the first map.
  private func apply(
    _ map: Perceptron, _ parts: [(rows: Variable, places: RowMixing?)], _ parameters: [Variable],
    on tape: inout Tape
  ) -> Variable {
    let (first, weight) = (map.layers[0], parameters[map.layers[0].weight])
    let blocks = parts.indices.map { tape.columns($0 * width..<($0 + 1) * width, of: weight) }
    let direct = zip(parts, blocks).filter { $0.0.places == nil }.map { ($0.0.rows, $0.1) }
    var terms = [tape.linear(direct, bias: first.bias.map { parameters[$0] })]
    for (part, block) in zip(parts, blocks) {
      guard let places = part.places else { continue }
      terms.append(tape.mix(tape.linear(part.rows, weight: block), by: places))
    }
    return map.rest(after: tape.sum(terms), parameters, on: &tape)
  }
}
