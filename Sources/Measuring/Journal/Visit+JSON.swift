internal import ComputationGraph
internal import RecordStreams

extension Visit {
  /// Reads an entry of a journal.
  init(json: RawSpan) throws(JSONError) {
    self.init(
      model: "", round: 0, platform: "", figures: [], conditions: Conditions())
    var reason: String?
    var message: String?
    var scanner = JSONScanner(json)
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "visit": model = try scanner.readString().string
      case "round": round = try scanner.readCount()
      case "platform": platform = try scanner.readString().string
      case "batch": batch = try scanner.readOptionalCount(from: 1)
      case "figures": figures = try scanner.readArray(Figure.init(from:))
      case "reason": reason = try scanner.readString().string
      case "message": message = try scanner.readString().string
      case "conditions": conditions = try Conditions(from: &scanner)
      case "sha256": digest = try scanner.readOptionalText()
      default: _ = try scanner.readRaw()
      }
    }
    try scanner.finish()
    guard !model.isEmpty else { throw .missing("visit", at: 0) }
    failure = reason.map { Failure(reason: $0, message: message ?? "") }
    guard failure != nil || !figures.isEmpty else { throw .missing("figures", at: 0) }
  }

  /// Writes the entry, without a newline.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("visit", model)
    writer.member("round", round)
    writer.member("platform", platform)
    writer.member("batch", batch)
    writer.member("reason", failure?.reason)
    writer.member("message", failure?.message)
    writer.member("figures", figures, leavingOutEmpty: true) { $0.write(to: &$1) }
    writer.key("conditions")
    conditions.write(to: &writer)
    writer.member("sha256", digest)
    writer.endObject()
  }
}

extension Figure {
  init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "metric": metric = try scanner.readString().string
      case "unit": unit = try scanner.readString().string
      case "estimated": isEstimate = try scanner.readBool()
      case "value": value = try scanner.readDouble()
      case "samples":
        samples = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readDouble() }
      default: _ = try scanner.readRaw()
      }
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("metric", metric)
    writer.member("unit", unit)
    if isEstimate {
      writer.key("estimated")
      writer.bool(true)
    }
    if let value {
      writer.key("value")
      writer.double(value)
    }
    writer.member("samples", samples, leavingOutEmpty: true) { $1.double($0) }
    writer.endObject()
  }
}
