internal import DenseKernels

/// A layer that lets every node hear its neighbours.
package protocol Convolution: Sendable {
  /// [nodes, in] to [nodes, out].
  func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable
}

/// The kinds of convolution that a preset may name.
package enum ConvolutionKind: String, Sendable, CaseIterable {
  /// PyTorch Geometric's `GraphConv` (Morris and others, 2019: the k-GNN of k = 1).
  case graph = "graph-conv"
  /// PyTorch Geometric's `GCNConv` (Kipf and Welling, 2017).
  case gcn
  /// PyTorch Geometric's `GINConv` with ε = 0 (Xu and others, 2019), its map two linear ones.
  case gin
  /// PyTorch Geometric's `SAGEConv` (Hamilton and others, 2017), the mean of the neighbours.
  case sage
  /// PyTorch Geometric's `GATConv` of one head (Veličković and others, 2018).
  case gat

  /// The layer of this kind, with PyTorch Geometric's names for its parameters.
  func layer(
    _ name: String, _ inputs: Int, _ outputs: Int, _ parameters: inout ParameterList
  ) -> any Convolution {
    switch self {
    case .graph: GraphConvolution(name, inputs, outputs, .sum, &parameters)
    case .sage: GraphConvolution(name, inputs, outputs, .mean, &parameters)
    case .gcn: SymmetricConvolution(name, inputs, outputs, &parameters)
    case .gin: IsomorphismConvolution(name, [inputs, outputs, outputs], .none, &parameters)
    case .gat: AttentionConvolution(name, inputs, outputs, &parameters)
    }
  }
}
