internal import ComputationGraph
internal import RecordStreams

extension Evaluation {
  /// The columns of a line, in the order of `Line.fields`.
  package static let columns =
    ["platform", "family", "size", "model", "n"] + Line.figureNames

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
      text += line.fields.map(CSVText.field).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }
}

extension Evaluation.Line {
  /// The names of the figures, in their order.
  static let figureNames: [String] =
    ["mape", "mape_from", "mape_to", "rmspe", "rmse", "mae", "acc1", "acc5", "acc10"]
    + ["acc10_from", "acc10_to", "acc1_of_prediction", "acc5_of_prediction", "acc10_of_prediction"]
    + ["spearman", "spearman_from", "spearman_to", "kendall"]
    + Metrics.depths.map { "ndcg\($0)" } + Metrics.depths.map { "regret\($0)" }

  /// The figures; `nil` where there is none.
  private var figures: [Double?] {
    let (mape, within, rank) = (confidence?.mape, confidence?.within10, confidence?.spearman)
    return [metrics.mape, mape?.lowerBound, mape?.upperBound]
      + [metrics.rmspe, metrics.rmse, metrics.mae] + metrics.within
      + [within?.lowerBound, within?.upperBound] + metrics.withinOfPrediction
      + [metrics.spearman, rank?.lowerBound, rank?.upperBound, metrics.kendall]
      + metrics.ndcg + metrics.regret
  }

  /// The line's values as text; `all` for a group that is not narrowed, nothing where there is no
  /// figure.
  package var fields: [String] {
    [platform ?? "all", group.family ?? "all", group.size.map { "\($0)" } ?? "all", model]
      + [String(metrics.count)] + figures.map { $0.map { "\($0)" } ?? "" }
  }

  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("platform", platform ?? "all")
    writer.member("family", group.family ?? "all")
    writer.member("size", group.size)
    writer.member("model", model)
    writer.member("n", metrics.count)
    for (key, value) in zip(Self.figureNames, figures) {
      guard let value, value.isFinite else { continue }
      writer.key(key)
      writer.double(value)
    }
    writer.endObject()
  }
}
