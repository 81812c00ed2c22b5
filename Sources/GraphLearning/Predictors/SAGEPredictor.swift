internal import DenseKernels

/// NNLQP's predictor: two SAGE layers, the sum over the nodes of a graph, its static features beside
/// it, and a stack of three linear maps for each platform.
package struct SAGEPredictor: Sendable {
  /// What the shape of the network follows from.
  package struct Shape: Sendable, Equatable {
    /// The features of a node.
    package var nodeFeatures: Int
    /// The features of a graph.
    package var staticFeatures: Int
    /// The width of all layers.
    package var hidden: Int
    /// Whether a linear layer widens the static features first (`norm_sf`).
    package var widensStatics: Bool
    /// The number of platforms; upstream names the layers differently for one.
    package var heads: Int

    /// A shape.
    package init(
      nodeFeatures: Int, staticFeatures: Int, hidden: Int, widensStatics: Bool, heads: Int
    ) {
      self.nodeFeatures = nodeFeatures
      self.staticFeatures = staticFeatures
      self.hidden = hidden
      self.widensStatics = widensStatics
      self.heads = heads
    }
  }

  /// The shape.
  package let shape: Shape
  /// How a head's number becomes a latency.
  package let link: Link

  /// How a head's number becomes a latency.
  package enum Link: String, Sendable, CaseIterable {
    /// ln(1 + e⁻ˣ): upstream's -logsigmoid. A larger number is a smaller latency.
    case negatedSoftplus = "negated-softplus"
    /// The number itself.
    case identity
  }

  /// A predictor of this shape.
  package init(_ shape: Shape, link: Link = .negatedSoftplus) {
    self.shape = shape
    self.link = link
  }

  /// The names and shapes of the parameters, in PyTorch's order.
  package var layout: [(name: String, shape: [Int])] {
    let hidden = shape.hidden
    var layout: [(name: String, shape: [Int])] = []
    func add(_ name: String, _ rows: Int, _ columns: Int, hasBias: Bool = true) {
      layout.append((name + ".weight", [rows, columns]))
      if hasBias { layout.append((name + ".bias", [rows])) }
    }
    for (layer, width) in [(1, shape.nodeFeatures), (2, hidden)] {
      add("graph_conv_\(layer).lin_l", hidden, width)
      add("graph_conv_\(layer).lin_r", hidden, width, hasBias: false)
    }
    if shape.widensStatics { add("norm_sf_linear", hidden, shape.staticFeatures) }
    let width = hidden + (shape.widensStatics ? hidden : shape.staticFeatures)
    for head in 0..<shape.heads {
      let prefix = shape.heads == 1 ? "" : "head_\(head)."
      add(prefix + "fc_1", hidden, width)
      add(prefix + "fc_2", hidden, hidden)
      add(prefix + "predictor", 1, hidden)
    }
    return layout
  }

  /// The parameters in PyTorch's order, drawn by `random`.
  package func parameters(_ random: inout RandomSource) -> [Parameter] {
    var parameters = layout.map { Parameter(name: $0.name, shape: $0.shape) }
    for index in parameters.indices { parameters[index].initialise(&random) }
    return parameters
  }

  /// Predicts each graph on the platform that `heads` names: [graphs, 1].
  ///
  /// Only that platform's stack is computed. Without `dropout` nothing is dropped.
  package func predict(
    _ batch: GraphBatch, heads: [Int], parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let summary = summarise(batch, parameters, &tape, &dropout)
    var result: Variable?
    for head in Set(heads).sorted() {
      let rows = heads.indices.filter { heads[$0] == head }
      let isWhole = rows.count == heads.count
      let selection = RowMixing.selection(of: rows, from: heads.count)
      let own = isWhole ? summary : tape.mix(summary, by: selection)
      let output = self.head(head, own, parameters, &tape, &dropout)
      let placed = isWhole ? output : tape.mix(output, by: selection.transposed)
      result = result.map { tape.add($0, placed) } ?? placed
    }
    guard let result else { preconditionFailure("a batch of no graphs") }
    return result
  }

  /// Predicts each graph on every platform: [graphs, heads].
  package func predictAll(
    _ batch: GraphBatch, parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    var dropout: DropoutSource?
    let summary = summarise(batch, parameters, &tape, &dropout)
    let outputs = (0..<shape.heads).map { head($0, summary, parameters, &tape, &dropout) }
    return tape.concatenateColumns(outputs)
  }

  /// The graphs as one row each: what their nodes sum up to, and their static features.
  private func summarise(
    _ batch: GraphBatch, _ parameters: [Variable], _ tape: inout Tape,
    _ dropout: inout DropoutSource?
  ) -> Variable {
    var h = tape.constant(batch.features)
    for layer in 0..<2 {
      let (left, bias, right) = (
        parameters[3 * layer], parameters[3 * layer + 1], parameters[3 * layer + 2]
      )
      let neighbours = tape.mix(h, by: batch.neighbourMean)
      let sum = tape.linear([(neighbours, left), (h, right)], bias: bias)
      h = tape.normaliseRows(sum, rectifying: true, dropout: dropout?.next())
    }
    let readout = tape.mix(h, by: batch.readout)
    var statics = tape.constant(batch.statics)
    if shape.widensStatics {
      statics = tape.linear(statics, weight: parameters[6], bias: parameters[7])
      statics = tape.relu(tape.dropout(statics, dropout?.next()))
    }
    return tape.concatenateColumns([readout, statics])
  }

  private func head(
    _ head: Int, _ summary: Variable, _ parameters: [Variable], _ tape: inout Tape,
    _ dropout: inout DropoutSource?
  ) -> Variable {
    let first = (shape.widensStatics ? 8 : 6) + 6 * head
    var x = summary
    for layer in 0..<2 {
      let (weight, bias) = (parameters[first + 2 * layer], parameters[first + 2 * layer + 1])
      x = tape.dropout(tape.relu(tape.linear(x, weight: weight, bias: bias)), dropout?.next())
    }
    x = tape.linear(x, weight: parameters[first + 4], bias: parameters[first + 5])
    return link == .identity ? x : tape.softplus(x, negated: true)
  }
}
