import DenseKernels
import GraphLearning
import Statistics
import Testing

@Suite("Feature models")
struct FeatureModelTests {
  /// A smooth function of two features, and one feature that says nothing.
  static let points: [[Double]] = (0..<120).map { index in
    let (x, y) = (Double(index % 12) / 6 - 1, Double(index / 12) / 5 - 1)
    return [x, y, Double(index * 7 % 5)]
  }
  static let targets = points.map { $0[0] * $0[0] + 0.5 * $0[1] - $0[0] * $0[1] }

  @Test func `a Gaussian process finds a smooth function between its points`() {
    let process = GaussianProcess(Self.points, Self.targets)
    let (x, y) = (0.25, -0.3)
    #expect(abs(process.predict([x, y, 2]) - (x * x + 0.5 * y - x * y)) < 0.05)
  }

  @Test func `trees find a step`() {
    let steps = Self.points.map { $0[0] > 0.1 ? 3.0 : -1 }
    let trees = BoostedTrees(Self.points, steps)
    #expect(abs(trees.predict([0.5, 0, 0]) - 3) < 0.05)
    #expect(abs(trees.predict([-0.5, 0, 0]) + 1) < 0.05)
  }

  @Test func `the neighbours of a known point agree with it`() {
    let neighbours = NearestNeighbours(Self.points, Self.targets)
    #expect(abs(neighbours.predict(Self.points[17]) - Self.targets[17]) < 1e-6)
  }

  @Test func `one point is enough`() {
    #expect(GaussianProcess([[1, 2]], [5]).predict([0, 0]) == 5)
    #expect(BoostedTrees([[1, 2]], [5]).predict([0, 0]) == 5)
    #expect(NearestNeighbours([[1, 2]], [5]).predict([0, 0]) == 5)
  }

  @Test func `a feature with many values has no more bins than there is room for`() {
    let bins = FeatureBins(of: (0..<1000).map { [Double($0 * $0), 4] })
    #expect(bins.bounds[0].count == FeatureBins.most - 1)
    #expect(bins.bounds[1].isEmpty)
    #expect(Set(bins.bins[0]).count == FeatureBins.most)
  }

  @Test func `the solver knows the determinant`() throws {
    let solver = try #require(CholeskyFactor([4, 2, 2, 3], size: 2))
    #expect(abs(solver.logarithmOfDeterminant(Logarithm.natural) - 2.0794415416798357) < 1e-12)
  }
}
