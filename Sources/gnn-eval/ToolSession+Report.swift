import Datasets
import GraphLearning
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes what came of an evaluation as the options ask.
  mutating func report(
    _ evaluation: Evaluation, of checkpoint: Checkpoint, hash: String, _ data: TrainingData,
    _ options: ReportOptions
  ) throws {
    if let path = options.predictions {
      let file: any ByteSink = path == "-" ? output : try AtomicFile(path: path)
      try write(evaluation, of: checkpoint, hash: hash, data, to: file)
      if path == "-" { return }
      try file.finish()
    }
    if options.json {
      try output.write(evaluation.json)
    } else if options.csv {
      try output.write(evaluation.csv)
    } else {
      try output.write(Array(Self.tables(of: evaluation).utf8))
    }
  }

  private func write(
    _ evaluation: Evaluation, of checkpoint: Checkpoint, hash: String, _ data: TrainingData,
    to file: any ByteSink
  ) throws {
    var writer = JSONWriter()
    for judged in evaluation.judged {
      let row = judged.row
      let target = data.targets[row.target]
      Prediction(
        graph: data.networks[row.network].id, platform: target.platform, metric: target.metric,
        value: judged.prediction, unit: target.unit, model: hash,
        batch: row.batch, truth: row.value, dataset: row.dataset, family: row.family
      ).write(to: &writer)
      writer.endLine()
      try file.write(writer.take())
    }
  }

  /// A table of the platforms over all families, and one of the families' MAPE.
  private static func tables(of evaluation: Evaluation) -> String {
    var whole = TextTable([
      "platform", "model", "n", "MAPE %", "RMSPE %", "Acc(5 %)", "Acc(10 %)", "Spearman",
      "Kendall",
    ])
    for line in evaluation.lines where line.family == nil {
      let metrics = line.metrics
      let shares = [metrics.mape, metrics.rmspe, metrics.within5, metrics.within10]
      whole.add(
        [TextTable.Cell(line.platform ?? "all"), TextTable.Cell(line.model)]
          + [TextTable.Cell(String(metrics.count), isNumber: true)]
          + shares.map { TextTable.Cell($0 * 100, digits: 2) }
          + [metrics.spearman, metrics.kendall].map { TextTable.Cell($0, digits: 4) })
    }
    let models = [Evaluation.predictorName] + Baseline.allCases.map(\.rawValue)
    var families = TextTable(["platform", "family", "n"] + models.map { $0 + " MAPE %" })
    for line in evaluation.lines
    where line.family != nil && line.model == Evaluation.predictorName {
      let group = evaluation.lines.filter {
        $0.platform == line.platform && $0.family == line.family
      }
      families.add(
        [TextTable.Cell(line.platform ?? "all"), TextTable.Cell(line.family ?? "all")]
          + [TextTable.Cell(String(line.metrics.count), isNumber: true)]
          + models.map { model in
            TextTable.Cell(
              group.first { $0.model == model }.map { $0.metrics.mape * 100 }, digits: 2)
          })
    }
    return whole.take() + "\n" + families.take()
  }
}
