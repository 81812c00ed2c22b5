internal import ByteReading
internal import ComputationGraph
package import RecordStreams

extension Measurement {
  private enum Key: Int {
    case kind, graph, model, architecture, platform, metric, value, unit, dispersion, count
    case phase, batch, state, reason, dataset, family, split, samples, conditions, source
  }

  /// The most keys that are kept without being known.
  private static let extraLimit = 256

  /// The units that figures come in; readers of datasets convert all others.
  package static let units: Set<String> = ["s", "B", "J", "W", "1", "count"]

  /// Reads a record of kind `measurement`; keys that are not known are kept in `extra`.
  ///
  /// `graph` names the network before `model`, and `model` before `architecture`; one that is named
  /// besides is kept in `extra`. Without `state` the figure was measured.
  package init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try self.init(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  private init(from scanner: inout JSONScanner) throws(JSONError) {
    _ = try scanner.peek()
    let start = scanner.position
    self.init(network: .graph(""), platform: "", metric: "", value: nil, unit: "")
    var met = JSONKeySet()
    var references = References()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind":
        try met.insert(Key.kind, key)
        try scanner.readKind("measurement")
      case "graph":
        try met.insert(Key.graph, key)
        references.graph = try scanner.readOptionalText()
      case "model":
        try met.insert(Key.model, key)
        references.model = try scanner.readOptionalText()
      case "architecture":
        try met.insert(Key.architecture, key)
        references.architecture = try scanner.readRaw().copied()
      case "platform":
        try met.insert(Key.platform, key)
        platform = try scanner.readName()
      case "metric":
        try met.insert(Key.metric, key)
        metric = try scanner.readName()
      case "value":
        try met.insert(Key.value, key)
        value = try scanner.readOptionalDouble()
      case "unit":
        try met.insert(Key.unit, key)
        unit = try scanner.readUnit()
      case "dispersion":
        try met.insert(Key.dispersion, key)
        dispersion = try scanner.readOptionalDouble()
      case "count":
        try met.insert(Key.count, key)
        count = try scanner.readOptionalCount(from: 1)
      case "phase":
        try met.insert(Key.phase, key)
        phase = try scanner.readOptionalText()
      case "batch":
        try met.insert(Key.batch, key)
        batch = try scanner.readOptionalCount(from: 1)
      case "state":
        try met.insert(Key.state, key)
        state = try MeasurementState(from: &scanner)
      case "reason":
        try met.insert(Key.reason, key)
        reason = try scanner.readOptionalText()
      case "dataset":
        try met.insert(Key.dataset, key)
        dataset = try scanner.readOptionalText()
      case "family":
        try met.insert(Key.family, key)
        family = try scanner.readOptionalText()
      case "split":
        try met.insert(Key.split, key)
        split = try scanner.readOptionalText()
      case "samples":
        try met.insert(Key.samples, key)
        samples = try scanner.readOptionalText(of: .array)
      case "conditions":
        try met.insert(Key.conditions, key)
        conditions = try scanner.readOptionalText(of: .object)
      case "source":
        try met.insert(Key.source, key)
        source = try Source(from: &scanner)
      default:
        guard extra.count < Self.extraLimit, !extra.contains(where: { $0.key == key.string }) else {
          throw JSONError(
            at: key.offset, found: "\"\(key.string)\" again, or too many unknown keys",
            expected: "each key once, and no more than \(Self.extraLimit) unknown ones")
        }
        extra.append(ExtraMember(key: key.string, json: try scanner.readRaw().copied()))
      }
    }
    for key in [Key.kind, .platform, .metric, .unit] where !met.contains(key) {
      throw .missing("\(key)", at: start)
    }
    network = try references.resolve(keepingOthersIn: &extra, at: start)
    guard value != nil || samples != nil || state == .withheld || state == .failed else {
      throw JSONError(
        at: start, found: "neither value nor samples",
        expected: "one of them for the state \(state.rawValue)")
    }
  }

  /// Writes the record, without a newline.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", "measurement")
    network.writeMember(to: &writer)
    writer.member("platform", platform)
    writer.member("metric", metric)
    if let value {
      writer.key("value")
      writer.double(value)
    }
    writer.member("unit", unit)
    if let dispersion {
      writer.key("dispersion")
      writer.double(dispersion)
    }
    writer.member("count", count)
    writer.member("phase", phase)
    writer.member("batch", batch)
    writer.member("state", state.rawValue)
    writer.member("reason", reason)
    writer.member("dataset", dataset)
    writer.member("family", family)
    writer.member("split", split)
    if let samples {
      writer.key("samples")
      writer.raw(samples)
    }
    if let conditions {
      writer.key("conditions")
      writer.raw(conditions)
    }
    if let source {
      writer.key("source")
      source.write(to: &writer)
    }
    for member in extra {
      writer.key(member.key)
      writer.raw(member.json)
    }
    writer.endObject()
  }
}

/// The ways in which a record names its network, the architecture as JSON text.
private struct References {
  var graph: String?
  var model: String?
  var architecture: [UInt8]?

  func resolve(
    keepingOthersIn extra: inout [ExtraMember], at start: Int
  ) throws(JSONError) -> NetworkReference {
    if let architecture, graph != nil || model != nil {
      extra.append(ExtraMember(key: "architecture", json: architecture))
    }
    if let graph {
      if let model {
        var writer = JSONWriter()
        writer.string(model)
        extra.append(ExtraMember(key: "model", json: writer.take()))
      }
      return .graph(graph)
    }
    if let model { return .model(model) }
    guard let architecture else {
      throw JSONError(
        at: start, found: "no network", expected: "one of graph, model and architecture")
    }
    do throws(JSONError) {
      var scanner = JSONScanner(architecture.bytes)
      return try NetworkReference.architecture(from: &scanner)
    } catch {
      throw JSONError(at: start, found: error.found, expected: error.expected)
        .inside("architecture")
    }
  }
}

extension MeasurementState {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    let word = try scanner.readString()
    guard let state = MeasurementState(rawValue: word.string) else {
      throw JSONError(
        at: word.offset, found: "\"\(word.string)\"",
        expected: Self.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self = state
  }
}
