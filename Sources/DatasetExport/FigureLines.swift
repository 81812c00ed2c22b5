internal import DatasetCatalog
package import RecordStreams

/// Figures with their graphs' columns as comma-separated values (RFC 4180) with a heading.
package enum FigureLines {
  /// Writes the lines.
  ///
  /// - Throws: `CatalogError`; `StreamError`.
  package static func write(_ selection: ExportSelection, to output: any ByteSink) throws {
    func line(_ texts: [String]) throws {
      let fields = texts.map { CSVText.field($0) }.joined(separator: ",")
      try output.write(Array((fields + "\n").utf8))
    }
    try selection.catalog.list(.figures, matching: selection.query) { names in
      try line(names)
    } row: { values in
      try line(values.map(\.text))
    }
  }
}
