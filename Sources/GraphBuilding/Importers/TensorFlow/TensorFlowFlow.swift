import ComputationGraph
import ModelFormats

/// A program in one piece: calls are replaced by what they call, and only what leads to the results
/// is left, operands before their readers.
struct TensorFlowFlow {
  /// An output of a node.
  struct Value: Hashable {
    let node: Int
    let output: Int
  }

  /// An operator applied once.
  struct Node {
    let name: String
    let op: String
    let attributes: [String: TensorFlowValue]
    /// What it reads; `nil` where that could not be followed.
    let operands: [Value?]
    /// The programs that it runs, each of which begins with its arguments.
    var bodies: [TensorFlowFlow] = []
    /// What could not be followed.
    var notes: [String] = []
  }

  private(set) var nodes: [Node] = []
  private(set) var results: [Value] = []
  /// The nodes that something is fed to.
  private(set) var inputs: Set<Int> = []

  /// Follows a program from its results.
  ///
  /// - Throws: ``GraphError`` if names are not defined or defined twice, or nodes depend on each
  ///   other in a circle.
  init(_ graph: TensorFlowGraph) throws(GraphError) {
    var expansion = try TensorFlowExpansion(graph)
    let entry = TensorFlowEntry(expansion.main, graph.signatures)
    expansion.fed = entry.fed
    results = try expansion.expand(
      expansion.main, wanting: entry.results, arguments: [], prefix: "", depth: 0
    ).compactMap { $0 }
    nodes = expansion.nodes
    inputs = expansion.inputs
  }

  /// A program of nodes that are in order.
  init(_ nodes: [Node], results: [Value], inputs: Set<Int>) {
    self.nodes = nodes
    self.results = results
    self.inputs = inputs
  }
}
