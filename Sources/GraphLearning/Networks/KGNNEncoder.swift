internal import DenseKernels

/// What becomes of the nodes of GENNAPE's graphs: embeddings of operator, sizes, kernel and bias, where
/// wanted of positions, and convolutions with an activation after each.
struct KGNNEncoder: Sendable {
  /// What it is made of.
  struct Shape: Sendable {
    var convolution = ConvolutionKind.graph
    var hidden = 32
    var layers = 6
    var activation = Activation.tanh
    var normalisation = NormalisationKind.none
    /// The heads of attention.
    var heads = 4
    /// The columns that tell where a node is, after the six sizes.
    var positions = 0
    /// Whether elements are dropped after every layer, and not after the last one alone.
    var dropsInLayers = false
  }

  /// How far a node hears; one that weights neighbours by how many they hear looks a step further.
  let hearingDepth: Int?
  /// Whether its layers go along the steps of a batch that has some.
  let hearsStepwise: Bool

  let operators: EmbeddingTable
  let weightedOperators: EmbeddingTable
  let kernels: EmbeddingTable
  let sizes: LinearLayer
  let biases: LinearLayer
  let positions: LinearLayer?
  let convolutions: [any Convolution]
  let normalisations: [Normalisation?]
  let activation: Activation
  let dropsInLayers: Bool

  /// The columns of sizes.
  static let sizeCount = 6

  /// An encoder whose parameters begin with `prefix`.
  ///
  /// The width is at least 19: eight columns are for sizes, and of operators with weights eight for
  /// the kernel and two for the bias.
  init(_ prefix: String = "", _ shape: Shape, _ list: inout ParameterList) {
    let (embedding, hidden) = (prefix + "embed_layer.", shape.hidden)
    operators = EmbeddingTable(embedding + "regular_embed_layer", 32, hidden - 8, &list)
    weightedOperators = EmbeddingTable(embedding + "weighted_embed_layer", 32, hidden - 18, &list)
    kernels = EmbeddingTable(embedding + "kernel_embed_layer", 8, 4, &list)
    sizes = LinearLayer(embedding + "shape_embed_layer", Self.sizeCount, 8, &list)
    biases = LinearLayer(embedding + "bias_embed_layer", 2, 2, &list)
    positions =
      shape.positions > 0
      ? LinearLayer(embedding + "position_embed_layer", shape.positions, hidden, &list) : nil
    convolutions = (0..<shape.layers).map {
      shape.convolution.layer(
        prefix + "encoder.gnn_layers.\($0)", hidden, heads: shape.heads, &list)
    }
    normalisations = (0..<shape.layers).map {
      Normalisation(shape.normalisation, prefix + "encoder.norm_layers.\($0)", hidden, &list)
    }
    activation = shape.activation
    dropsInLayers = shape.dropsInLayers
    hearsStepwise =
      convolutions.allSatisfy { $0 is any StepwiseConvolution } && shape.normalisation == .none
    hearingDepth =
      shape.convolution == .attention
      ? nil : shape.layers + (shape.convolution == .gcn ? 1 : 0)
  }

  /// A row for each node after all layers.
  func callAsFunction(
    _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    var h = embed(batch, parameters, on: &tape)
    if let positions {
      let features = tape.constant(batch.features)
      let places = tape.columns(Self.sizeCount..<batch.features.columns, of: features)
      h = tape.add(h, positions(places, parameters, on: &tape))
    }
    let surroundings = convolutions[0].surroundings(in: batch)
    for (layer, (convolution, normalisation)) in zip(convolutions, normalisations).enumerated() {
      if !batch.steps.isEmpty, let convolution = convolution as? any StepwiseConvolution {
        h = convolution(h, along: batch.steps[layer], parameters, on: &tape)
      } else {
        h = convolution(h, surroundings, parameters, on: &tape)
      }
      if let normalisation { h = normalisation(h, batch, parameters, on: &tape) }
      h = tape.activate(h, activation)
      if dropsInLayers { h = tape.dropout(h, dropout?.next()) }
    }
    return dropsInLayers ? h : tape.dropout(h, dropout?.next())
  }

  /// A row for each row of features: operator and sizes, and of operators with weights kernel and bias, too.
  private func embed(
    _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    let isWeighted = batch.category(1)
    let groups = [0, 1].map { kind in isWeighted.indices.filter { isWeighted[$0] == kind } }
    let places = groups.map { RowMixing.selection(of: $0, from: batch.features.rows) }
    var features = tape.constant(batch.features)
    if batch.features.columns > Self.sizeCount {
      features = tape.columns(0..<Self.sizeCount, of: features)
    }
    let shapes = sizes(features, parameters, on: &tape)
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
