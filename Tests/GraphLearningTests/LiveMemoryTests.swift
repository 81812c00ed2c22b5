import ComputationGraph
import Foundation
import GraphLearning
import Testing

@Suite("Live memory")
struct LiveMemoryTests {
  /// Bytes worked out by hand: the peak, and what `traits` compares to it.
  static let cases: [(name: String, graph: Graph, peak: Double, others: [String: Double])] = [
    (
      // A result of 768 bytes, or 4096 with 16 channels: two live at once, as elementwise nodes overwrite.
      "diamond", MicroGraphs.diamond(batch: 1), 1536,
      ["in lanes": 8192, "with weights": 1536, "largest result": 768, "largest node": 2304]
    ),
    (
      // 768 bytes in, 576 out, 432 of weights; 2304 out with 16 channels.
      "convolution", MicroGraphs.convolution(batch: 1), 1344,
      ["in lanes": 3072, "with weights": 1776, "largest weights": 432, "largest node": 1344]
    ),
  ]

  @Test(arguments: cases.indices)
  func `counts what lives at once`(index: Int) throws {
    let (_, graph, peak, others) = Self.cases[index]
    let traits = LiveMemory(graph).traits
    let said = try #require(traits["peak"])
    #expect(abs(said - log(1 + peak)) < 1e-9)
    for (name, bytes) in others {
      let said = try #require(traits[name])
      #expect(abs(said - log((1 + bytes) / (1 + peak))) < 1e-9, "\(name)")
    }
  }

  @Test func `references to nothing are no memory`() {
    var graph = MicroGraphs.diamond(batch: 1)
    graph.nodes[1].inputs = [.input(7)]
    graph.nodes[2].inputs = [.node(9, output: 3)]
    #expect(LiveMemory(graph).traits.values.allSatisfy { $0.isFinite })
    graph.nodes = []
    #expect(LiveMemory(graph).traits.values.allSatisfy { $0.isFinite })
  }
}
