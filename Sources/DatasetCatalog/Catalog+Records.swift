internal import Datasets
package import RecordStreams

extension Catalog {
  /// Writes graphs, architectures and then measurements as JSON Lines, in an order that depends on content alone:
  /// merging them into an empty catalog gives an equal one.
  ///
  /// - Parameters:
  ///   - output: Where to.
  ///   - query: The measurements that are written; of graphs, those that they are about, or all
  ///     where nothing is asked.
  ///   - limit: The most measurements, or `nil` for all.
  /// - Throws: `CatalogError`; `StreamError`.
  package func writeRecords(
    to output: any ByteSink, matching query: MeasurementQuery = MeasurementQuery(),
    limit: Int? = nil
  ) throws {
    try inSnapshot {
      try forEachGraphRecord(of: query, limit: limit) { record in
        var line = try inflate(record)
        line.append(0x0A)
        try output.write(line)
      }
      var writer = JSONWriter()
      func endLine() throws {
        writer.endLine()
        guard writer.bytes.count >= 1 << 16 else { return }
        try output.write(writer.bytes)
        writer.removeAll()
      }
      if query == MeasurementQuery(dataset: query.dataset), limit == nil {
        try forEachArchitecture(of: query.dataset) { architecture in
          architecture.write(to: &writer)
          try endLine()
        }
      }
      try forEachMeasurement(matching: query, limit: limit) { measurement in
        measurement.write(to: &writer)
        try endLine()
      }
      try output.write(writer.bytes)
    }
  }

  /// Hands over the graphs that measurements are about, or all graphs where nothing is asked.
  private func forEachGraphRecord(
    of query: MeasurementQuery, limit: Int?, _ body: (GraphRecord) throws -> Void
  ) throws {
    guard query != MeasurementQuery() || limit != nil else {
      return try forEachGraphRecord(body)
    }
    guard limit != nil else {
      var graphs = GraphQuery()
      graphs.measurement = query
      return try forEachGraphRecord(matching: graphs, body)
    }
    var ids: Set<String> = []
    try forEachMeasurement(matching: query, limit: limit) { measurement in
      if case .graph(let id) = measurement.network { ids.insert(id) }
    }
    for id in ids.sorted() { try forEachGraphRecord(matching: GraphQuery(id: id), body) }
  }
}
