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
    let groups = families.map { family in
      let own = judged.filter { $0.row.family == family && $0.prediction > 0 }
      return (
        family,
        own.map { (x: Logarithm.decimal($0.row.value), y: Logarithm.decimal($0.prediction)) }
      )
    }
    let title = "\(name): predicted and measured"
    add(
      "scatter-\(name)", title,
      ScatterPlot(
        title: title, horizontal: "measured, \(unit)", vertical: "predicted, \(unit)",
        groups: groups
      ).svg)
  }

  private mutating func addErrors(
    _ judged: [Evaluation.Judged], _ models: [String], _ name: String
  ) {
    var groups: [(name: String, points: [(x: Double, y: Double)])] = []
    for (index, model) in models.enumerated() {
      let errors = judged.compactMap { $0.error(ofModel: index) }.sorted()
      guard !errors.isEmpty else { continue }
      groups.append(
        (
          model,
          (0...100).map { percent in
            let bound = Double(percent) / 200
            return (bound * 100, Double(errors.count { $0 <= bound }) / Double(errors.count))
          }
        ))
    }
    let title = "\(name): networks within an error"
    add(
      "errors-\(name)", title,
      LinePlot(
        title: title, horizontal: "relative error, %", vertical: "share of the networks",
        groups: groups, ranges: (0...50, 0...1)
      ).svg)
  }

  private mutating func addCalibration(
    _ judged: [Evaluation.Judged], _ heads: [Int], _ names: [String], _ calibration: Calibration?
  ) {
    guard let calibration else { return }
    var groups: [(name: String, points: [(x: Double, y: Double)])] = []
    for head in heads {
      let own = judged.filter { $0.head == head }
      let points = (1...19).compactMap { step in
        let wanted = Double(step) / 20
        return Coverage(of: own, calibration, probability: wanted).map { (wanted, $0.share) }
      }
      if !points.isEmpty { groups.append((names[head], points)) }
    }
    guard !groups.isEmpty else { return }
    let title = "Intervals: what they are to hold, and what they hold"
    add(
      "calibration", title,
      LinePlot(
        title: title, horizontal: "wanted", vertical: "held", groups: groups,
        ranges: (0...1, 0...1), hasDiagonal: true
      ).svg)
  }

  private mutating func addTraining(_ history: [EpochReport]) {
    guard history.count > 1 else { return }
    let losses = history.map { (x: Double($0.epoch), y: Logarithm.decimal(max($0.loss, 1e-12))) }
    var groups = [("loss", losses)]
    let validation = history.compactMap { report in
      report.validation.map { (x: Double(report.epoch), y: Logarithm.decimal(max($0, 1e-12))) }
    }
    if !validation.isEmpty { groups.append(("validation MAPE", validation)) }
    let title = "Training"
    add(
      "training", title,
      LinePlot(
        title: title, horizontal: "epoch", vertical: "logarithm to base ten", groups: groups
      ).svg)
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
