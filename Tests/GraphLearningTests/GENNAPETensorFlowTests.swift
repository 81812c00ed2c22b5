import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import GraphLearning
import TestSupport
import Testing

@Suite("GENNAPE encoding of TensorFlow graphs")
struct GENNAPETensorFlowTests {
  struct Expected: Decodable {
    struct Node: Decodable {
      struct Metadata: Decodable {
        var useBias: Bool?
      }
      var opIdx: Int
      var resolution: [Double]
      var shape: [Double]?
      var metadata: Metadata?
    }
    var nodes: [Node]
    var edges: [[Int]]
  }

  struct Counted: Decodable {
    var flops: Double?
  }

  static let names =
    SharedData.path("data/gennape/pb") == nil
    ? []
    : [
      "hiaml_mix", "inception_0", "inception_1", "nb101_inception_like", "nb201_example",
      "nb301_g1", "ofa_mbv3_min192", "ofa_pn_min192", "ofa_rn_mix192", "tiny_pad_dilate",
      "two_path_0", "two_path_1",
    ]

  /// What is said of a node, and of those around it, round after round: equal of two graphs only if
  /// they are one.
  private func colours(_ labels: [String], _ edges: [(from: Int, to: Int)]) -> [String] {
    var colours = labels
    for _ in 0..<12 {
      var before = colours.map { _ in [String]() }
      var after = before
      for (from, to) in edges {
        before[to].append(colours[from])
        after[from].append(colours[to])
      }
      colours = colours.indices.map { index in
        var hasher = Hasher()
        hasher.combine(colours[index])
        hasher.combine(before[index].sorted())
        hasher.combine(after[index].sorted())
        return "\(hasher.finalize())"
      }
    }
    return colours.sorted()
  }

  private func label(
    _ op: Int, _ resolution: [Double], _ kernel: [Double]?, _ hasBias: Bool
  ) -> String {
    "\(op) \(resolution) \(kernel ?? []) \(hasBias)"
  }

  @Test(arguments: names)
  func `is GENNAPE's own, from the record alone`(name: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      Expected.self, from: SharedData.data("data/gennape/pb/\(name).json"))
    let file = [UInt8](try SharedData.data("data/gennape/pb/\(name).pb"))
    var workshop = GraphWorkshop(try GraphBuilder(costs: .standard()))
    let record = try workshop.build(file.bytes, as: .tensorFlow).graph
    #expect(record.nodes.allSatisfy { $0.notes.isEmpty })
    let encoding = GENNAPEEncoding(record)
    let ours = encoding.rows.map { row in
      label(
        row.op, row.resolution, row.kernel.map { [Double($0.rows), Double($0.columns)] },
        row.hasBias)
    }
    let theirs = expected.nodes.map { node in
      label(
        node.opIdx, node.resolution, node.shape.map { Array($0[2...]) },
        node.metadata?.useBias ?? false)
    }
    #expect(ours.sorted() == theirs.sorted())
    #expect(encoding.edges.count == expected.edges.count)
    #expect(
      colours(ours, encoding.edges)
        == colours(theirs, expected.edges.map { (from: $0[0], to: $0[1]) }))
    let counted = try JSONDecoder().decode(
      [String: Counted].self, from: SharedData.data("data/gennape/flops_golden.json"))
    if let flops = counted[name]?.flops { #expect(encoding.flops == flops) }
  }

  @Test(.enabled(if: SharedData.path("data/gennape/op2i_golden.json") != nil, "needs shared data"))
  func `labels go to the slots that GENNAPE gives them`() throws {
    let object = try JSONSerialization.jsonObject(
      with: SharedData.data("data/gennape/op2i_golden.json"))
    let slots = try #require(object as? [String: [Any]])
    for (label, slot) in slots {
      #expect(GENNAPEVocabulary.slot(ofLabel: label) == slot[0] as? Int, "\(label)")
    }
  }
}
