import ComputationGraph
import Foundation
import GraphBuilding
import SearchSpaces
import TestSupport
import Testing

extension SpaceRow {
  static let nasbenchASR = SpaceRow(
    name: "nasbench-asr", count: 13_824,
    same: [
      ["[[0, 0], [0, 0, 0], [0, 0, 0, 0]]", "0", "[(0,0),(0,0,0),(0,0,0,0)]"],
      ["[[1, 0], [1, 0, 0], [1, 0, 0, 0]]", "36855332a5778e0df5114305bc3ce238"],
    ],
    refused: [
      ("[[6, 0], [0, 0, 0], [0, 0, 0, 0]]", 3, "from 0 to 5"),
      ("[[0, 0], [0, 0, 2], [0, 0, 0, 0]]", 17, "from 0 to 1"), ("[[0, 0], [0, 0]", 15, "1 more"),
      ("13824", 1, "from 0 to 13823"),
      ("36855332a5778e0df5114305bc3ce239", 1, "that of a cell"),
    ],
    // The README of the authors' repository says 26,338,848 parameters. It counts one bias of the
    // LSTM's gates, as TensorFlow has it; ONNX and PyTorch have two, which are 2,000 more.
    costs: [
      ("[[1, 0], [1, 0, 0], [1, 0, 0, 0]]", 3_577_500_000, 26_340_848),
      // As PyTorch counts the authors' modules.
      ("[[0, 1], [2, 1, 0], [3, 0, 1, 1]]", 5_992_800_000, 43_102_448),
    ])

  static let nasbenchMacro = SpaceRow(
    name: "nas-bench-macro", count: 6561,
    same: [["02012100", "[0, 2, 0, 1, 2, 1, 0, 0]"]],
    refused: [
      ("0201210", 8, "a digit"), ("02012103", 8, "a digit"), ("020121000", 9, "the end"),
      ("[0, 2, 0]", 9, "5 more blocks"),
    ],
    costs: [("02012100", 47_327_744, 890_666), ("11111221", 65_012_224, 2_181_386)])
}

@Suite("NAS-Bench-ASR")
struct NASBenchASRTests {
  private let space = NASBenchASR()

  @Test func `adds a flag's node to what the next node reads`() throws {
    let genes = try space.genes(from: "[[0, 1], [1, 0, 1], [2, 1, 0, 0]]", as: nil)
    let edges = space.cell(of: genes, as: "pruned").edges.map { [$0.from, $0.to] }
    #expect(edges == [[0, 1], [0, 2], [0, 4], [1, 2], [1, 3], [2, 3], [3, 4]])
  }

  @Test func `takes away zeros and what leads nowhere`() throws {
    let genes = try space.genes(from: "[[0, 1], [5, 0, 0], [2, 1, 0, 0]]", as: nil)
    let cell = space.cell(of: genes, as: "pruned")
    #expect(cell.operators.map(\.label) == ["input", "output"])
    let nothing = try space.genes(from: "[[5, 0], [0, 0, 0], [0, 0, 0, 0]]", as: nil)
    #expect(space.cell(of: nothing, as: "pruned").count == 0)
  }

  /// The authors trained 8,242 unique models.
  @Test func `has the published number of different cells`() {
    let ids = (0..<13_824).map { space.cell(of: space.genes(at: $0), as: "pruned").graph().id }
    #expect(Set(ids).count == 8_242)
  }

  @Test func `names cells as the published rule does`() throws {
    for (text, key) in [
      // As the README and issue 2 of the authors' repository print them.
      ("[[1, 0], [1, 0, 0], [1, 0, 0, 0]]", "36855332a5778e0df5114305bc3ce238"),
      ("[[1, 0], [0, 1, 0], [0, 1, 1, 1]]", "1b219cc8f41f6c818e59d1694a354d41"),
      // Computed by the published rule in Python.
      ("[[0, 1], [1, 0, 1], [2, 1, 0, 0]]", "ea6a94a702d57f29934db723116abe65"),
      ("[[3, 0], [4, 0, 1], [5, 1, 0, 0]]", "099d7fde492b1fd57c58900b1103745b"),
      ("[[5, 0], [0, 0, 0], [0, 0, 0, 0]]", "d751713988987e9331980363e24189ce"),
    ] {
      #expect(space.text(of: try space.genes(from: text, as: nil), as: "hash") == key)
    }
  }
}

@Suite("NAS-Bench-Macro")
struct NASBenchMacroTests {
  @Test(
    .enabled(
      if: SharedData.path("data/nas-bench-macro/nas-bench-macro_cifar10.json") != nil,
      "no shared data"))
  func `costs what is published of all networks`() throws {
    struct Figures: Decodable {
      let params: Int
      let flops: Int
    }
    let figures = try JSONDecoder().decode(
      [String: Figures].self,
      from: SharedData.data("data/nas-bench-macro/nas-bench-macro_cifar10.json"))
    #expect(figures.count == 6561)
    let space = NASBenchMacro()
    var net = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
    for (code, figures) in figures {
      let genes = try space.genes(from: code, as: nil)
      net.build(genes, of: space, as: "original", for: space.tasks[0])
      let graph = net.graph()
      #expect(graph.totals.macs == figures.flops, "\(code)")
      #expect(graph.trainableParameters == figures.params, "\(code)")
    }
  }
}
