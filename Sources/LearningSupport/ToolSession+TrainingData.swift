internal import ArgumentParser
internal import ByteReading
internal import ComputationGraph
internal import DatasetCatalog
internal import Datasets
package import GraphLearning
package import ToolSupport

extension ToolSession {
  /// Gathers graphs and figures from a catalog, or from record files, which may be catalogs too.
  ///
  /// - Parameters:
  ///   - options: The catalog and the choice of figures.
  ///   - input: Record files; standard input if there are none and no catalog.
  ///   - encoding: How graphs are encoded.
  /// - Returns: The data.
  /// - Throws: In a strict run after the first bad record, and when the system is to blame.
  package mutating func trainingData(
    _ options: DataOptions, _ input: InputOptions, encoding: GraphEncoding
  ) throws -> TrainingData {
    var collector = TrainingDataCollector(encoding: encoding, choice: options.choice)
    if let path = options.catalog {
      guard input.files.isEmpty, input.filesFrom == nil else {
        throw ValidationError("--catalog and record files exclude each other")
      }
      try collector.add(Catalog(readingAt: path), metrics: options.metrics)
    } else {
      try collect(input, into: &collector, metrics: options.metrics)
    }
    let data = collector.finish()
    if data.orphans > 0 {
      warn("\(data.orphans) figures were left out, because no graph came with them")
    }
    if data.foreign > 0, let demand = encoding.demand {
      warn("\(data.foreign) graphs were left out; \(encoding.rawValue) reads \(demand)")
    }
    for (name, values) in data.differences {
      warn(
        "networks have several figures of one target, and \(name) differs "
          + "(\(values.joined(separator: ", "))); --condition \(name)=… takes those of one")
    }
    return data
  }

  private mutating func collect(
    _ input: InputOptions, into collector: inout TrainingDataCollector, metrics: [String]
  ) throws {
    var count = 0
    try eachInput(of: input) { session, input in
      if let path = input.path, Catalog.isDatabase(path) {
        return try collector.add(Catalog(readingAt: path), metrics: metrics)
      }
      try session.eachLine(of: input, after: &count) { _, line, _ in
        switch try RecordKind.sniff(line) {
        case .graph: collector.add(try Graph(json: line))
        case .measurement: collector.add(try Measurement(json: line))
        default: break
        }
      }
    }
  }
}

extension TrainingDataCollector {
  /// Gathers from a catalog the figures of metrics, and the graphs that they are about.
  fileprivate mutating func add(_ catalog: Catalog, metrics: [String]) throws {
    try catalog.inSnapshot {
      for metric in metrics {
        let query = MeasurementQuery(metric: metric)
        try catalog.forEachMeasurement(matching: query) { add($0) }
      }
      try catalog.forEachGraph { if needs($0) { add($0) } }
    }
  }
}
