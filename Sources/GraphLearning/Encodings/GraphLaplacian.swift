internal import DenseKernels

/// The connections of an encoded graph without their directions, as graph spectra are taken of them.
struct GraphLaplacian {
  /// For each node those that it is connected with, ascending, each once.
  let adjacent: [[Int]]

  /// The most nodes whose spectrum is taken: time grows with the third power.
  static let mostNodes = 4096

  /// The connections of a graph.
  init(_ graph: EncodedGraph) {
    var sets = Array(repeating: Set<Int>(), count: graph.nodeCount)
    for node in 0..<graph.nodeCount {
      for entry in graph.neighbourOffsets[node]..<graph.neighbourOffsets[node + 1] {
        let other = Int(graph.neighbours[Int(entry)])
        guard other != node else { continue }
        sets[node].insert(other)
        sets[other].insert(node)
      }
    }
    adjacent = sets.map { $0.sorted() }
  }

  /// I − D^-½ A D^-½, row by row; a node without connections has a row of zeros.
  private var normalised: [Double] {
    let size = adjacent.count
    let roots = adjacent.map { $0.isEmpty ? 0 : 1 / Double($0.count).squareRoot() }
    var matrix = Array(repeating: 0.0, count: size * size)
    for (node, others) in adjacent.enumerated() where !others.isEmpty {
      matrix[node * size + node] = 1
      for other in others { matrix[node * size + other] = -roots[node] * roots[other] }
    }
    return matrix
  }

  /// The smallest eigenvalues of the normalised Laplacian, and their vectors if that is wanted; `nil`
  /// of a graph that is too large.
  func spectrum(_ count: Int, withVectors: Bool = false) -> SymmetricSpectrum? {
    guard adjacent.count <= Self.mostNodes else { return nil }
    return SymmetricSpectrum(
      normalised, size: adjacent.count, smallest: count, withVectors: withVectors)
  }
}
