/// The architectures than which no other is at least as good in all that counts and better in some of
/// it.
package enum ParetoFront {
  /// The places of the points on the front, by the first number from the best on.
  ///
  /// - Parameter points: Numbers of the same count each, the larger the better. One that is not a
  ///   number leaves its point out.
  /// - Returns: Places of points.
  package static func places(of points: [[Double]]) -> [Int] {
    let known = points.indices.filter { points[$0].allSatisfy { !$0.isNaN } }
    let order = known.sorted { left, right in
      for (a, b) in zip(points[left], points[right]) where a != b { return a > b }
      return left < right
    }
    // What dominates a point stands before it.
    var front: [Int] = []
    for place in order where !front.contains(where: { dominates(points[$0], points[place]) }) {
      front.append(place)
    }
    return front
  }

  /// Whether one is at least as good in everything and better in something.
  private static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (a, b) in zip(a, b) {
      if a < b { return false }
      if a > b { isBetter = true }
    }
    return isBetter
  }
}
