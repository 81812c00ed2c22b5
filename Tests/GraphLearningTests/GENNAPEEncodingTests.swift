import ComputationGraph
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite("GENNAPE encoding")
struct GENNAPEEncodingTests {
  /// A graph as GENNAPE's own code has it.
  struct Expected: Decodable {
    struct Node: Decodable {
      struct Metadata: Decodable {
        var useBias: Bool?
      }
      var strId: String
      var opIdx: Int
      var resolution: [Double]
      var shape: [Double]?
      var metadata: Metadata?
    }
    var name: String
    var nodes: [Node]
    var edges: [[Int]]
    var maxHiddenSize: Double
    var maxDerivedH: Double
    var maxDerivedW: Double
  }

  struct Cache: Decodable {
    struct Entry: Decodable {
      var graph: Expected

      enum CodingKeys: String, CodingKey {
        case graph = "compute graph"
      }
    }
    var entries: [Entry]
  }

  static let caches =
    SharedData.path("data/gennape") == nil
    ? []
    : [
      "gpi_nb101_comp_graph_cache", "gpi_nb201c10_comp_graph_cache", "gpi_nb301_comp_graph_cache",
      "gpi_ofa_comp_graph_cache", "two_path_inception_2_unlabelled_cache",
    ]

  @Test(arguments: caches)
  func `a cache's vectors are GENNAPE's, from the record alone`(cache: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      Cache.self, from: SharedData.data("data/gennape/\(cache).expected.json"))
    let graphs = try SeedGraphs.read("data/gennape/\(cache).pkl")
    #expect(graphs.count == expected.entries.count)
    for (graph, entry) in zip(graphs, expected.entries) { try compare(graph, entry.graph) }
  }

  private func compare(_ graph: Graph, _ expected: Expected) throws {
    let encoding = GENNAPEEncoding(graph)
    let names = graph.inputs.map(\.name) + graph.nodes.filter { $0.seed != nil }.map(\.name)
    try #require(names.count == encoding.rows.count && names.count == expected.nodes.count)
    let places = Dictionary(
      names.enumerated().map { ($1 ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    let limits = GENNAPEEncoding.Limits(
      channels: expected.maxHiddenSize, height: expected.maxDerivedH,
      width: expected.maxDerivedW)
    #expect(encoding.ownLimits == limits)
    let sizes = encoding.sizes(dividedBy: limits)
    for node in expected.nodes {
      let place = try #require(places[node.strId])
      let row = encoding.rows[place]
      #expect(row.op == node.opIdx && row.resolution == node.resolution)
      #expect(sizes[place][5] == node.resolution[5] / expected.maxHiddenSize)
      #expect(
        row.kernel.map { [Double($0.rows), Double($0.columns)] }
          == node.shape.map { Array($0[2...]) })
      #expect(row.hasBias == (node.metadata?.useBias ?? false))
    }
    let edges = Set(encoding.edges.map { [names[$0.from] ?? "", names[$0.to] ?? ""] })
    #expect(
      edges
        == Set(expected.edges.map { [expected.nodes[$0[0]].strId, expected.nodes[$0[1]].strId] }))
    #expect(encoding.edges.count == expected.edges.count)
  }

  struct Published: Decodable {
    var name: String
    var flops: Double
  }

  static let published =
    SharedData.path("data/gennape/real_autogo/expected.json") == nil
    ? []
    : (try? SeedGraphs.decoder.decode(
      [String: Published].self, from: SharedData.data("data/gennape/real_autogo/expected.json")))?
      .keys.sorted() ?? []

  @Test(arguments: published)
  func `a published graph has GENNAPE's operations`(file: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      [String: Published].self, from: SharedData.data("data/gennape/real_autogo/expected.json"))
    let graph = try SeedGraphs.read("data/gennape/real_autogo/\(file)")[0]
    #expect(graph.name == expected[file]?.name)
    #expect(GENNAPEEncoding(graph).flops == expected[file]?.flops)
  }

  @Test func `a hostile record is encoded without a trap`() {
    let node = Node(
      op: "Conv", attributes: [Attribute(name: "group", value: .int(-1))],
      inputs: [.node(9, output: 4)], outputs: [ValueInfo(shape: [nil, Int.max], type: nil)],
      seed: Array(#"{"op_type_idx":3,"resolution":[1,2]}"#.utf8))
    let encoding = GENNAPEEncoding(Graph(nodes: [node], outputs: [.node(3, output: 0)]))
    #expect(encoding.rows.map(\.op) == [3])
    #expect(encoding.edges.isEmpty)
  }
}
