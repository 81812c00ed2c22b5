internal import Charts
package import GraphLearning
internal import Statistics

/// The pictures of an evaluation: what is predicted beside what was measured, how errors are distributed,
/// how often intervals hold, how training went, how alike the platforms are.
package struct EvaluationPlots: Sendable {
  /// One picture.
  package struct Plot: Sendable {
    /// The name of its file, without an ending.
    package let name: String
    /// What it shows.
    package let title: String
    /// The drawing.
    package let svg: String
  }

  /// The pictures, in order.
  package private(set) var plots: [Plot] = []

  /// Draws all that there is something to draw of.
  package init(_ evaluation: Evaluation, of checkpoint: Checkpoint, _ data: TrainingData) {
    let targets = checkpoint.predictor.targets
    let names = Target.names(of: targets)
    let heads = Set(evaluation.judged.map(\.head)).sorted()
    for head in heads {
      let own = evaluation.judged.filter { $0.head == head }
      addScatter(own, names[head], unit: targets[head].unit)
      addErrors(own, evaluation.models, names[head])
    }
    addCalibration(evaluation.judged, heads, names, checkpoint.calibration)
    addTraining(checkpoint.history)
    addPlatforms(evaluation.judged, heads, names)
  }

  private mutating func add(_ name: String, _ title: String, _ svg: String) {
    let safe = name.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    plots.append(Plot(name: String(safe), title: title, svg: svg))
  }

  private mutating func addScatter(_ judged: [Evaluation.Judged], _ name: String, unit: String) {
    let families = Set(judged.map(\.row.family)).sorted()
    let series = families.map { family in
      let own = judged.filter { $0.row.family == family }
      return Chart.Series(family, own.map { ($0.row.value, $0.prediction) })
    }
    let title = "\(name): predicted and measured"
    add(
      "scatter-\(name)", title,
      Chart(
        title: title, ChartAxis("measured, \(unit)", isLogarithmic: true),
        ChartAxis("predicted, \(unit)", isLogarithmic: true), series, style: .dots,
        hasDiagonal: true
      ).svg)
  }

  private mutating func addErrors(
    _ judged: [Evaluation.Judged], _ models: [String], _ name: String
  ) {
    var series: [Chart.Series] = []
    for (index, model) in models.enumerated() {
      let errors = judged.compactMap { $0.error(ofModel: index) }.sorted()
      guard !errors.isEmpty else { continue }
      let points = (0...100).map { step in
        let bound = Double(step) / 200
        return (bound * 100, Double(errors.count { $0 <= bound }) / Double(errors.count))
      }
      series.append(Chart.Series(model, points))
    }
    let title = "\(name): networks within an error"
    add(
      "errors-\(name)", title,
      Chart(
        title: title, ChartAxis("relative error, %", 0...50),
        ChartAxis("share of the networks", 0...1), series
      ).svg)
  }

  private mutating func addCalibration(
    _ judged: [Evaluation.Judged], _ heads: [Int], _ names: [String], _ calibration: Calibration?
  ) {
    guard let calibration else { return }
    var series: [Chart.Series] = []
    for head in heads {
      let own = judged.filter { $0.head == head }
      let points = (1...19).compactMap { step in
        let wanted = Double(step) / 20
        return Coverage(of: own, calibration, probability: wanted).map { (wanted, $0.share) }
      }
      if !points.isEmpty { series.append(Chart.Series(names[head], points)) }
    }
    guard !series.isEmpty else { return }
    let title = "Intervals: what they are to hold, and what they hold"
    add(
      "calibration", title,
      Chart(
        title: title, ChartAxis("wanted", 0...1), ChartAxis("held", 0...1), series,
        hasDiagonal: true
      ).svg)
  }

  private mutating func addTraining(_ history: [EpochReport]) {
    guard history.count > 1 else { return }
    var series = [Chart.Series("loss", history.map { (Double($0.epoch), $0.loss) })]
    let validation = history.compactMap { report in
      report.validation.map { (x: Double(report.epoch), y: $0) }
    }
    if !validation.isEmpty { series.append(Chart.Series("validation MAPE", validation)) }
    let title = "Training"
    add(
      "training", title,
      Chart(title: title, ChartAxis("epoch"), ChartAxis("loss", isLogarithmic: true), series).svg)
  }

  private mutating func addPlatforms(
    _ judged: [Evaluation.Judged], _ heads: [Int], _ names: [String]
  ) {
    guard heads.count > 1 else { return }
    var figures: [Int: [Int: Double]] = [:]
    for row in judged { figures[row.head, default: [:]][row.row.network] = row.row.value }
    let values = heads.map { left in
      heads.map { right -> Double? in
        let (a, b) = (figures[left] ?? [:], figures[right] ?? [:])
        let shared = a.keys.filter { b[$0] != nil }.sorted()
        guard shared.count > 2 else { return nil }
        return RankCorrelation.spearman(
          shared.compactMap { a[$0] }, shared.compactMap { b[$0] })
      }
    }
    let title = "Rank correlation of the platforms' figures (Spearman)"
    add(
      "platforms", title,
      HeatMap(title: title, names: heads.map { names[$0] }, values: values).svg)
  }
}
