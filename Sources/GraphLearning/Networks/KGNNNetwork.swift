package import DenseKernels

/// GENNAPE's k-GNN predictor: embeddings of operator, sizes, kernel and bias, convolutions with an
/// activation after each, a readout, four linear maps and a regressor.
///
/// Reference: arXiv 2211.17226, its k-GNN baseline; the released demo's defaults.
package struct KGNNNetwork: GraphNetwork {
  /// The parameters in PyTorch's order.
  package let parameters: ParameterList

  /// The convolutions; one that weights neighbours by how many they hear looks a step further.
  package let hearingDepth: Int?

  let operators: EmbeddingTable
  let weightedOperators: EmbeddingTable
  let kernels: EmbeddingTable
  let sizes: LinearLayer
  let biases: LinearLayer
  let convolutions: [any Convolution]
  let readout: Readout
  let projections: [LinearLayer]
  let regressor: LinearLayer
  let activation: Activation

  /// A network of convolutions of one kind and width.
  ///
  /// The width is at least 24: eight columns are for sizes, and of operators with weights eight for
  /// the kernel and two for the bias.
  package init(
    _ kind: ConvolutionKind, hidden: Int, layers: Int, readout: ReadoutKind, activation: Activation
  ) {
    var list = ParameterList()
    operators = EmbeddingTable("embed_layer.regular_embed_layer", 32, hidden - 8, &list)
    weightedOperators = EmbeddingTable("embed_layer.weighted_embed_layer", 32, hidden - 18, &list)
    kernels = EmbeddingTable("embed_layer.kernel_embed_layer", 8, 4, &list)
    sizes = LinearLayer("embed_layer.shape_embed_layer", 6, 8, &list)
    biases = LinearLayer("embed_layer.bias_embed_layer", 2, 2, &list)
    hearingDepth = layers + (kind == .gcn ? 1 : 0)
    convolutions = (0..<layers).map {
      kind.layer("encoder.gnn_layers.\($0)", hidden, hidden, &list)
    }
    self.readout = Readout(readout, "aggregator", hidden, &list)
    projections = [0, 1, 3, 4].map { LinearLayer("post_proj.\($0)", hidden, hidden, &list) }
    regressor = LinearLayer("regressor", hidden, 1, &list)
    self.activation = activation
    parameters = list
  }

  /// A figure for each graph.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    var h = embed(batch, parameters, on: &tape)
    for convolution in convolutions {
      h = tape.activate(convolution(h, batch, parameters, on: &tape), activation)
    }
    var x = readout(tape.dropout(h, dropout?.next()), batch, parameters, on: &tape)
    for (index, projection) in projections.enumerated() {
      x = projection(x, parameters, on: &tape)
      if index == 1 { x = tape.relu(x) }
    }
    return regressor(x, parameters, on: &tape)
  }

  /// A row for each node: operator and sizes, and of operators with weights kernel and bias, too.
  private func embed(
    _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let isWeighted = batch.category(1)
    let groups = [0, 1].map { kind in isWeighted.indices.filter { isWeighted[$0] == kind } }
    let places = groups.map { RowMixing.selection(of: $0, from: batch.nodeCount) }
    let shapes = sizes(tape.constant(batch.features), parameters, on: &tape)
    var parts: [Variable] = []
    for (kind, group) in groups.enumerated() where !group.isEmpty {
      func categories(_ index: Int) -> [Int] {
        let all = batch.category(index)
        return group.map { all[$0] }
      }
      let table = kind == 0 ? operators : weightedOperators
      var columns = [
        table(categories(0), parameters, on: &tape), tape.mix(shapes, by: places[kind]),
      ]
      if kind == 1 {
        columns.append(kernels(categories(2), parameters, on: &tape))
        columns.append(kernels(categories(3), parameters, on: &tape))
        let hasBias = categories(4).flatMap { [Float(1 - $0), Float($0)] }
        let oneHot = Matrix(rows: group.count, columns: 2, storage: hasBias)
        columns.append(biases(tape.constant(oneHot), parameters, on: &tape))
      }
      parts.append(
        tape.mix(tape.concatenateColumns(columns), by: places[kind].transposed))
    }
    return tape.sum(parts)
  }
}
