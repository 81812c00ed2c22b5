package import ComputationGraph
import RecordStreams

extension GraphMaker {
  /// A code's graph and its record, a whole line; `nil` if a filter leaves it out.
  package func record(
    of genes: Genes, if filter: TotalsFilter?
  ) -> (graph: Graph, line: [UInt8])? {
    let graph = graph(of: genes)
    if let filter, !filter.accepts(graph) { return nil }
    // About as much as a record takes: storage that grows is copied many times over.
    var storage: [UInt8] = []
    storage.reserveCapacity(graph.nodes.count * 384 + graph.weights.count * 64 + 1024)
    var writer = JSONWriter(appendingTo: storage)
    graph.write(to: &writer)
    writer.endLine()
    return (graph, writer.take())
  }
}
