import ComputationGraph
import Foundation
import GraphBuilding
import SearchSpaces
import TestSupport
import Testing

@Suite("GENNAPE's families")
struct GENNAPETests {
  static let isThere = SharedData.path("data/gennape/pb") != nil

  private let fresh: NetworkBuilder

  init() throws {
    fresh = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
  }

  private func graph(_ name: String, _ text: String) throws -> GENNAPEGraph {
    let space = try #require(SpaceRegistry.space(named: name))
    let genes = try space.genes(from: text, as: nil)
    var net = fresh
    return GENNAPEGraph(net.graph(of: genes, in: space, for: space.tasks[0]))
  }

  /// Codes, and how many nodes, weighted nodes and edges the authors' graph has.
  static let sizes: [(space: String, text: String, size: [Int])] =
    [
      ("z", 95, 102), ("a22", 87, 94), ("b23", 123, 130), ("j30", 99, 106), ("g30", 147, 162),
      ("r30", 159, 182), ("l20", 55, 54), ("t20", 87, 94), ("t31", 167, 190), ("src0", 87, 94),
      ("src1", 87, 94), ("src3", 103, 110), ("src7", 135, 142), ("src8", 103, 110),
    ].map { block, nodes, edges in
      let text = Array(repeating: "hiaml_\(block)", count: 4).joined(separator: ",")
      return ("hiaml", text, [nodes, edges])
    } + [
      ("ofa-proxyless", blocks("192:", "mbconv2_e3_k3", [2, 2, 2, 2, 2, 1]), [109, 113, 38]),
      ("ofa-proxyless", blocks("", "mbconv2_e6_k7", [4, 2, 4, 3, 4, 1]), [172, 183, 59]),
      ("ofa-mobilenetv3", blocks("192:", "mbconv3_e3_k3", [2, 2, 2, 2, 2]), [155, 181, 48]),
      ("ofa-mobilenetv3", blocks("", "mbconv3_e6_k7", [4, 2, 4, 3, 4]), [246, 292, 75]),
      ("ofa-resnet50", resnet("0,0,0,0,0", "0.2", "0"), [123, 132, 37]),
      ("ofa-resnet50", resnet("2,2,2,2,2", "0.35", "2"), [207, 225, 62]),
    ]

  private static func blocks(_ prefix: String, _ block: String, _ depths: [Int]) -> String {
    prefix
      + depths.map { Array(repeating: block, count: $0).joined(separator: ",") }
      .joined(separator: "|")
  }

  private static func resnet(_ depths: String, _ expansion: String, _ width: String) -> String {
    let expansions = Array(repeating: expansion, count: 18).joined(separator: ",")
    return "d=\(depths);e=\(expansions);w="
      + Array(repeating: width, count: 6).joined(separator: ",")
  }

  @Test(arguments: sizes)
  func `are as large as the authors'`(space: String, text: String, size: [Int]) throws {
    let graph = try graph(space, text)
    #expect(graph.nodes.count == size[0])
    #expect(graph.edges.count == size[1])
    if size.count > 2 { #expect(graph.weighted == size[2]) }
  }

  static let files: [(file: String, space: String)] = [
    ("hiaml_mix", "hiaml"), ("two_path_0", "two-path"), ("two_path_1", "two-path"),
    ("inception_0", "inception"), ("inception_1", "inception"),
    ("ofa_pn_min192", "ofa-proxyless"), ("ofa_mbv3_min192", "ofa-mobilenetv3"),
    ("ofa_rn_mix192", "ofa-resnet50"),
  ]

  @Test(.enabled(if: isThere, "needs shared data"), arguments: files)
  func `are the authors' graphs`(file: String, space: String) throws {
    let json = try Self.json("data/gennape/pb/\(file).json") as? [String: Any] ?? [:]
    let text = try #require(Self.code(space, json["config"] ?? ""))
    let graph = try graph(space, text)
    let theirs = GENNAPEGraph(
      json["nodes"] as? [[String: Any]] ?? [], json["edges"] as? [[Int]] ?? [])
    #expect(graph.matches(theirs), "\(text)")
    let golden = try Self.json("data/gennape/flops_golden.json") as? [String: [String: Any]]
    #expect(graph.flops == golden?[file]?["flops"] as? Int)
    #expect(theirs.flops == golden?[file]?["flops"] as? Int)
  }

  static let caches: [(file: String, space: String)] = [
    ("gpi_test_hiaml_cifar10_labelled_cg_data.json", "hiaml"),
    ("gpi_test_two_path_cifar10_labelled_cg_data.json", "two-path"),
    ("inception_cifar10_labelled_cg_data.json", "inception"),
  ]

  @Test(.enabled(if: isThere, "needs shared data"), arguments: caches)
  func `are the graphs of the authors' caches`(file: String, space: String) throws {
    let entries = try Self.json("data/gennape/\(file)") as? [String: [String: Any]] ?? [:]
    #expect(!entries.isEmpty)
    for (key, entry) in entries {
      let text = try #require(Self.code(space, entry["net_config"] ?? ""))
      let cg = entry["cg"] as? [String: Any] ?? [:]
      let nodes = ["weighted_nodes", "regular_nodes"].flatMap { cg[$0] as? [[String: Any]] ?? [] }
      let theirs = GENNAPEGraph(nodes, cg["edge_pairs"] as? [[Int]] ?? [])
      #expect(try graph(space, text).matches(theirs), "\(key): \(text)")
    }
  }

  private static func json(_ path: String) throws -> Any {
    try JSONSerialization.jsonObject(with: try SharedData.data(path))
  }

  /// The code of a configuration as the authors store it.
  static func code(_ space: String, _ config: Any) -> String? {
    switch (space, config) {
    case ("hiaml", let names as [String]): return names.joined(separator: ",")
    case ("two-path", let paths as [String: Any]):
      return [1, 2].map { number in
        let reducing = paths["path\(number)_reduce_inds"] as? [Int] ?? []
        let blocks = paths["path\(number)"] as? [[String: Any]] ?? []
        return blocks.enumerated().map { place, block in
          (block["op_names"] as? [String] ?? []).joined(separator: ",")
            + (reducing.contains(place) ? "*" : "")
        }.joined(separator: "|")
      }.joined(separator: ";")
    case ("inception", let config as [String: Any]):
      return (config["stages"] as? [[String: Any]] ?? []).map { stage in
        let block = stage["block"] as? [String: Any]
        let chains = (block?["paths"] as? [[String: Any]] ?? []).map { path in
          (path["ops"] as? [String] ?? []).joined(separator: ",")
            + "@\(path["C_internal"] ?? 0)>\(path["C_out"] ?? 0)"
        }
        return "\(stage["n_blocks"] ?? 0)*" + chains.joined(separator: "|")
      }.joined(separator: ";")
    case ("ofa-resnet50", let config as [Any]):
      let choices = config[1] as? [String: [Double]] ?? [:]
      func list(_ key: String) -> String {
        (choices[key] ?? []).map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
          .joined(separator: ",")
      }
      return "\(config[0]):d=\(list("d"));e=\(list("e"));w=\(list("w"))"
    case (_, let config as [Any]):
      let stages = config[1] as? [[String]] ?? []
      return "\(config[0]):"
        + stages.map { $0.joined(separator: ",") }.joined(separator: "|")
    default: return nil
    }
  }
}
