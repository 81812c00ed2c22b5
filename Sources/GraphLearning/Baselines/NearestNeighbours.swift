/// The mean of the targets of the nearest training points, each weighted by the inverse of its
/// distance; a point that is met again has its own target.
package struct NearestNeighbours: FeatureModel {
  private let points: [[Double]]
  private let targets: [Double]

  /// How many points count.
  private static let most = 5

  /// Keeps training points with their targets.
  package init(_ points: [[Double]], _ targets: [Double]) {
    self.points = points
    self.targets = targets
  }

  /// What it says of a network with these features.
  package func predict(_ features: [Double]) -> Double {
    var nearest: [(distance: Double, target: Double)] = []
    for (point, target) in zip(points, targets) {
      let distance = squaredDistance(point, features)
      if nearest.count == Self.most, let last = nearest.last, distance >= last.distance { continue }
      let place = nearest.firstIndex { $0.distance > distance } ?? nearest.count
      nearest.insert((distance, target), at: place)
      if nearest.count > Self.most { nearest.removeLast() }
    }
    var (sum, weights) = (0.0, 0.0)
    for (distance, target) in nearest {
      let weight = 1 / (distance.squareRoot() + 1e-9)
      sum += weight * target
      weights += weight
    }
    return sum / weights
  }
}
