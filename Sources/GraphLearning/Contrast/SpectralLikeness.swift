package import DenseKernels

/// How alike graphs are by the smallest eigenvalues of their normalised Laplacians: what a contrastive
/// encoder is to reproduce.
///
/// Reference: GENNAPE, arXiv 2211.17226, its section on contrastive learning.
package enum SpectralLikeness {
  /// What stands in place of the eigenvalues that a small graph does not have; the paper does not say.
  package enum Padding: String, Sendable, CaseIterable {
    /// 2, which none is above.
    case bound
    /// The graph's largest.
    case last
  }

  /// So many of the smallest eigenvalues of a graph, ascending; `nil` of a graph that is too large.
  package static func eigenvalues(
    _ count: Int, of graph: EncodedGraph, padding: Padding
  ) -> [Double]? {
    guard var values = GraphLaplacian(graph).spectrum(count)?.values else { return nil }
    let filler = padding == .bound ? 2 : values.last ?? 0
    while values.count < count { values.append(filler) }
    return values
  }

  /// The Euclidean distance of two lists.
  package static func distance(_ a: [Double], _ b: [Double]) -> Double {
    squaredDistance(a, b).squareRoot()
  }

  /// For each of several graphs how much it is to be drawn to each other one: the softmax of −σ / T
  /// over all but itself, σ the distance of their spectra.
  ///
  /// - Parameters:
  ///   - spectra: The graphs' eigenvalues.
  ///   - temperature: T.
  /// - Returns: A row a graph, 0 for itself.
  package static func attractions(_ spectra: [[Double]], temperature: Double) -> Matrix {
    let count = spectra.count
    var matrix = Matrix(rows: count, columns: count)
    for row in 0..<count {
      var shares = (0..<count).map { other in
        -distance(spectra[row], spectra[other]) / temperature
      }
      let largest = shares.enumerated().lazy.filter { $0.offset != row }.map(\.element).max() ?? 0
      for other in 0..<count {
        shares[other] = other == row ? 0 : 1 + exponential(minusOne: shares[other] - largest)
      }
      let sum = shares.reduce(0, +)
      for other in 0..<count where sum > 0 { matrix[row, other] = Float(shares[other] / sum) }
    }
    return matrix
  }
}
