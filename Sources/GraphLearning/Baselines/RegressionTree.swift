/// A tree of at most `depth` levels whose leaves hold means of the targets.
struct RegressionTree: Sendable {
  /// A point goes left if its feature is at most the bound; a leaf has no branches.
  private struct Branch {
    var feature = 0
    var bound = 0.0
    var left = 0
    var right = 0
    var value = 0.0
  }

  private var branches: [Branch] = []

  private static let depth = 5
  private static let leastPoints = 3
  /// What a leaf's mean is drawn towards 0 by, in points.
  private static let shrinkage = 1.0

  /// Grows a tree that splits where the squared error falls most.
  init(_ bins: FeatureBins, _ targets: [Double]) {
    _ = grow(Array(0..<bins.count), bins, targets, level: 0)
  }

  /// The value of the leaf that a point falls into.
  func predict(_ point: [Double]) -> Double {
    var index = 0
    while branches[index].left > 0 {
      let branch = branches[index]
      index = point[branch.feature] <= branch.bound ? branch.left : branch.right
    }
    return branches[index].value
  }

  // MARK: Growing

  private mutating func grow(
    _ points: [Int], _ bins: FeatureBins, _ targets: [Double], level: Int
  ) -> Int {
    let sum = points.reduce(0) { $0 + targets[$1] }
    let index = branches.count
    branches.append(Branch(value: sum / (Double(points.count) + Self.shrinkage)))
    guard level < Self.depth, points.count >= 2 * Self.leastPoints,
      let (feature, bin) = Self.split(points, bins, targets, sum)
    else { return index }
    let left = points.filter { bins.bins[feature][$0] <= bin }
    let right = points.filter { bins.bins[feature][$0] > bin }
    branches[index].feature = feature
    branches[index].bound = bins.bounds[feature][Int(bin)]
    let leftIndex = grow(left, bins, targets, level: level + 1)
    let rightIndex = grow(right, bins, targets, level: level + 1)
    branches[index].left = leftIndex
    branches[index].right = rightIndex
    return index
  }

  /// The split with the greatest gain; `nil` if none helps.
  private static func split(
    _ points: [Int], _ bins: FeatureBins, _ targets: [Double], _ sum: Double
  ) -> (feature: Int, bin: UInt8)? {
    let whole = sum * sum / (Double(points.count) + shrinkage)
    var best: (gain: Double, feature: Int, bin: UInt8)?
    for feature in bins.bins.indices where !bins.bounds[feature].isEmpty {
      var sums = Array(repeating: 0.0, count: bins.bounds[feature].count + 1)
      var counts = Array(repeating: 0, count: sums.count)
      for point in points {
        let bin = Int(bins.bins[feature][point])
        sums[bin] += targets[point]
        counts[bin] += 1
      }
      var (leftSum, leftCount) = (0.0, 0)
      for bin in 0..<sums.count - 1 {
        leftSum += sums[bin]
        leftCount += counts[bin]
        let rightCount = points.count - leftCount
        guard leftCount >= leastPoints, rightCount >= leastPoints else { continue }
        let rightSum = sum - leftSum
        let gain =
          leftSum * leftSum / (Double(leftCount) + shrinkage)
          + rightSum * rightSum / (Double(rightCount) + shrinkage) - whole
        if gain > best?.gain ?? 1e-12 { best = (gain, feature, UInt8(bin)) }
      }
    }
    return best.map { ($0.feature, $0.bin) }
  }
}
