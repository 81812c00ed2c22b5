internal import DatasetCatalog
package import RecordStreams

/// Figures with their graphs' columns as comma-separated values (RFC 4180) with a heading.
package enum FigureLines {
  /// Writes the lines.
  ///
  /// - Throws: `CatalogError`; `StreamError`.
  package static func write(_ selection: ExportSelection, to output: any ByteSink) throws {
    var columns: [String] = []
    func line(_ texts: [String]) throws {
      let fields = texts.map { CSVText.field($0) }.joined(separator: ",")
      try output.write(Array((fields + "\n").utf8))
    }
    try selection.catalog.list(.figures, matching: selection.query) { names in
      columns = names
      try line(names)
    } row: { values in
      var texts = values.map(\.text)
      if let split = selection.split {
        let place = Dictionary(
          zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
        guard let graph = place["graph"], let platform = place["platform"],
          let part = split.part(ofGraph: texts[graph], on: texts[platform])
        else { return }
        if let own = place["split"] { texts[own] = part }
      }
      try line(texts)
    }
  }
}
