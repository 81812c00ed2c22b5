package import DatasetCatalog
internal import ComputationGraph
internal import Datasets
package import RecordStreams

/// What is written: figures of a catalog that match, and the graphs that they are about.
package struct ExportSelection {
  let catalog: Catalog
  let query: MeasurementQuery

  /// Chooses figures.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - query: The figures.
  package init(_ catalog: Catalog, matching query: MeasurementQuery) {
    self.catalog = catalog
    self.query = query
  }

  /// Hands over the figures, each under the part that it is in.
  func forEachFigure(_ body: (_ graph: String, Measurement) throws -> Void) throws {
    try catalog.forEachMeasurement(matching: query) { measurement in
      guard case .graph(let id) = measurement.network else { return }
      try body(id, measurement)
    }
  }

  /// Hands over the graphs that figures are about, in the order of their ids, each followed by its
  /// figures.
  func forEach(
    graph: (Graph) throws -> Void, figure: (String, Measurement) throws -> Void = { _, _ in }
  ) throws {
    var current = ""
    // Figures come in the order of their graphs' ids.
    try forEachFigure { id, measurement in
      if id != current {
        current = id
        guard let found = try catalog.graph(id: id) else { return }
        try graph(found)
      }
      try figure(id, measurement)
    }
  }

  /// Hands over the graphs that figures are about, in the order of their ids.
  func forEachGraph(_ body: (Graph) throws -> Void) throws {
    try forEach(graph: body)
  }

  /// Writes graph and measurement records.
  ///
  /// - Throws: `CatalogError`; `StreamError`.
  package func writeRecords(to output: any ByteSink) throws {
    try catalog.writeRecords(to: output, matching: query)
  }

  /// The cards of the datasets that figures are of.
  func cards(_ cards: DatasetCards) throws -> [DatasetCard] {
    var names: Set<String> = []
    try forEachFigure { if let dataset = $1.dataset { names.insert(dataset) } }
    return names.sorted().compactMap { cards.card(named: $0) }
  }
}

/// Why a selection has no form in a format.
package struct ExportError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and what would help.
  package let description: String

  init(_ description: String) { self.description = description }
}
