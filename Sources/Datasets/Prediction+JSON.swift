internal import ComputationGraph
package import RecordStreams

extension Prediction {
  /// Reads a record of kind `prediction`; keys that are not known are dropped.
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
    var kind: StaticString?
    var value: Double?
    self.init(graph: "", platform: "", metric: "", value: 0, unit: "", model: "")
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind": kind = try scanner.readKind("prediction")
      case "graph": graph = try scanner.readName()
      case "platform": platform = try scanner.readName()
      case "metric": metric = try scanner.readName()
      case "value": value = try scanner.readDouble()
      case "unit": unit = try scanner.readUnit()
      case "model": model = try scanner.readName()
      case "batch": batch = try scanner.readOptionalCount(from: 1)
      case "interval": interval = try Self.readInterval(from: &scanner)
      case "truth": truth = try scanner.readOptionalDouble()
      case "dataset": dataset = try scanner.readOptionalText()
      case "family": family = try scanner.readOptionalText()
      case "unlike":
        unlike = try scanner.readArray { (scanner) throws(JSONError) in
          try scanner.readString().string
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard kind != nil else { throw .missing("kind", at: start) }
    guard let value else { throw .missing("value", at: start) }
    self.value = value
    // The readers take no empty string, so that one means that there was none.
    guard !graph.isEmpty else { throw .missing("graph", at: start) }
    guard !platform.isEmpty else { throw .missing("platform", at: start) }
    guard !metric.isEmpty else { throw .missing("metric", at: start) }
    guard !unit.isEmpty else { throw .missing("unit", at: start) }
    guard !model.isEmpty else { throw .missing("model", at: start) }
  }

  private static func readInterval(
    from scanner: inout JSONScanner
  ) throws(JSONError) -> (lower: Double, upper: Double)? {
    if try scanner.readNull() { return nil }
    _ = try scanner.peek()
    let start = scanner.position
    let ends = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readDouble() }
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw JSONError(
        at: start, found: "\(ends.count) numbers, or a wrong order", expected: "[lower, upper]")
    }
    return (ends[0], ends[1])
  }

  /// Writes the record, without a newline.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", "prediction")
    writer.member("graph", graph)
    writer.member("platform", platform)
    writer.member("metric", metric)
    writer.key("value")
    writer.double(value)
    writer.member("unit", unit)
    writer.member("model", model)
    writer.member("batch", batch)
    if let interval {
      writer.key("interval")
      writer.beginArray()
      writer.double(interval.lower)
      writer.double(interval.upper)
      writer.endArray()
    }
    if let truth {
      writer.key("truth")
      writer.double(truth)
    }
    writer.member("dataset", dataset)
    writer.member("family", family)
    if !unlike.isEmpty { writer.member("unlike", unlike) { $1.string($0) } }
    writer.endObject()
  }
}
