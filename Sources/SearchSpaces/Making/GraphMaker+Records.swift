package import ComputationGraph
import RecordStreams

extension GraphMaker {
  /// A code's record, a whole line, and its graph if somebody wants it; `nil` if a filter leaves the
  /// code out.
  ///
  /// - Parameters:
  ///   - genes: The code.
  ///   - filter: What the totals must fulfil.
  ///   - keepsGraph: Whether the graph is wanted too, which takes longer.
  /// - Returns: The line, with its end, and the graph.
  package func record(
    of genes: Genes, if filter: TotalsFilter?, keepingGraph keepsGraph: Bool = false
  ) -> (line: [UInt8], graph: Graph?)? {
    guard view == .cell || keepsGraph else {
      return networkRecord(of: genes, if: filter).map { ($0, nil) }
    }
    let graph = graph(of: genes)
    if let filter, !filter.accepts(graph.totals, graph.nodes.count, graph.weights.count) {
      return nil
    }
    var writer = Self.writer(nodes: graph.nodes.count, weights: graph.weights.count)
    graph.write(to: &writer)
    writer.endLine()
    return (writer.take(), graph)
  }

  /// The record of a network that nobody looks at node by node.
  private func networkRecord(of genes: Genes, if filter: TotalsFilter?) -> [UInt8]? {
    withBuilder { net in
      net.build(genes, of: space, as: form, for: task)
      var graph = net.compactGraph()
      if let filter, !filter.accepts(graph.totals, graph.nodes.count, graph.weights.count) {
        return nil
      }
      let source = source(of: genes)
      graph.name = source.id
      graph.family = space.name
      graph.source = source
      var writer = Self.writer(nodes: graph.nodes.count, weights: graph.weights.count)
      net.write(graph, to: &writer)
      writer.endLine()
      return writer.take()
    }
  }

  /// A writer with about as much room as a record takes: storage that grows is copied many times.
  private static func writer(nodes: Int, weights: Int) -> JSONWriter {
    var storage: [UInt8] = []
    storage.reserveCapacity(nodes * 384 + weights * 64 + 1024)
    return JSONWriter(appendingTo: storage)
  }
}
