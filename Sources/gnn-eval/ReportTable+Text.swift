import GraphLearning
import ToolSupport

extension ReportTable {
  /// The table.
  ///
  /// - Parameters:
  ///   - evaluation: What it is about.
  ///   - data: The networks and platforms.
  ///   - worst: The most rows of the table of the worst.
  ///   - calibration: What intervals come from, where there are any.
  /// - Returns: Aligned columns with a heading.
  func table(
    of evaluation: Evaluation, _ data: TrainingData, worst: Int, _ calibration: Calibration?
  ) -> TextTable {
    switch self {
    case .overall: Self.overall(evaluation)
    case .families: Self.mape(evaluation, by: "family") { $0.family }
    case .sizes: Self.mape(evaluation, by: "tenth by operations") { $0.size.map { "\($0)" } }
    case .ranking: Self.ranking(evaluation)
    case .errors: Self.errors(evaluation)
    case .worst: Self.worst(evaluation, data, worst)
    case .intervals: Self.intervals(evaluation, data, calibration)
    }
  }

  /// The platforms over all rows.
  private static func overall(_ evaluation: Evaluation) -> TextTable {
    var table = TextTable([
      "platform", "model", "n", "MAPE %", "95 of 100", "RMSPE %", "Acc(1 %)", "Acc(5 %)",
      "Acc(10 %)", "Spearman", "Kendall",
    ])
    for line in evaluation.lines where line.group == .all {
      let metrics = line.metrics
      let range = line.confidence.map { confidence in
        [confidence.mape.lowerBound, confidence.mape.upperBound]
          .map { TextTable.Cell($0 * 100, digits: 2).text }.joined(separator: "-")
      }
      table.add(
        [TextTable.Cell(line.platform ?? "all"), TextTable.Cell(line.model)]
          + [TextTable.Cell(String(metrics.count), isNumber: true)]
          + [TextTable.Cell(metrics.mape * 100, digits: 2)]
          + [TextTable.Cell(range ?? "", isNumber: true)]
          + ([metrics.rmspe] + metrics.within).map { TextTable.Cell($0 * 100, digits: 2) }
          + [metrics.spearman, metrics.kendall].map { TextTable.Cell($0, digits: 4) })
    }
    return table
  }

  /// How well each model finds the best networks of a platform.
  private static func ranking(_ evaluation: Evaluation) -> TextTable {
    let depths = Metrics.depths
    var table = TextTable(
      ["platform", "model", "n"] + depths.map { "NDCG@\($0)" }
        + depths.map { "regret@\($0) %" })
    for line in evaluation.lines where line.group == .all {
      table.add(
        [TextTable.Cell(line.platform ?? "all"), TextTable.Cell(line.model)]
          + [TextTable.Cell(String(line.metrics.count), isNumber: true)]
          + line.metrics.ndcg.map { TextTable.Cell($0, digits: 4) }
          + line.metrics.regret.map { TextTable.Cell($0.map { $0 * 100 }, digits: 2) })
    }
    return table
  }

  /// The models' MAPE in each group of a kind.
  private static func mape(
    _ evaluation: Evaluation, by heading: String, _ name: (Evaluation.Group) -> String?
  ) -> TextTable {
    var table = TextTable(
      ["platform", heading, "n"] + evaluation.models.map { $0 + " MAPE %" })
    for line in evaluation.lines where line.model == Evaluation.predictorName {
      guard let group = name(line.group) else { continue }
      let own = evaluation.lines.filter { $0.platform == line.platform && $0.group == line.group }
      table.add(
        [TextTable.Cell(line.platform ?? "all"), TextTable.Cell(group)]
          + [TextTable.Cell(String(line.metrics.count), isNumber: true)]
          + evaluation.models.map { model in
            TextTable.Cell(
              own.first { $0.model == model }.map { $0.metrics.mape * 100 }, digits: 2)
          })
    }
    return table
  }

  /// The share of each model's rows whose relative error lies between two bounds.
  private static func errors(_ evaluation: Evaluation) -> TextTable {
    let bounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
    var table = TextTable(
      ["model", "n"] + bounds.map { "to \(Int(($0 * 100).rounded())) %" } + ["more"])
    for (index, model) in evaluation.models.enumerated() {
      let errors = evaluation.judged.compactMap { $0.error(ofModel: index) }
      guard !errors.isEmpty else { continue }
      var below = 0
      var shares: [Double] = []
      for bound in bounds + [.infinity] {
        let count = errors.count { $0 <= bound }
        shares.append(Double(count - below) / Double(errors.count))
        below = count
      }
      table.add(
        [TextTable.Cell(model), TextTable.Cell(String(errors.count), isNumber: true)]
          + shares.map { TextTable.Cell($0 * 100, digits: 1) })
    }
    return table
  }

  /// The rows on which the predictor is furthest off.
  private static func worst(
    _ evaluation: Evaluation, _ data: TrainingData, _ most: Int
  ) -> TextTable {
    var table = TextTable(["graph", "family", "platform", "measured", "predicted", "error %"])
    let rows = evaluation.judged.sorted {
      ($0.error(ofModel: 0) ?? 0) > ($1.error(ofModel: 0) ?? 0)
    }
    for judged in rows.prefix(most) {
      table.add(
        [data.networks[judged.row.network].id, judged.row.family]
          .map { TextTable.Cell($0) } + [TextTable.Cell(data.targets[judged.row.target].platform)]
          + [judged.row.value, judged.prediction].map {
            TextTable.Cell("\(Float($0)) \(data.targets[judged.row.target].unit)", isNumber: true)
          } + [TextTable.Cell(judged.error(ofModel: 0).map { $0 * 100 }, digits: 1)])
    }
    return table
  }

  /// How often intervals hold the figures of each platform.
  private static func intervals(
    _ evaluation: Evaluation, _ data: TrainingData, _ calibration: Calibration?
  ) -> TextTable {
    let wanted = [0.5, 0.8, 0.9, 0.95]
    let names = wanted.map { "\(Int(($0 * 100).rounded())) %" }
    var table = TextTable(
      ["platform", "n"] + names.map { "held of \($0)" } + names.map { "width of \($0)" })
    for head in Set(evaluation.judged.map(\.head)).sorted() {
      let own = evaluation.judged.filter { $0.head == head }
      let found = wanted.map { probability in
        calibration.flatMap { Coverage(of: own, $0, probability: probability) }
      }
      table.add(
        [TextTable.Cell(own.first.map { data.targets[$0.row.target].platform } ?? "")]
          + [TextTable.Cell(String(own.count), isNumber: true)]
          + found.map { TextTable.Cell($0.map { $0.share * 100 }, digits: 1) }
          + found.map { TextTable.Cell($0.map { $0.width * 100 }, digits: 1) })
    }
    return table
  }
}
