package import DenseKernels

/// How a predictor does on rows of the data, beside the baselines fitted to its training rows.
package struct Evaluation: Sendable {
  /// What is judged besides the predictor's own figures.
  package struct Settings: Sendable {
    /// The baselines beside the predictor.
    package var baselines = Baseline.allCases
    /// How often rows are drawn anew for the confidence of the figures over all families; 0 for none.
    package var resamples = 200
    /// Whether it is asked how uncertain each prediction is, as `Coverage` wants to know.
    package var asksForSpreads = false

    /// The usual settings.
    package init() {}
  }

  /// One model's figures on one group of rows.
  package struct Line: Sendable, Equatable {
    /// The platform, with metric and phase where there are several; `nil` for all.
    package let platform: String?
    /// The rows.
    package let group: Group
    /// `gnn`, or a baseline's name.
    package let model: String
    /// The figures.
    package let metrics: Metrics
    /// How far they would move with other rows of the same kind, where that was asked for.
    package let confidence: Confidence?
  }

  /// A row with what every model says of it.
  package struct Judged: Sendable {
    /// The row.
    package let row: TrainingData.Row
    /// The head that predicts it.
    package let head: Int
    /// The size of its network among those that are judged: 1 for the tenth with the fewest
    /// operations, 10 for the tenth with the most.
    package let decile: Int
    /// The figure that each of `models` gives; `nil` where it has nothing to go by.
    package let figures: [Double?]

    /// How uncertain the logarithm of the predictor's figure is, in the unit of its calibration.
    package let spread: Double

    /// The figure that the predictor gives.
    package var prediction: Double { figures.first.flatMap { $0 } ?? .nan }

    /// The relative error of a model's figure; `nil` where it has none.
    package func error(ofModel model: Int) -> Double? {
      figures[model].map { abs($0 - row.value) / row.value }
    }
  }

  /// The name of the predictor among the models.
  package static let predictorName = "gnn"

  /// The models: the predictor first.
  package let models: [String]
  /// The figures of every group: each platform with each family, each size and all, and the same for
  /// all platforms.
  package private(set) var lines: [Line] = []
  /// The rows that were judged, in their order.
  package private(set) var judged: [Judged] = []
  /// Rows of targets that the predictor does not know.
  package private(set) var skipped = 0

  /// Judges a predictor.
  ///
  /// - Parameters:
  ///   - predictor: The predictor; of several, which are judged one by one too, their mean.
  ///   - rows: The rows that it is judged on.
  ///   - train: The rows that the baselines are fitted to: what the predictor learned from.
  ///   - data: The networks and figures.
  ///   - settings: What is judged besides.
  ///   - workers: The threads.
  package init(
    _ predictor: Ensemble, on rows: [Int], train: [Int], of data: TrainingData,
    _ settings: Settings = Settings(), workers: Workers
  ) {
    let members = predictor.members.count
    models =
      [Self.predictorName]
      + (members == 1 ? [] : (1...members).map { "\(Self.predictorName)-\($0)" })
      + settings.baselines.map(\.rawValue)
    var heads: [Target: Int] = [:]
    let targets = predictor.members[0].targets
    for (head, target) in targets.enumerated() { heads[target] = head }
    let known = rows.filter { heads[data.targets[data.rows[$0].target]] != nil }
    skipped = rows.count - known.count
    let networks = Set(known.map { data.rows[$0].network }).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    let deciles = Self.deciles(of: networks.map { data.networks[$0].sums.total.flops })
    var tape = Tape(workers: workers)
    let figures = predictor.predict(
      networks.map { (data.networks[$0].encoded, data.networks[$0].sums) }, on: &tape)
    let mill = members == 1 && settings.asksForSpreads ? predictor.members[0].mill : nil
    let spreads = networks.map { network in
      data.networks[network].encoded.traits.flatMap { mill?.predict($0).map(\.spread) }
    }
    let baselines = settings.baselines.map {
      $0.fit(to: train, of: data, targets: targets)
    }
    for row in known.map({ data.rows[$0] }) {
      let head = heads[data.targets[row.target]] ?? 0
      let position = positions[row.network] ?? 0
      let sums = data.networks[row.network].sums
      judged.append(
        Judged(
          row: row, head: head, decile: deciles[position],
          figures: [figures.mean[position][head]]
            + (members == 1 ? [] : figures.members.map { $0[position][head] })
            + baselines.map { $0.predict(sums, target: head) },
          spread: spreads[position]?[head] ?? 1))
    }
    summarise(targets, settings)
  }

  // MARK: Parts

  /// The tenth of the sorted values that each falls into, from 1; equal values fall into one.
  private static func deciles(of values: [Double]) -> [Int] {
    let sorted = values.sorted()
    return values.map { value in
      let below = sorted.partitioningIndex { $0 >= value }
      return below * 10 / sorted.count + 1
    }
  }

  private mutating func summarise(_ targets: [Target], _ settings: Settings) {
    let names = Target.names(of: targets)
    let heads = Set(judged.map(\.head)).sorted()
    for head in heads.map(Optional.some) + (heads.count > 1 ? [nil] : []) {
      let own = judged.filter { head == nil || $0.head == head }
      let groups =
        Set(own.map(\.row.family)).sorted().map(Group.family)
        + Set(own.map(\.decile)).sorted().map(Group.size) + [.all]
      // Of the metrics that are recorded only an accuracy is the better the larger it is.
      let smallerIsBetter = targets[head ?? 0].metric != "accuracy"
      for group in groups {
        let rows = own.filter { group.contains($0) }
        for (index, model) in models.enumerated() {
          let pairs = rows.compactMap { row in
            row.figures[index].map { (prediction: $0, truth: row.row.value) }
          }
          guard !pairs.isEmpty else { continue }
          let (predictions, truths) = (pairs.map(\.prediction), pairs.map(\.truth))
          lines.append(
            Line(
              platform: head.map { names[$0] }, group: group, model: model,
              metrics: Metrics(
                predictions: predictions, truths: truths, smallerIsBetter: smallerIsBetter),
              confidence: group == .all && settings.resamples > 0
                ? Confidence(predictions, truths, resamples: settings.resamples) : nil))
        }
      }
    }
  }
}

extension [Double] {
  /// The first position from which a condition holds for all of a list that is sorted by it.
  fileprivate func partitioningIndex(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
