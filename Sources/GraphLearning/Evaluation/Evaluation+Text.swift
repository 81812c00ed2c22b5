internal import ComputationGraph
internal import RecordStreams

extension Evaluation {
  /// The columns of a line, in the order of `Line.fields`.
  package static let columns = [
    "platform", "family", "model", "n", "mape", "rmspe", "acc5", "acc10", "spearman", "kendall",
  ]

  /// All lines as one JSON array.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for line in lines { line.write(to: &writer) }
    writer.endArray()
    writer.endLine()
    return writer.take()
  }

  /// All lines as comma-separated values (RFC 4180) with a heading.
  package var csv: [UInt8] {
    var text = Self.columns.joined(separator: ",") + "\n"
    for line in lines {
      text += line.fields.map(Self.quoted).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension Evaluation.Line {
  /// The line's values as text; `all` for a group that is not narrowed, nothing where there is no
  /// figure.
  package var fields: [String] {
    [platform ?? "all", family ?? "all", model, String(metrics.count)]
      + [metrics.mape, metrics.rmspe, metrics.within5, metrics.within10].map { "\($0)" }
      + [metrics.spearman, metrics.kendall].map { $0.map { "\($0)" } ?? "" }
  }

  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("platform", platform ?? "all")
    writer.member("family", family ?? "all")
    writer.member("model", model)
    writer.member("n", metrics.count)
    for (key, value) in [
      ("mape", metrics.mape), ("rmspe", metrics.rmspe), ("acc5", metrics.within5),
      ("acc10", metrics.within10), ("spearman", metrics.spearman), ("kendall", metrics.kendall),
    ] as [(String, Double?)] {
      guard let value else { continue }
      writer.key(key)
      writer.double(value)
    }
    writer.endObject()
  }
}
