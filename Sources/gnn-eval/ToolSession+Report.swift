import Datasets
import GraphLearning
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes what came of an evaluation as the options ask.
  mutating func report(
    _ evaluation: Evaluation, hash: String, _ data: TrainingData, _ options: ReportOptions
  ) throws {
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
      let tables = options.tables.map { $0.text(of: evaluation, data, worst: options.worst) }
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
