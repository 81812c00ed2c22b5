internal import GraphDrawing
package import RecordStreams

/// Graphs as one GraphML document, each under its name.
package enum GraphMLLines {
  /// Writes the document, a graph at a time.
  ///
  /// - Throws: `CatalogError`; `StreamError`.
  package static func write(_ selection: ExportSelection, to output: any ByteSink) throws {
    try output.write(GraphMLText.start)
    var number = 0
    try selection.forEachGraph { graph in
      try output.write(GraphMLText.graph(Diagram(graph), number: number))
      number += 1
    }
    try output.write(GraphMLText.end)
  }
}
