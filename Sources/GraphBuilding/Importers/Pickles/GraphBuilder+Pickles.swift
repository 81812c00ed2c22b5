package import ComputationGraph
import Datasets
package import RecordStreams

/// The records of one network, as text.
package struct BuiltRecords: Sendable {
  /// The lines, without the last one's newline.
  package let text: [UInt8]
  /// How many lines they are.
  package let count: Int
}

extension GraphBuilder {
  /// Builds a network that a seed's file holds and writes its graph, and its accuracy if the file
  /// says that.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - origin: The file.
  /// - Returns: The record of the graph, and of its accuracy if that is known.
  /// - Throws: ``GraphError`` if the network is no graph.
  package func records(
    of network: PickledNetwork, from origin: SeedOrigin
  ) throws(GraphError) -> BuiltRecords {
    var workshop = GraphWorkshop(self)
    return try workshop.records(of: network, from: origin)
  }
}

extension GraphWorkshop {
  /// The same for one network after another.
  package mutating func records(
    of network: PickledNetwork, from origin: SeedOrigin
  ) throws(GraphError) -> BuiltRecords {
    var writer = JSONWriter()
    let count = try write(network, from: origin, to: &writer)
    var text = writer.take()
    text.removeLast()
    return BuiltRecords(text: text, count: count)
  }

  /// Builds a network and writes its records, whole lines; of one that is no graph nothing.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - origin: The file.
  ///   - writer: Takes the records.
  /// - Returns: How many records there are.
  /// - Throws: ``GraphError`` if the network is no graph.
  package mutating func write(
    _ network: PickledNetwork, from origin: SeedOrigin, to writer: inout JSONWriter
  ) throws(GraphError) -> Int {
    let built = try graph(of: network, from: origin)
    built.write(to: &writer)
    writer.endLine()
    guard let accuracy = network.accuracy else { return 1 }
    measurement(accuracy, of: built.compact, network.format.rawValue, origin).write(to: &writer)
    writer.endLine()
    return 2
  }

  /// Builds a network and writes its graph's record; what the file says of its accuracy is left out.
  mutating func record(
    of network: PickledNetwork, from origin: SeedOrigin
  ) throws(GraphError) -> GraphRecord {
    let built = try graph(of: network, from: origin)
    var writer = JSONWriter(reservingCapacity: built.textSize)
    built.write(to: &writer)
    writer.endLine()
    return GraphRecord(id: built.compact.id, line: writer.take())
  }

  private mutating func graph(
    of network: PickledNetwork, from origin: SeedOrigin
  ) throws(GraphError) -> BuiltGraph {
    var built = try build(network.plan)
    built.compact.name = built.compact.name ?? origin.stem
    built.compact.family = origin.family ?? network.family
    built.compact.source = Source(
      format: network.format.rawValue, path: origin.path, sha256: origin.sha256)
    return built
  }

  /// The platform of an accuracy is what the network was trained for.
  private func measurement(
    _ accuracy: PickledAccuracy, of graph: CompactGraph, _ format: String, _ origin: SeedOrigin
  ) -> Measurement {
    var measurement = Measurement(
      network: .graph(graph.id), platform: origin.platform ?? accuracy.task ?? "training",
      metric: "accuracy", value: accuracy.value, unit: "1",
      state: accuracy.isEstimated ? .estimated : .measured, dataset: origin.dataset ?? format,
      family: graph.family,
      source: Source(
        format: format, path: origin.path, id: graph.name, value: accuracy.digits,
        unit: accuracy.unit))
    if let seed = accuracy.seed { measurement.extra.append(ExtraMember(key: "seed", json: seed)) }
    return measurement
  }
}

/// The file that networks are read from, and what a user says of it.
package struct SeedOrigin: Sendable {
  /// The file as records name it.
  package var path: String
  /// The hash of its bytes in hexadecimal digits.
  package var sha256: String?
  /// The dataset; the format's name unless given.
  package var dataset: String?
  /// The platform of accuracies; what the network was trained for unless given.
  package var platform: String?
  /// The family of all networks; each one's own unless given.
  package var family: String?

  /// Names a file.
  package init(
    path: String, sha256: String? = nil, dataset: String? = nil, platform: String? = nil,
    family: String? = nil
  ) {
    self.path = path
    self.sha256 = sha256
    self.dataset = dataset
    self.platform = platform
    self.family = family
  }

  /// The file's name without folders and ending.
  var stem: String {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let name = path[start...]
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    let ending = name[name.index(after: dot)...]
    return ["pkl", "pickle", "gpickle", "p", "json"].contains(ending)
      ? String(name[..<dot]) : String(name)
  }
}
