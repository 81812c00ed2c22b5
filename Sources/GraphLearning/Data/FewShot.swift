internal import Statistics

/// Which few networks are measured, where only few can be.
package struct FewShot: Sendable, Equatable {
  /// How they are chosen. Networks are told apart by what the learned baselines see of them:
  /// counts and log costs of operators, and paths of cells.
  package enum Sampler: String, Sendable, CaseIterable {
    /// By a hash of their structure.
    case random
    /// The first by that hash, then always the one whose largest cosine to those chosen is the
    /// least: as unlike as can be (Akhauri and Abdelfattah, arXiv 2403.02446, section 4).
    case cosine
    /// Always the one that brings the others nearest to those chosen, in the sum of Euclidean
    /// distances: greedy k-medoids. Of more than 2,048 networks as many, by hash, are looked at.
    case coverage
  }

  /// The number of networks; 0 for all.
  package var count = 0
  /// How they are chosen.
  package var sampler = Sampler.random

  /// All networks.
  package init() {}

  private static let mostCovered = 2048

  /// The rows of the networks that are chosen, in their order.
  ///
  /// - Parameters:
  ///   - rows: The rows that may be learned from.
  ///   - data: Networks and figures.
  ///   - seed: What chance begins with.
  /// - Returns: All rows if there are no more networks than are wanted.
  package func choose(from rows: [Int], of data: TrainingData, seed: UInt64) -> [Int] {
    let networks = Set(rows.map { data.rows[$0].network }).sorted()
    guard count > 0, networks.count > count else { return rows }
    let drawn = Self.drawn(networks, of: data, seed: seed)
    let chosen: Set<Int>
    switch sampler {
    case .random: chosen = Set(drawn.prefix(count))
    case .cosine: chosen = Set(Self.unlike(count, Features(drawn, of: data)).map { drawn[$0] })
    case .coverage:
      let seen = Array(drawn.prefix(max(count, Self.mostCovered)))
      chosen = Set(Self.central(count, Features(seen, of: data)).map { seen[$0] })
    }
    return rows.filter { chosen.contains(data.rows[$0].network) }
  }

  /// Networks by a hash of structure and seed, and where one has several batch sizes by position.
  private static func drawn(_ networks: [Int], of data: TrainingData, seed: UInt64) -> [Int] {
    let shares = networks.map { Split.share(of: data.networks[$0].structure, seed: seed) }
    return networks.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }.map { networks[$0] }
  }

  private static func unlike(_ count: Int, _ features: Features) -> [Int] {
    var chosen = [0]
    var nearest = features.rows.indices.map { features.cosine($0, 0) }
    while chosen.count < count {
      nearest[chosen[chosen.count - 1]] = .infinity
      let next = nearest.indices.min { nearest[$0] < nearest[$1] } ?? 0
      chosen.append(next)
      for index in nearest.indices {
        nearest[index] = max(nearest[index], features.cosine(index, next))
      }
    }
    return chosen
  }

  private static func central(_ count: Int, _ features: Features) -> [Int] {
    let size = features.rows.count
    var distances = Array(repeating: Float(0), count: size * size)
    for i in 0..<size {
      for j in 0..<i {
        let distance = features.distance(i, j)
        distances[i * size + j] = distance
        distances[j * size + i] = distance
      }
    }
    var chosen: [Int] = []
    var nearest = Array(repeating: Float.greatestFiniteMagnitude, count: size)
    while chosen.count < count {
      var (best, least) = (0, Double.infinity)
      for candidate in 0..<size where !chosen.contains(candidate) {
        var sum = 0.0
        for other in 0..<size {
          sum += Double(min(nearest[other], distances[candidate * size + other]))
        }
        if sum < least { (best, least) = (candidate, sum) }
      }
      chosen.append(best)
      for other in 0..<size { nearest[other] = min(nearest[other], distances[best * size + other]) }
    }
    return chosen
  }

  /// Networks as vectors.
  private struct Features {
    let rows: [[Float]]
    private let lengths: [Float]

    init(_ networks: [Int], of data: TrainingData) {
      let sums = networks.map { data.networks[$0].sums }
      let features = NetworkFeatures(of: sums)
      rows = sums.map { features($0).map { Float($0) } }
      lengths = rows.map { row in row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    }

    func cosine(_ i: Int, _ j: Int) -> Float {
      var sum: Float = 0
      for (a, b) in zip(rows[i], rows[j]) { sum += a * b }
      return sum / max(lengths[i] * lengths[j], .leastNormalMagnitude)
    }

    func distance(_ i: Int, _ j: Int) -> Float {
      var sum: Float = 0
      for (a, b) in zip(rows[i], rows[j]) { sum += (a - b) * (a - b) }
      return sum.squareRoot()
    }
  }
}
