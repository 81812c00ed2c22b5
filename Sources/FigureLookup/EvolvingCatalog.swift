internal import ByteReading
internal import ComputationGraph
package import DatasetCatalog
package import Datasets
internal import RecordStreams

/// A catalog that grows by what was asked and measured.
package struct EvolvingCatalog {
  /// The catalog's file.
  package let path: String

  /// The dataset that its own figures belong to.
  package static let dataset = "queries"

  /// The catalog of a file, which need not be there yet.
  package init(path: String) {
    self.path = path
  }

  /// Stores what was measured of a network.
  ///
  /// - Parameters:
  ///   - records: Measurement records of one model, as `MeasuringCommand` writes them.
  ///   - question: The network.
  ///   - run: Who stores, and when.
  ///   - time: When the run ends.
  /// - Returns: The figures of the metric that is asked for.
  /// - Throws: `CatalogError`, or that a record was refused.
  package func store(
    _ records: [UInt8], about question: FigureQuestion, run: CatalogRun, at time: String
  ) throws -> [Measurement] {
    var writer = JSONWriter()
    question.graph.write(to: &writer)
    writer.endLine()
    var found: [Measurement] = []
    var lines = LineCursor(records.bytes)
    while let line = lines.next() {
      guard try RecordKind.sniff(line) == .measurement else { continue }
      var measurement = try Measurement(json: line)
      measurement.network = .graph(question.graph.id ?? "")
      measurement.dataset = Self.dataset
      measurement.batch = measurement.batch ?? question.graph.batch
      measurement.write(to: &writer)
      writer.endLine()
      if measurement.metric == question.metric, measurement.value != nil {
        found.append(measurement)
      }
    }
    let catalog = try CatalogWriter(path, run: run)
    func refuse(_ refusal: Refusal) throws { throw FigureLookupError("\(refusal)") }
    let scratch = try ScratchFile()
    try scratch.append(writer.bytes.bytes)
    try catalog.merge(scratch.source(), jobs: 1, refuse: refuse)
    try catalog.finish(at: time, refuse: refuse)
    return found
  }

  /// How many figures of a platform and metric it has stored.
  package func count(platform: String, metric: String) throws -> Int {
    let query = MeasurementQuery(
      dataset: Self.dataset, platform: platform, metric: metric, state: .measured)
    var count = 0
    try Catalog(readingAt: path).forEachMeasurement(matching: query) { _ in count += 1 }
    return count
  }
}

/// Why a figure could not be looked up or stored.
package struct FigureLookupError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
