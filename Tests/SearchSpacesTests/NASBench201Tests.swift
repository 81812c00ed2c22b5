import ComputationGraph
import Foundation
import GraphBuilding
import SearchSpaces
import TestSupport
import Testing

extension SpaceRow {
  static let nasbench201 = SpaceRow(
    name: "nasbench201", count: 15_625,
    same: [
      [
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
        "[4, 2, 1, 2, 1, 1]", "(4,2,1,2,1,1)", "4,2,1,2,1,1", "0", " 0 ",
      ]
    ],
    refused: [
      ("|avg_pool_3x3~0|+|nor_conv_5x5~0|skip_connect~1|", 19, "one of none, skip_connect"),
      ("|none~0|+|none~0|none~2|+|none~0|none~1|none~2|", 22, "\"~1\""),
      ("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|x", 48, "the end"),
      ("[0, 1, 2, 3, 4]", 15, "1 more operators"), ("[0, 1, 2, 3, 4, 5]", 17, "from 0 to 4"),
      ("15625", 1, "from 0 to 15624"), ("", 1, "a whole number"), ("[0,1,2,3,4,0", 13, "\"]\""),
    ],
    costs: published[0].figures.map { ($0.text, $0.macs - 10, $0.parameters) })

  /// What the benchmark's own interface says, by task. It counts the bias of the last layer too: a
  /// multiply-accumulate for each class.
  ///
  /// References: the least and largest figures in the README of automl/MO-HPOBenchExperimentUtils;
  /// index 0 in issue 24 of D-X-Y/NATS-Bench, index 1 in issue 18 (three digits), and the string in
  /// issue 36.
  static let published: [(classes: Int, figures: [(text: String, macs: Int, parameters: Int)])] = [
    (
      10,
      [
        (none, 7_783_050, 73_306), (convolutions, 220_119_690, 1_531_546),
        (
          "|skip_connect~0|+|none~0|nor_conv_3x3~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
          113_951_370, 802_426
        ),
        ("1", 113_951_370, 802_426), ("0", 15_647_370, 129_306),
      ]
    ),
    (
      100,
      [
        (none, 7_788_900, 79_156), (convolutions, 220_125_540, 1_537_396),
        ("0", 15_653_220, 135_156),
      ]
    ),
    (
      120,
      [
        (none, 1_953_400, 80_456), (convolutions, 55_037_560, 1_538_696), ("0", 3_919_480, 136_456),
      ]
    ),
  ]
  private static let none = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
  private static let convolutions = "[3, 3, 3, 3, 3, 3]"
}

@Suite("NAS-Bench-201")
struct NASBench201Tests {
  private let space = NASBench201()

  private func allIDs(_ form: String) -> Set<String> {
    Set((0..<15_625).map { space.cell(of: space.genes(at: $0), as: form).graph().id ?? "" })
  }

  @Test func `has the known number of different cells`() {
    // Isomorphism classes of Eagle's pruned cells: 5,256 and the empty one.
    #expect(allIDs("pruned").count == 5_257)
    // No two codes have the same operators in the same places.
    #expect(allIDs("unpruned").count == 15_625)
    // The benchmark's own count.
    #expect(allIDs("unique").count == 6_466)
  }

  @Test func `costs what the benchmark says on all of its datasets`() throws {
    var net = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
    for (task, (classes, figures)) in zip(space.tasks, SpaceRow.published) {
      for (text, macs, parameters) in figures {
        let graph = net.graph(of: try space.genes(from: text, as: nil), in: space, for: task)
        #expect(graph.totals.macs == macs - classes, "\(task.name) \(text)")
        #expect(graph.trainableParameters == parameters, "\(task.name) \(text)")
      }
    }
  }

  @Test func `has the known number of unique names`() {
    let names = (0..<15_625).map { space.text(of: space.genes(at: $0), as: "unique") }
    #expect(Set(names).count == 6_466)
  }

  @Test func `has 341 cells that compute nothing`() {
    let empty = (0..<15_625).filter { space.cell(of: space.genes(at: $0), as: "pruned").count == 0 }
    #expect(empty.count == 341)
  }

  @Test(.enabled(if: SharedData.path("golden/eagle_golden.json") != nil, "no shared data"))
  func `equals Eagle's goldens`() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let golden = try decoder.decode(
      Golden.self, from: SharedData.data("golden/eagle_golden.json"))
    for cell in golden.nb201 {
      let genes = try space.genes(from: cell.archStr, as: nil)
      #expect(genes == cell.archVector)
      #expect(space.text(of: genes, as: "string") == cell.archStr)
      #expect(
        space.text(of: genes, as: "eagle-index") == "\(cell.iterIndexLittleEndianBase5)")
      let compact = space.cell(of: genes, as: "pruned")
      #expect(compact.matrix == cell.prunedCompact.matrix)
      #expect(compact.operators.map(\.eagleLabel) == cell.prunedCompact.labels)
    }
    for (index, genes) in golden.nb201IterFirst12.enumerated() {
      #expect(try space.genes(from: "\(index)", as: "eagle-index") == genes)
    }
  }

  private struct Golden: Decodable {
    struct Cell: Decodable {
      struct Compact: Decodable {
        let matrix: [[Int]]
        let labels: [String?]
      }
      let archStr: String
      let archVector: [Int]
      let iterIndexLittleEndianBase5: Int
      let prunedCompact: Compact
    }
    let nb201: [Cell]
    let nb201IterFirst12: [[Int]]
  }
}

extension CellGraph {
  /// The adjacency matrix, row by row.
  var matrix: [[Int]] {
    var matrix = Array(repeating: Array(repeating: 0, count: count), count: count)
    for (from, to) in edges { matrix[from][to] = 1 }
    return matrix
  }
}

extension CellOperator {
  /// Eagle's label of an operator of NAS-Bench-201.
  fileprivate var eagleLabel: String {
    ["nor_conv_1x1": "2", "nor_conv_3x3": "3", "avg_pool_3x3": "4"][label] ?? label
  }
}
