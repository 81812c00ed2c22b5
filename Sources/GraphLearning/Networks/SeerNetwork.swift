internal import DenseKernels

/// PerfSeer's SeerNet: encoders of nodes, connections and the whole, blocks of message passing with a
/// global node, and a head for each metric.
///
/// Reference: arXiv 2502.01206, equations (1) to (8), as the reproductions read them.
package struct SeerNetwork: GraphNetwork {
  /// The parameters in the order of the blocks.
  package let parameters: ParameterList

  let nodes: LinearLayer
  let links: LinearLayer
  let whole: LinearLayer
  let start: Readout
  let blocks: [SeerBlock]
  let heads: [Perceptron]

  /// A network of blocks of one width over these features.
  package init(_ widths: GraphEncoding.Widths, hidden: Int, blocks: Int, heads: Int) {
    var list = ParameterList()
    nodes = LinearLayer("node_enc", widths.nodes, hidden, &list)
    links = LinearLayer("edge_enc", widths.links, hidden, &list)
    whole = LinearLayer("global_enc", widths.statics, hidden, &list)
    start = Readout(.attention, "z_init.score", hidden, &list)
    self.blocks = (0..<blocks).map { SeerBlock("block\($0)", hidden, &list) }
    self.heads = (0..<heads).map {
      Perceptron(heads == 1 ? "head" : "head\($0)", [hidden, hidden, 1], &list)
    }
    parameters = list
  }

  /// A figure for each graph and metric.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let nodes = LinearImage(tape.constant(batch.features), by: nodes, parameters)
    var state = SeerBlock.State(
      nodes: nodes, links: LinearImage(tape.constant(batch.links), by: links, parameters),
      whole: whole(tape.constant(batch.statics), parameters, on: &tape),
      global: start(nodes, batch, parameters, on: &tape))
    let places = SeerBlock.Places(batch)
    for (index, block) in blocks.enumerated() {
      block(&state, batch, places, isLast: index == blocks.count - 1, parameters, on: &tape)
    }
    return tape.concatenateColumns(heads.map { $0(state.whole, parameters, on: &tape) })
  }
}
