internal import ByteReading
package import ComputationGraph
package import RecordStreams

/// Makes the records of one code after another. A maker of records belongs to one thread; what it
/// makes never depends on what it has made before.
package struct RecordMaker {
  private let maker: GraphMaker
  private var shelf: CellShelf
  // Storage that is used for every code.
  private var cell = CellGraph()
  private var code: [UInt8] = []
  private var name = JSONWriter()

  /// Settles whose graphs are made.
  package init(_ maker: GraphMaker) {
    self.maker = maker
    shelf = CellShelf(family: maker.space.name, source: maker.source)
  }

  /// Appends a code's record, a whole line.
  ///
  /// - Parameters:
  ///   - genes: The code.
  ///   - filter: What the graph must fulfil; a code that does not fulfil it is left out.
  ///   - writer: Where the line goes.
  /// - Returns: Whether the code was taken.
  package mutating func append(
    _ genes: Genes, if filter: GraphCondition?, to writer: inout JSONWriter
  ) -> Bool {
    guard maker.view == .cell else {
      return maker.withBuilder { append(genes, if: filter, to: &writer, with: &$0) }
    }
    if filter == nil {
      cell.removeAll()
      maker.space.buildCell(genes, as: maker.form, in: &cell)
      code.removeAll(keepingCapacity: true)
      maker.space.append(genes, as: maker.encoding, to: &code)
      name.removeAll()
      let text = code
      name.string(text.bytes)
      if shelf.append(cell, named: name.bytes, to: &writer) { return true }
    }
    return appendGraph(of: genes, if: filter, to: &writer) != nil
  }

  /// Appends a code's record, and hands out the graph, which takes longer; `nil` if the code is left
  /// out.
  package func appendGraph(
    of genes: Genes, if filter: GraphCondition?, to writer: inout JSONWriter
  ) -> Graph? {
    let graph = maker.graph(of: genes)
    if let filter,
      !filter.accepts(
        graph.totals, graph.nodes.count, graph.weights.count, name: graph.name ?? "")
    {
      return nil
    }
    graph.write(to: &writer)
    writer.endLine()
    return graph
  }

  /// The record of a network that nobody looks at node by node.
  private func append(
    _ genes: Genes, if filter: GraphCondition?, to writer: inout JSONWriter,
    with net: inout NetworkBuilder
  ) -> Bool {
    net.build(genes, of: maker.space, as: maker.form, for: maker.task)
    var graph = net.compactGraph()
    let code = maker.space.text(of: genes, as: maker.encoding)
    if let filter,
      !filter.accepts(graph.totals, graph.nodes.count, graph.weights.count, name: code)
    {
      return false
    }
    graph.name = code
    graph.family = maker.space.name
    graph.source = maker.source
    graph.source?.id = code
    net.write(graph, to: &writer)
    writer.endLine()
    return true
  }
}
