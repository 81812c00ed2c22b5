/// Networks with their measured figures, encoded and ready to learn from.
package struct TrainingData: Sendable {
  /// One network at one batch size.
  package struct Network: Sendable {
    /// The graph's content hash.
    package let id: String
    /// The same without the batch size; the id where the record has none.
    package let structure: String
    /// The family, where the record names one.
    package let family: String?
    /// What the predictor reads.
    package let encoded: EncodedGraph
    /// What the baselines read.
    package let sums: OperatorSums
  }

  /// One figure about one network on one platform.
  package struct Row: Sendable, Equatable {
    /// The network's position.
    package let network: Int
    /// The target's position.
    package let target: Int
    /// The figure in SI units.
    package let value: Double
    /// The batch size.
    package let batch: Int?
    /// The family, as the figure or else the network names it.
    package let family: String
    /// The dataset's own split, such as `train`.
    package let split: String?
    /// The dataset.
    package let dataset: String?
  }

  /// The networks that figures are about.
  package let networks: [Network]
  /// What the figures are of, in order.
  package let targets: [Target]
  /// The figures, in an order that does not depend on where they came from.
  package let rows: [Row]
  /// Figures that were left out because no graph came with them.
  package let orphans: Int
  /// Graphs that figures are about and that the encoding knows nothing of.
  package let foreign: Int
  /// The conditions that figures of one network and one target differ in, with their values, by name.
  package let differences: [(name: String, values: [String])]
}

extension TrainingData {
  /// Figures of one target, each of a network of its own that is encoded already.
  ///
  /// - Parameters:
  ///   - target: What the figures are of.
  ///   - samples: A network and its figure each; their order is the order of the rows.
  package init(
    of target: Target, _ samples: [(encoded: EncodedGraph, sums: OperatorSums, value: Double)]
  ) {
    networks = samples.enumerated().map { index, sample in
      Network(
        id: "\(index)", structure: "\(index)", family: nil, encoded: sample.encoded,
        sums: sample.sums)
    }
    targets = [target]
    rows = samples.enumerated().map { index, sample in
      Row(
        network: index, target: 0, value: sample.value, batch: nil, family: "unknown", split: nil,
        dataset: nil)
    }
    orphans = 0
    foreign = 0
    differences = []
  }
}
