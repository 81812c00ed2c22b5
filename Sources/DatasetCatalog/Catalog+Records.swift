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
  ///   - split: Whose parts measurements name as their split; those that are in none are left out.
  /// - Throws: `CatalogError`; `StreamError`.
  package func writeRecords(
    to output: any ByteSink, matching query: MeasurementQuery = MeasurementQuery(),
    limit: Int? = nil, splitAs split: NamedSplit? = nil
  ) throws {
    try inSnapshot {
      let wanted = try graphs(of: query, limit: limit)
      try forEachGraphRecord { record in
        if let wanted, !wanted.contains(record.id) { return }
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
      if query == MeasurementQuery(dataset: query.dataset), limit == nil, split == nil {
        try forEachArchitecture(of: query.dataset) { architecture in
          architecture.write(to: &writer)
          try endLine()
        }
      }
      try forEachMeasurement(matching: query, limit: limit) { measurement in
        var measurement = measurement
        if let split, case .graph(let id) = measurement.network {
          guard let part = split.part(ofGraph: id, on: measurement.platform) else { return }
          measurement.split = part
        }
        measurement.write(to: &writer)
        try endLine()
      }
      try output.write(writer.bytes)
    }
  }

  /// The ids of the graphs that measurements are about, or `nil` for all graphs.
  private func graphs(of query: MeasurementQuery, limit: Int?) throws -> Set<String>? {
    guard query != MeasurementQuery() || limit != nil else { return nil }
    var ids: Set<String> = []
    try forEachMeasurement(matching: query, limit: limit) { measurement in
      if case .graph(let id) = measurement.network { ids.insert(id) }
    }
    return ids
  }
}
