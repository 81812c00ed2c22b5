internal import DenseKernels

/// BRP-NAS's perceptron over a cell in one row: linear maps, each with layer normalisation, ReLU and
/// dropout, and a linear head.
///
/// Reference: Eagle's `MLP`.
package struct CellPerceptron: GraphNetwork {
  /// The parameters in PyTorch's order.
  package let parameters: ParameterList

  let maps: [LinearLayer]
  let normalisations: [LayerNormalisation]
  let last: LinearLayer

  /// A perceptron over rows of `features` numbers with layers of one width.
  package init(features: Int, hidden: Int, layers: Int) {
    var list = ParameterList()
    maps = (0..<layers).map {
      LinearLayer("mlp.\($0)", $0 == 0 ? features : hidden, hidden, &list)
    }
    normalisations = (0..<layers).map { LayerNormalisation("bn.\($0)", hidden, &list) }
    last = LinearLayer("fc", hidden, 1, &list)
    parameters = list
  }

  /// A figure for each graph.
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    var x = tape.constant(batch.statics)
    for (map, normalisation) in zip(maps, normalisations) {
      x = normalisation(
        map(x, parameters, on: &tape), rectifying: true, dropout: dropout?.next(), parameters,
        on: &tape)
    }
    return last(x, parameters, on: &tape)
  }
}
