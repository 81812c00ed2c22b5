internal import Statistics

/// A model of the logarithm of a figure.
package protocol FeatureModel: Sendable {
  /// What it says of a network with these features.
  func predict(_ features: [Double]) -> Double
}

/// A baseline that learns the logarithm of each target's figures from `NetworkFeatures`.
struct LearnedBaseline: FittedBaseline {
  private let features: NetworkFeatures
  private var models: [(any FeatureModel)?] = []

  /// Fits a model for each target that has training rows.
  ///
  /// - Parameters:
  ///   - rows: The rows to fit to.
  ///   - data: The networks and figures.
  ///   - targets: The targets that it is to know.
  ///   - fit: Makes a model of features and the logarithms that go with them.
  init(
    to rows: [Int], of data: TrainingData, targets: [Target],
    _ fit: ([[Double]], [Double]) -> any FeatureModel
  ) {
    let networks = Set(rows.map { data.rows[$0].network }).sorted()
    let features = NetworkFeatures(of: networks.map { data.networks[$0].sums })
    let inputs = Dictionary(
      uniqueKeysWithValues: networks.map { ($0, features(data.networks[$0].sums)) })
    self.features = features
    for target in targets {
      let own = rows.map { data.rows[$0] }.filter { data.targets[$0.target] == target }
      models.append(
        own.isEmpty
          ? nil
          : fit(
            own.map { inputs[$0.network] ?? [] }, own.map { Logarithm.natural($0.value) }))
    }
  }

  func predict(_ sums: OperatorSums, target: Int) -> Double? {
    guard models.indices.contains(target), let model = models[target] else { return nil }
    return Logarithm.exponential(model.predict(features(sums)))
  }
}
