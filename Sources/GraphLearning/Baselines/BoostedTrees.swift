/// Gradient boosting of regression trees on binned features (Friedman, Annals of Statistics 2001;
/// bins as LightGBM has them, Ke et al., NeurIPS 2017): each tree takes a step towards what the trees
/// before it have left over.
package struct BoostedTrees: FeatureModel {
  private let mean: Double
  private var trees: [RegressionTree] = []

  private static let rounds = 300
  private static let rate = 0.08

  /// Fits trees to training points and their targets; there must be at least one.
  package init(_ points: [[Double]], _ targets: [Double]) {
    mean = targets.reduce(0, +) / Double(targets.count)
    let bins = FeatureBins(of: points)
    var left = targets.map { [mean] in $0 - mean }
    for _ in 0..<Self.rounds {
      let tree = RegressionTree(bins, left)
      for (index, point) in points.enumerated() { left[index] -= Self.rate * tree.predict(point) }
      trees.append(tree)
    }
  }

  /// What it says of a network with these features.
  package func predict(_ features: [Double]) -> Double {
    trees.reduce(mean) { $0 + Self.rate * $1.predict(features) }
  }
}
