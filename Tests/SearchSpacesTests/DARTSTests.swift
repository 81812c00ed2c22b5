import Foundation
import SearchSpaces
import TestSupport
import Testing

extension SpaceRow {
  /// DARTS_V2 of the authors' repository.
  private static let second = """
    Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), \
    ('sep_conv_3x3', 1), ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), \
    ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), \
    ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), \
    ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])
    """
  private static let vector =
    "[3, 0, 3, 1, 3, 0, 3, 1, 3, 1, 2, 0, 2, 0, 5, 2, 15, 0, 0, 0, 1, 2, 2, 0, 1, 0, 0, 2, 2, 2, 2, 0, 1, 15]"
  private static let same = [
    [
      second, vector,
      second.replacingOccurrences(of: "[2, 3, 4, 5]", with: "range(2, 6)"),
      second.replacingOccurrences(of: "'", with: "\"").replacingOccurrences(of: ", ", with: ","),
    ]
  ]
  private static let refused = [
    ("Genotype(normal=[('sep_conv_9x9', 0)", 20, "one of max_pool_3x3"),
    ("Genotype(normal=[('none', 2)", 27, "from 0 to 1"),
    (second.replacingOccurrences(of: "normal_concat", with: "concat"), 187, "\"normal_concat\""),
    (second + "x", 419, "the end"),
    (vector.replacingOccurrences(of: "[3, 0, 3, 1,", with: "[3, 0, 3, 0,"), 0, "reads 0 twice"),
    ("[1, 2]", 5, "from 0 to 1"), ("", 1, "a whole number"),
  ]

  static let darts = SpaceRow(
    name: "darts", same: same, refused: refused,
    // The parameters are what the authors' `train.py` logs, "param size = 3.349342MB", as users of
    // it have written down.
    costs: [(second, 528_359_040, 3_349_342)])
  static let nasbench301 = SpaceRow(name: "nasbench301", same: same, refused: refused)
}

@Suite("DARTS")
struct DARTSTests {
  private let space = DARTS.darts

  @Test(.enabled(if: SharedData.path("golden/eagle_golden.json") != nil, "no shared data"))
  func `equals Eagle's golden`() throws {
    let golden = try Golden.read()
    let genes = try space.genes(from: golden.genotype, as: nil)
    #expect(space.text(of: genes, as: "genotype") == golden.genotype)
    let unpruned = space.cell(of: genes, as: "unpruned")
    #expect(unpruned.edges.map { [$0.from, $0.to] } == golden.edgesUnpruned)
    #expect(unpruned.operators.map(\.eagleCode) == golden.labels30Unpruned)
    // Eagle keeps the places of what it prunes.
    let pruned = space.cell(of: genes, as: "pruned")
    let kept = golden.labels30.indices.filter { golden.labels30[$0] != nil }
    let edges = golden.edges.map { $0.map { kept.firstIndex(of: $0) } }
    #expect(pruned.edges.map { [$0.from, $0.to] } == edges)
    #expect(pruned.operators.map(\.eagleCode) == golden.labels30.compactMap { $0 })
  }

  /// Eagle draws with Python's generator: eight operators, then two sources for each node.
  @Test(.enabled(if: SharedData.path("golden/eagle_golden.json") != nil, "no shared data"))
  func `draws what Eagle draws, given Python's numbers`() throws {
    let golden = try Golden.read()
    for (seed, texts) in golden.randomModelFirst2BySeed {
      var random = PythonRandom(seed: try #require(UInt64(seed)))
      for text in texts {
        #expect(space.text(of: DARTS.eagleGenes(using: &random), as: "genotype") == text)
      }
    }
  }

  private struct Golden: Decodable {
    let genotype: String
    let labels30: [Int?]
    let edges: [[Int]]
    let labels30Unpruned: [Int]
    let edgesUnpruned: [[Int]]
    let randomModelFirst2BySeed: [String: [String]]

    static func read() throws -> Golden {
      struct All: Decodable { let darts: Golden }
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(All.self, from: SharedData.data("golden/eagle_golden.json")).darts
    }
  }
}

extension CellOperator {
  /// Eagle's number of a label.
  fileprivate var eagleCode: Int {
    let codes = [
      "none", "skip_connect", "max_pool_3x3", "avg_pool_3x3", "sep_conv_3x3", "sep_conv_5x5",
      "dil_conv_3x3", "dil_conv_5x5", "addition",
    ]
    if label.contains("input") { return 9 }
    return label.hasSuffix("output") ? 10 : codes.firstIndex(of: label) ?? -1
  }
}
