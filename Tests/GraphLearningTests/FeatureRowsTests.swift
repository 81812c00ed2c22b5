import GraphLearning
import TestSupport
import Testing

@Suite("Feature rows")
struct FeatureRowsTests {
  /// Graphs of one width: rows that repeat, rows of zeros, signed zeros, every row another one.
  static let rows: [[Float]] = [
    [], [0, 0, 0], [1, 0, 2, 1, 0, 2, 0, 0, 0, 1, 0, 2], [-0.0, 0, 0, 0, 0, 0],
    (0..<30).map { Float($0) }, [0, 0, 5, 0, 5, 0, 5, 0, 0],
  ]

  @Test(arguments: rows)
  func `come back bit by bit`(features: [Float]) {
    let graph = EncodedGraph(
      nodeCount: features.count / 3, features: features, edges: [], statics: [])
    #expect(graph.features.map(\.bitPattern) == features.map(\.bitPattern))
    #expect(graph.featureCount == (features.isEmpty ? 0 : 3))
  }

  @Test func `are the same for the same graph`() {
    var noise = SplitMix64(seed: 5)
    for _ in 0..<100 {
      let features = (0..<24).map { _ in Float(noise.next() % 3) }
      let graphs = (0..<2).map { _ in
        EncodedGraph(nodeCount: 8, features: features, edges: [(0, 1)], statics: [])
      }
      #expect(graphs[0] == graphs[1] && graphs[0].features == features)
    }
  }

  @Test func `change as a whole`() {
    var graph = EncodedGraph(nodeCount: 2, features: [1, 2, 3, 4], edges: [], statics: [])
    graph.features = [7, 0, 0, 7, 0, 0]
    #expect(graph.featureCount == 3 && graph.features == [7, 0, 0, 7, 0, 0])
  }
}
