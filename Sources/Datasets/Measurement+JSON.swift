internal import ByteReading
internal import ComputationGraph
package import RecordStreams

extension Measurement {
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
    var kind: StaticString?
    var references = References()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind": kind = try scanner.readKind("measurement")
      case "graph": references.graph = try scanner.readOptionalText()
      case "model": references.model = try scanner.readOptionalText()
      case "architecture": references.architecture = try scanner.readRaw().copied()
      case "platform": platform = try scanner.readName()
      case "metric": metric = try scanner.readName()
      case "value": value = try scanner.readOptionalDouble()
      case "unit": unit = try scanner.readUnit()
      case "dispersion": dispersion = try scanner.readOptionalDouble()
      case "count": count = try scanner.readOptionalCount(from: 1)
      case "phase": phase = try scanner.readOptionalText()
      case "batch": batch = try scanner.readOptionalCount(from: 1)
      case "state": state = try MeasurementState(from: &scanner)
      case "reason": reason = try scanner.readOptionalText()
      case "dataset": dataset = try scanner.readOptionalText()
      case "family": family = try scanner.readOptionalText()
      case "split": split = try scanner.readOptionalText()
      case "samples": samples = try scanner.readOptionalText(of: .array)
      case "conditions": conditions = try scanner.readOptionalText(of: .object)
      case "source": source = try Source(from: &scanner)
      default:
        guard extra.count < Self.extraLimit else {
          throw JSONError(
            at: key.offset, found: "another unknown key",
            expected: "no more than \(Self.extraLimit) of them")
        }
        extra.append(ExtraMember(key: key.string, json: try scanner.readRaw().copied()))
      }
    }
    guard kind != nil else { throw .missing("kind", at: start) }
    // The readers take no empty string, so that one means that there was none.
    guard !platform.isEmpty else { throw .missing("platform", at: start) }
    guard !metric.isEmpty else { throw .missing("metric", at: start) }
    guard !unit.isEmpty else { throw .missing("unit", at: start) }
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
