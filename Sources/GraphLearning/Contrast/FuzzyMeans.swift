internal import DenseKernels

/// Fuzzy C-means: centres of points, and how far each point belongs to each (Bezdek, 1981; GENNAPE,
/// arXiv 2211.17226, its section on the ensemble).
package struct FuzzyMeans: Sendable {
  /// The centres, a row each.
  package private(set) var centroids: [[Double]]
  /// What the memberships' exponent follows from; above 1.
  package let fuzziness: Double
  /// The rounds that it took.
  package private(set) var rounds = 0

  /// Centres that are known.
  package init(centroids: [[Double]], fuzziness: Double) {
    precondition(fuzziness > 1)
    self.centroids = centroids
    self.fuzziness = fuzziness
  }

  /// Finds centres of points from first memberships, until none of them changes by more than
  /// `tolerance` or after so many rounds.
  package init(
    of points: [[Double]], memberships first: [[Double]], fuzziness: Double,
    tolerance: Double = 1e-9, mostRounds: Int = 1000
  ) {
    self.init(centroids: [], fuzziness: fuzziness)
    precondition(points.count == first.count && !points.isEmpty)
    var memberships = first
    var change = Double.infinity
    while change > tolerance, rounds < mostRounds {
      centroids = Self.centres(of: points, memberships, fuzziness)
      let next = points.map { self.memberships(of: $0) }
      change = 0
      for (old, new) in zip(memberships, next) {
        for (a, b) in zip(old, new) { change = max(change, abs(a - b)) }
      }
      memberships = next
      rounds += 1
    }
  }

  /// Finds so many centres of points; the first are points far from each other, the first of them
  /// drawn.
  package init(
    of points: [[Double]], count: Int, fuzziness: Double, by random: inout RandomSource
  ) {
    var centres = [points[Int(random.next() % UInt64(points.count))]]
    var nearest = points.map { squaredDistance($0, centres[0]) }
    while centres.count < count {
      let farthest = nearest.indices.max { nearest[$0] < nearest[$1] } ?? 0
      centres.append(points[farthest])
      for index in points.indices {
        nearest[index] = min(nearest[index], squaredDistance(points[index], points[farthest]))
      }
    }
    let start = FuzzyMeans(centroids: centres, fuzziness: fuzziness)
    self.init(
      of: points, memberships: points.map { start.memberships(of: $0) }, fuzziness: fuzziness)
  }

  /// How far a point belongs to each centre: 1 / Σⱼ (d²ₖ / d²ⱼ)^(1/(m − 1)); a point that is a centre
  /// belongs to it alone, or to all that it is.
  package func memberships(of point: [Double]) -> [Double] {
    let distances = centroids.map { squaredDistance(point, $0) }
    let exact = distances.count { $0 == 0 }
    if exact > 0 { return distances.map { $0 == 0 ? 1 / Double(exact) : 0 } }
    // Over the least distance first, so that no power overflows.
    let least = distances.min() ?? 1
    let shares = distances.map { power(least / $0, 1 / (fuzziness - 1)) }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }

  private static func centres(
    of points: [[Double]], _ memberships: [[Double]], _ fuzziness: Double
  ) -> [[Double]] {
    let (count, width) = (memberships[0].count, points[0].count)
    var sums = Array(repeating: Array(repeating: 0.0, count: width), count: count)
    var totals = Array(repeating: 0.0, count: count)
    for (point, shares) in zip(points, memberships) {
      for (cluster, share) in shares.enumerated() {
        let weight = power(share, fuzziness)
        totals[cluster] += weight
        for (index, value) in point.enumerated() { sums[cluster][index] += weight * value }
      }
    }
    return zip(sums, totals).map { sum, total in
      sum.map { total > 0 ? $0 / total : 0 }
    }
  }
}
