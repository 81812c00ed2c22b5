import Datasets
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes what came of an evaluation as the options ask.
  mutating func report(
    _ evaluation: Evaluation, of checkpoints: [Checkpoint], hash: String, _ data: TrainingData,
    _ options: ReportOptions
  ) throws {
    var checkpoint = checkpoints[0]
    // The mean of several has no intervals.
    if checkpoints.count > 1 { checkpoint.calibration = nil }
    func table(_ table: ReportTable) -> TextTable {
      table.table(of: evaluation, data, worst: options.worst, checkpoint.calibration)
    }
    if let path = options.plot {
      let tables = [ReportTable.overall, .families, .ranking, .intervals, .worst].map {
        (title: $0.rawValue, table: MarkedTable(table($0)))
      }
      let page = EvaluationPage(
        title: "\(checkpoint.predictor.configuration.predictor) \(hash)", tables: tables,
        plots: EvaluationPlots(evaluation, of: checkpoint, data))
      if !(try page.write(into: OutputFolder(path: path))) {
        warn("no PNG was drawn: that needs rsvg-convert, of librsvg2-bin")
      }
    }
    if let path = options.predictions {
      let file: any ByteSink = path == "-" ? output : try AtomicFile(path: path)
      try write(evaluation, hash: hash, data, to: file)
      if path == "-" { return }
      try file.finish()
    }
    if options.json {
      try output.write(evaluation.json)
    } else if options.csv {
      try output.write(evaluation.csv)
    } else {
      let tables = options.tables.map { name in
        var table = table(name)
        return options.markdown ? MarkedTable(table).markdown : table.take()
      }
      try output.write(Array(tables.joined(separator: "\n").utf8))
    }
  }

  private func write(
    _ evaluation: Evaluation, hash: String, _ data: TrainingData, to file: any ByteSink
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
}
