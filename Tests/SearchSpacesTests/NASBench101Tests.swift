import ComputationGraph
import Foundation
import SearchSpaces
import TestSupport
import Testing

extension SpaceRow {
  /// The cell that the original's README shows; its `NASBench.ipynb` prints the parameters.
  private static let inceptionLike =
    "0111010000000100000010000100000000100000010000000,input,conv1x1-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,maxpool3x3,output"

  static let nasbench101 = SpaceRow(
    name: "nasbench101", count: 423_624,
    same: [
      [
        "0100,input,output", "0", "([[0, 1], [0, 0]], ['input', 'output'])",
        "[[0,1],[0,0]] [input, output]",
        // A vertex that leads nowhere.
        "010000000,input,maxpool3x3,output".replacingOccurrences(of: "010", with: "011"),
      ]
    ],
    refused: [
      ("010,input,output", 1, "3 bits"), ("0100,input,outpost", 12, "\"output\""),
      ("0010,input,output", 0, "upper-triangular"), ("0000,input,output", 0, "no way"),
      ("[[0, 2], [0, 0]]", 6, "a digit from 0 to 1"), ("423624", 1, "from 0 to 423623"),
      ("011001000,input,maxpool5x5,output", 17, "maxpool3x3"),
      (
        "0111111001111100011110000111000001100000010000000,input,maxpool3x3,maxpool3x3,maxpool3x3,maxpool3x3,maxpool3x3,output",
        0, "at most 9"
      ),
    ],
    costs: [(inceptionLike, 402_002_944, 2_694_282)])
}

@Suite("NAS-Bench-101")
struct NASBench101Tests {
  private let space = NASBench101()

  @Test func `enumerates as many cells as are known`() {
    #expect(NASBench101.enumerated == 423_624)
  }

  @Test func `finds a cell again at its position, in another order of its vertices too`() throws {
    for draw in 0..<50 {
      var random = SeededRandom(seed: 5, stream: draw)
      let position = random.next(below: 423_624)
      #expect(space.text(of: space.genes(at: position), as: "index") == "\(position)")
    }
    let swapped = "([[0,1,1,0],[0,0,0,1],[0,0,0,1],[0,0,0,0]], [input, %@, %@, output])"
    let texts = [["maxpool3x3", "conv1x1-bn-relu"], ["conv1x1-bn-relu", "maxpool3x3"]].map {
      String(format: swapped, $0[0], $0[1])
    }
    let codes = try texts.map { try space.genes(from: $0, as: nil) }
    #expect(codes[0] != codes[1])
    for encoding in ["index", "hash"] {
      #expect(Set(codes.map { space.text(of: $0, as: encoding) }).count == 1)
    }
    #expect(Set(codes.map { space.cell(of: $0, as: "pruned").graph().id }).count == 1)
  }

  @Test func `names cells as the dataset does`() throws {
    // Computed by the published rule in Python.
    let text = """
      ([[0, 1, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]], \
      ['input', 'conv3x3-bn-relu', 'maxpool3x3', 'conv1x1-bn-relu', 'output'])
      """
    let genes = try space.genes(from: text, as: nil)
    #expect(space.text(of: genes, as: "hash") == "9608c5ac63ca7997283984b9424b91a1")
    #expect(space.text(of: genes, as: "matrix") == text)
  }

  #if !DEBUG
  // The keys of all cells take minutes without optimisation.
  @Test func `reads the dataset's keys`() throws {
    for position in [0, 1, 5, 211, 100_000, 423_623] {
      let genes = space.genes(at: position)
      let key = space.text(of: genes, as: "hash")
      #expect(try space.genes(from: key, as: nil) == genes)
      #expect(try space.genes(from: key, as: "hash") == genes)
    }
    let refused = "28cfc7874f6d200472e1a9dcd8650aa1"
    #expect(
      throws: CodeError(
        at: 1, found: "the MD5 key \(refused)", expected: "that of a cell of the space")
    ) {
      try space.genes(from: refused, as: nil)
    }
  }
  #endif

  @Test func `tells cells apart as the dataset's keys do`() {
    var keys: Set<String> = []
    var ids: Set<String> = []
    for position in stride(from: 0, to: 423_624, by: 211) {
      let genes = space.genes(at: position)
      keys.insert(space.text(of: genes, as: "hash"))
      ids.insert(space.cell(of: genes, as: "pruned").graph().id ?? "")
    }
    #expect(keys.count == 2008)
    #expect(ids.count == 2008)
  }

  @Test(.enabled(if: SharedData.path("golden/eagle_golden.json") != nil, "no shared data"))
  func `equals Eagle's golden`() throws {
    struct Golden: Decodable {
      struct Cell: Decodable {
        let adjacencyIn: [[Int]]
        let opsIn: [String]
      }
      let nb101: Cell
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let golden = try decoder.decode(
      Golden.self, from: SharedData.data("golden/eagle_golden.json")
    ).nb101
    let rows = golden.adjacencyIn.map { "\($0)" }.joined(separator: ", ")
    let text = "([\(rows)], \(golden.opsIn))"
    let cell = space.cell(of: try space.genes(from: text, as: nil), as: "pruned")
    #expect(cell.matrix == golden.adjacencyIn)
    #expect(cell.operators.map(\.label) == golden.opsIn)
  }
}
