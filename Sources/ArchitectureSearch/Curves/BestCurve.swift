/// The best figure after each architecture that was trained, over runs with several seeds.
package struct BestCurve: Sendable, Equatable {
  /// The curve at one number of trained architectures.
  package struct Point: Sendable, Equatable {
    /// How many were trained.
    package let models: Int
    /// The mean of the runs' best figures, with its band.
    package let best: Resampling
  }

  /// Whose it is.
  package let name: String
  /// The points, from left to right; there are none before every run has found a valid architecture.
  package let points: [Point]

  /// The curve of runs; one that has ended stays where it is.
  ///
  /// - Parameters:
  ///   - name: Whose it is.
  ///   - runs: The runs.
  ///   - most: The most points: where there are more architectures, some are left out.
  package init(_ name: String, of runs: [TrainedSequence], most: Int = 200) {
    self.name = name
    let curves = runs.map(\.best)
    let length = curves.map(\.count).max() ?? 0
    let step = max(1, (length + most - 1) / most)
    var points: [Point] = []
    for models in 1...max(length, 1)
    where models <= length && (models <= 20 || models.isMultiple(of: step) || models == length) {
      let values = curves.compactMap { curve in
        curve.isEmpty ? nil : curve[min(models, curve.count) - 1]
      }
      guard values.count == runs.count, values.allSatisfy(\.isFinite) else { continue }
      points.append(Point(models: models, best: Resampling(of: values)))
    }
    self.points = points
  }
}
