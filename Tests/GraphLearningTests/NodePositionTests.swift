import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite("Node positions")
struct NodePositionTests {
  /// A predictor whose inputs have positions.
  private func placed(
    _ graph: EncodedGraph, _ positions: NodePositions, _ count: Int
  ) throws -> [[Float]] {
    var configuration = try #require(FitConfiguration(preset: "kgnn"))
    configuration.positions = positions
    configuration.positionCount = count
    let target = Target(platform: "p", metric: "latency", unit: "s")
    let predictor = try TrainedPredictor(
      configuration, targets: [target], scales: [TargetScale()], scaling: nil, ridge: nil)
    let input = predictor.input(graph)
    let width = input.featureCount
    #expect(width == graph.featureCount + count)
    return (0..<graph.nodeCount).map { node in
      Array(input.features[(node + 1) * width - count..<(node + 1) * width])
    }
  }

  private func chain(_ nodes: Int) -> EncodedGraph {
    EncodedGraph(
      nodeCount: nodes, features: Array(repeating: 0, count: 6 * nodes),
      edges: (1..<nodes).map { ($0 - 1, $0) }, direction: .forwards, statics: [])
  }

  /// Of a chain of three nodes the normalised Laplacian's eigenvalues are 0, 1 and 2.
  @Test func `are eigenvectors of the normalised Laplacian`() throws {
    let columns = try placed(chain(3), .laplacian, 3)
    let half = Float(0.5)
    let expected: [[Float]] = [
      [half.squareRoot(), -half, 0], [0, half.squareRoot(), 0], [-half.squareRoot(), -half, 0],
    ]
    for (found, wanted) in zip(columns, expected) {
      for (a, b) in zip(found, wanted) { #expect(abs(abs(a) - abs(b)) < 1e-6, "\(columns)") }
    }
    #expect(columns[1][1] > 0)
  }

  @Test func `are walks that return`() throws {
    let columns = try placed(chain(3), .randomWalk, 4)
    #expect(columns == [[0, 0.5, 0, 0.5], [0, 1, 0, 1], [0, 0.5, 0, 0.5]])
  }

  @Test(arguments: [NodePositions.laplacian, .randomWalk], [0, 1])
  func `of graphs of none or one node are zeros`(positions: NodePositions, nodes: Int) throws {
    let graph = EncodedGraph(
      nodeCount: nodes, features: Array(repeating: 0, count: 6 * nodes), edges: [], statics: [])
    if nodes == 0 {
      var configuration = try #require(FitConfiguration(preset: "kgnn"))
      configuration.positions = positions
      #expect(try configuration.checked() == configuration)
    } else {
      #expect(try placed(graph, positions, 2) == [[0, 0]])
    }
  }

  @Test func `reach along chains and around rings`() {
    let chain = SparsePattern(columns: 4, offsets: [0, 0, 1, 2, 2], indices: [0, 1])
    #expect(chain.reachable.offsets == [0, 3, 6, 9, 10])
    #expect(chain.reachable.indices == [0, 1, 2, 0, 1, 2, 0, 1, 2, 3])
    let ring = SparsePattern(columns: 3, offsets: [0, 1, 2, 3], indices: [2, 0, 1])
    #expect(ring.reachable.indices == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    let fork = SparsePattern(columns: 3, offsets: [0, 0, 1, 2], indices: [0, 0])
    #expect(fork.reachable.indices == [0, 1, 2, 0, 1, 0, 2])
  }
}
