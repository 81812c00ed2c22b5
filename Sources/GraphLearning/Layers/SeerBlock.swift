internal import DenseKernels

/// A block of SeerNet: connections hear their ends and the whole, nodes hear their connections, a
/// global node hears all nodes, and the whole hears both.
///
/// Reference: arXiv 2502.01206, equations (2) to (8). Exact rearrangements: the first map of a perceptron
/// over joined rows is taken apart, so that it is applied to each node and each graph once and not to
/// every connection: W [e, vₛ, vₜ, u] = Wₑ e + Wₛ vₛ + Wₜ vₜ + Wᵤ u. A map of a map is one map, so rows that
/// an encoder or a perceptron's last map would make for the next map alone are never made; means over
/// connections and nodes are taken before such a map.
package struct SeerBlock: Sendable {
  /// What a block reads and changes: a row for each node, connection and graph, and for each graph's
  /// global node.
  struct State {
    var nodes: LinearImage
    var links: LinearImage
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
    /// From one row to the nodes that have arriving connections.
    let reached: RowMixing

    init(_ batch: GraphBatch) {
      let (links, count) = (batch.neighbours, batch.nodeCount)
      let graphOfNode = batch.nodes.entryRows
      let targetRows = links.entryRows
      sources = .selection(of: links.indices.map { Int($0) }, from: count)
      targets = .selection(of: targetRows, from: count)
      graphsOfLinks = .selection(of: targetRows.map { graphOfNode[$0] }, from: batch.count)
      graphsOfNodes = .selection(of: graphOfNode, from: batch.count)
      arriving = .segments(links.offsets, mean: true)
      reached = .present(in: links.offsets)
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
    let whole = LinearImage(state.whole)
    let links = apply(
      link,
      [
        [(state.links, nil)], [(state.nodes, places.sources)], [(state.nodes, places.targets)],
        [(whole, places.graphsOfLinks)],
      ], parameters, on: &tape)
    let arriving = LinearImage(
      tape.mix(links.rows, by: places.arriving), weight: links.weight, bias: nil)
    let arrivingBias = links.bias.map { [(LinearImage($0), places.reached)] } ?? []
    var nodes = apply(
      node,
      [
        [(arriving, nil)] + arrivingBias,
        [(state.nodes, nil), (LinearImage(state.global), places.graphsOfNodes)],
        [(whole, places.graphsOfNodes)],
      ], parameters, on: &tape)
    if !isLast { nodes = LinearImage(nodes.computed(on: &tape)) }
    let gathered = tape.add(gathering(nodes, batch, parameters, on: &tape), state.global)
    let global = self.global(gathered, parameters, on: &tape)
    let readout = LinearImage(synMM(nodes, batch, parameters, on: &tape))
    let change = apply(
      self.whole, [[(readout, nil)], [(LinearImage(global), nil)], [(whole, nil)]], parameters,
      on: &tape
    ).computed(on: &tape)
    state.whole = tape.add(state.whole, change)
    guard !isLast else { return }
    state.nodes = LinearImage(tape.add(state.nodes.computed(on: &tape), nodes.rows))
    state.links = LinearImage(
      tape.add(state.links.computed(on: &tape), links.computed(on: &tape)))
    state.global = tape.add(state.global, global)
  }

  /// Rows, and to which other ones each of them is handed; what has a bias is handed to each of those once.
  private typealias Part = (rows: LinearImage, places: RowMixing?)

  /// A perceptron of two maps over blocks of columns, each the sum of its parts; those of fewer things are
  /// handed out after the first map.
  private func apply(
    _ map: Perceptron, _ blocks: [[Part]], _ parameters: [Variable], on tape: inout Tape
  ) -> LinearImage {
    let (first, weight) = (map.layers[0], parameters[map.layers[0].weight])
    var direct: [(x: Variable, weight: Variable)] = []
    var handed: [(x: Variable, mixing: RowMixing)] = []
    var biases = [first.bias].compactMap { $0.map { parameters[$0] } }
    for (index, parts) in blocks.enumerated() {
      let block = tape.columns(index * width..<(index + 1) * width, of: weight)
      for part in parts {
        let image = part.rows.mapped(by: block, on: &tape)
        guard let weight = image.weight else { continue }
        if let bias = image.bias { biases.append(bias) }
        if let places = part.places {
          handed.append((tape.linear(image.rows, weight: weight), places))
        } else {
          direct.append((image.rows, weight))
        }
      }
    }
    let rows = tape.linear(
      direct, mixed: handed, bias: tape.sum(biases), activation: map.activation)
    return LinearImage(rows, by: map.layers[1], parameters)
  }
}
