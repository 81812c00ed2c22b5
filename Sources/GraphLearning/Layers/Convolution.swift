internal import DenseKernels

/// Whom the nodes of a batch hear, in the form that a convolution asks for: layers of one kind share it.
package struct Surroundings: Sendable {
  /// Whom each node hears; nobody where only the mixing counts.
  let pattern: SparsePattern
  private let mixing: RowMixing?

  /// Neighbours that a layer looks at one by one.
  init(pattern: SparsePattern) {
    self.pattern = pattern
    mixing = nil
  }

  /// Neighbours of whom only a fixed sum is heard.
  init(mixing: RowMixing) {
    self.mixing = mixing
    pattern = SparsePattern(columns: 0, offsets: [0], indices: [])
  }

  /// The fixed sums over rows of a matrix.
  func mix(_ x: Variable, on tape: inout Tape) -> Variable {
    mixing.map { tape.mix(x, by: $0) } ?? x
  }
}

/// A layer that lets every node hear its neighbours.
package protocol Convolution: Sendable {
  /// Whom the nodes of a batch hear.
  func surroundings(in batch: GraphBatch) -> Surroundings

  /// [nodes, in] to [nodes, out].
  func callAsFunction(
    _ x: Variable, _ surroundings: Surroundings, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable
}

extension Convolution {
  /// [nodes, in] to [nodes, out], of a layer that stands alone.
  package func callAsFunction(
    _ x: Variable, _ batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    self(x, surroundings(in: batch), parameters, on: &tape)
  }
}

/// One that goes along steps, too, where fewer rows stand before a layer than after it.
package protocol StepwiseConvolution: Convolution {
  /// [rows before the step, in] to [rows after it, out].
  func callAsFunction(
    _ x: Variable, along step: HearingStep, _ parameters: [Variable], on tape: inout Tape
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
  /// Attention of several heads over all nodes that reach a node or that it reaches.
  case attention

  /// The layer of this kind and width, with PyTorch Geometric's names for its parameters.
  func layer(
    _ name: String, _ width: Int, heads: Int = 1, _ parameters: inout ParameterList
  ) -> any Convolution {
    let (inputs, outputs) = (width, width)
    switch self {
    case .graph: return GraphConvolution(name, inputs, outputs, .sum, &parameters)
    case .sage: return GraphConvolution(name, inputs, outputs, .mean, &parameters)
    case .gcn: return SymmetricConvolution(name, inputs, outputs, &parameters)
    case .gin: return IsomorphismConvolution(name, [inputs, outputs, outputs], .none, &parameters)
    case .gat: return AttentionConvolution(name, inputs, outputs, &parameters)
    case .attention:
      return ReachabilityAttention(
        attention: GraphAttention(name, width, heads: heads, &parameters))
    }
  }
}
