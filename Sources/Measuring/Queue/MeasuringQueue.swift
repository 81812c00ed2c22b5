internal import ByteReading
internal import ComputationGraph
internal import Datasets
internal import RecordStreams

/// The models that are to be measured, each once.
package struct MeasuringQueue {
  /// The models, in the order in which they were named.
  package private(set) var models: [QueuedModel] = []
  private var known: [String: Int] = [:]
  private let batch: Int?
  private let family: String?

  /// A queue without models.
  ///
  /// - Parameters:
  ///   - batch: The batch size of models that are not named by a record with another.
  ///   - family: The family of all models; `nil` takes what the records say.
  package init(batch: Int?, family: String?) {
    self.batch = batch
    self.family = family
  }

  /// Adds a model file.
  ///
  /// - Parameters:
  ///   - name: How the measurement names it.
  ///   - place: Where it is.
  /// - Throws: `MeasuringError.sameName` if another file has the name.
  package mutating func add(_ name: String, at place: QueuedModel.Place) throws {
    let model = QueuedModel(
      network: .model(name), name: name, place: place, batch: batch, family: family)
    guard !add(model) else { return }
    let other = known[model.key].map { models[$0] }
    guard other?.sourcePath == model.sourcePath, model.sourcePath != nil else {
      throw MeasuringError.sameName(name)
    }
  }

  /// Reads a line of records: graphs, and measurements that name a model, are what is to be measured.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - input: The file that holds it.
  /// - Returns: Whether the line goes on to the output: all do but measurements.
  /// - Throws: `RecordError`, and `MeasuringError` for a record that leads to no model file.
  package mutating func take(_ line: RawSpan, from input: String) throws -> Bool {
    switch try RecordKind.sniff(line) {
    case .graph:
      let graph = try GraphHeader(json: line)
      guard let path = graph.source?.path else {
        throw MeasuringError.noFile("graph \(graph.id)")
      }
      _ = add(
        QueuedModel(
          network: .graph(graph.id), name: graph.name ?? graph.id, place: .path(path),
          batch: graph.batch, family: family ?? graph.family))
      return true
    case .measurement:
      try add(try Measurement(json: line), from: input)
      return false
    case nil: return false
    case .prediction, .architecture, .other: return true
    }
  }

  private mutating func add(_ measurement: Measurement, from input: String) throws {
    let family = family ?? measurement.family
    let file = input == DescriptorSource.standardInputName ? nil : input
    switch measurement.network {
    case .model(let path):
      _ = add(
        QueuedModel(
          network: .model(path), name: path,
          place: .named(path, by: measurement.source?.path ?? file),
          batch: measurement.batch ?? batch, family: family, split: measurement.split))
    case .graph(let id):
      guard let index = known[id] else { throw MeasuringError.noFile("graph \(id)") }
      models[index].family = models[index].family ?? family
      models[index].split = models[index].split ?? measurement.split
    case .architecture(let space, let encoding):
      throw MeasuringError.noFile("architecture \(encoding) of \(space)")
    }
  }

  /// Adds a model unless it is there; false if it is.
  private mutating func add(_ model: QueuedModel) -> Bool {
    guard known[model.key] == nil else { return false }
    known[model.key] = models.count
    if case .graph(let id) = model.network { known[id] = models.count }
    models.append(model)
    return true
  }
}
