internal import ComputationGraph
package import RecordStreams

extension Prediction {
  private enum Key: Int {
    case kind, graph, platform, metric, value, unit, model, batch, interval, truth, dataset, family
  }

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
    self.init(graph: "", platform: "", metric: "", value: 0, unit: "", model: "")
    var met = JSONKeySet()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind":
        try met.insert(Key.kind, key)
        try scanner.readKind("prediction")
      case "graph":
        try met.insert(Key.graph, key)
        graph = try scanner.readName()
      case "platform":
        try met.insert(Key.platform, key)
        platform = try scanner.readName()
      case "metric":
        try met.insert(Key.metric, key)
        metric = try scanner.readName()
      case "value":
        try met.insert(Key.value, key)
        value = try scanner.readDouble()
      case "unit":
        try met.insert(Key.unit, key)
        unit = try scanner.readUnit()
      case "model":
        try met.insert(Key.model, key)
        model = try scanner.readName()
      case "batch":
        try met.insert(Key.batch, key)
        batch = try scanner.readOptionalCount(from: 1)
      case "interval":
        try met.insert(Key.interval, key)
        interval = try Self.readInterval(from: &scanner)
      case "truth":
        try met.insert(Key.truth, key)
        truth = try scanner.readOptionalDouble()
      case "dataset":
        try met.insert(Key.dataset, key)
        dataset = try scanner.readOptionalText()
      case "family":
        try met.insert(Key.family, key)
        family = try scanner.readOptionalText()
      default: _ = try scanner.readRaw()
      }
    }
    for key in [Key.kind, .graph, .platform, .metric, .value, .unit, .model]
    where !met.contains(key) {
      throw .missing("\(key)", at: start)
    }
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
    writer.endObject()
  }
}
