package import DenseKernels

/// How a predictor does on rows of the data, beside the baselines fitted to its training rows.
package struct Evaluation: Sendable {
  /// One model's figures on one group of rows.
  package struct Line: Sendable, Equatable {
    /// The platform, with metric and phase where there are several; `nil` for all.
    package let platform: String?
    /// The family; `nil` for all.
    package let family: String?
    /// `gnn`, or a baseline's name.
    package let model: String
    /// The figures.
    package let metrics: Metrics
  }

  /// A row with what the predictor says of it.
  package struct Judged: Sendable {
    /// The row.
    package let row: TrainingData.Row
    /// The figure that the predictor gives.
    package let prediction: Double
  }

  /// The name of the predictor among the models.
  package static let predictorName = "gnn"

  /// The figures of every group: each platform with each family and with all, and all platforms.
  package private(set) var lines: [Line] = []
  /// The rows that were judged, in their order.
  package private(set) var judged: [Judged] = []
  /// Rows of targets that the predictor does not know.
  package private(set) var skipped = 0

  /// Judges a predictor.
  ///
  /// - Parameters:
  ///   - predictor: The predictor.
  ///   - rows: The rows that it is judged on.
  ///   - train: The rows that the baselines are fitted to: what the predictor learned from.
  ///   - data: The networks and figures.
  ///   - workers: The threads.
  package init(
    _ predictor: TrainedPredictor, on rows: [Int], train: [Int], of data: TrainingData,
    workers: Workers
  ) {
    var heads: [Target: Int] = [:]
    for (head, target) in predictor.targets.enumerated() { heads[target] = head }
    let names = Target.names(of: predictor.targets)
    let known = rows.filter { heads[data.targets[data.rows[$0].target]] != nil }
    skipped = rows.count - known.count
    let networks = Set(known.map { data.rows[$0].network }).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    var tape = Tape(workers: workers)
    let figures = predictor.predict(
      networks.map { (data.networks[$0].encoded, data.networks[$0].sums) }, on: &tape)
    let baselines = Baseline.allCases.map {
      FittedBaseline($0, to: train, of: data, targets: predictor.targets)
    }
    var opinions: [Opinion] = []
    for row in known.map({ data.rows[$0] }) {
      let head = heads[data.targets[row.target]] ?? 0
      let prediction = figures[positions[row.network] ?? 0][head]
      judged.append(Judged(row: row, prediction: prediction))
      let sums = data.networks[row.network].sums
      opinions.append(
        Opinion(
          platform: names[head], family: row.family, truth: row.value,
          values: [prediction] + baselines.map { $0.predict(sums, target: head) }))
    }
    summarise(opinions, models: [Self.predictorName] + baselines.map(\.kind.rawValue))
  }

  /// What every model says of one row.
  private struct Opinion {
    let platform: String
    let family: String
    let truth: Double
    let values: [Double?]
  }

  private mutating func summarise(_ opinions: [Opinion], models: [String]) {
    let platforms = Set(opinions.map(\.platform)).sorted()
    for platform in platforms.map(Optional.some) + (platforms.count > 1 ? [nil] : []) {
      let own = opinions.filter { platform == nil || $0.platform == platform }
      for family in Set(own.map(\.family)).sorted().map(Optional.some) + [nil] {
        let group = own.filter { family == nil || $0.family == family }
        for (index, model) in models.enumerated() {
          let pairs = group.compactMap { opinion in
            opinion.values[index].map { (prediction: $0, truth: opinion.truth) }
          }
          guard !pairs.isEmpty else { continue }
          lines.append(
            Line(
              platform: platform, family: family, model: model,
              metrics: Metrics(
                predictions: pairs.map(\.prediction), truths: pairs.map(\.truth))))
        }
      }
    }
  }
}
