import ComputationGraph
import GraphBuilding
import SearchSpaces
import Testing

@Suite("PerfSeer's generator")
struct PerfSeerTests {
  private let space = PerfSeer()
  private let fresh: NetworkBuilder

  init() throws {
    fresh = NetworkBuilder(GraphBuilder(costs: try CostTable.standard()))
  }

  /// Mean and median over a population.
  struct Statistics {
    let mean: Double
    let median: Double

    init(_ values: [Double]) {
      let sorted = values.sorted()
      mean = values.reduce(0, +) / Double(values.count)
      median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// The largest share by which either is off.
    func distance(from expected: (mean: Double, median: Double)) -> Double {
      max(abs(mean / expected.mean - 1), abs(median / expected.median - 1))
    }
  }

  /// All networks at all batch sizes that fit into the memory of the card that was measured.
  struct Population {
    var flops: [Double] = []
    var traffic: [Double] = []
    var parameters: [Double] = []
    var nodes: [Double] = []

    mutating func add(_ graph: Graph) throws {
      let weights = Double(try #require(graph.totals.parameters))
      let bytes = Double(try #require(graph.totals.bytes))
      nodes.append(Double(graph.nodes.count))
      for exponent in 0...8 {
        let batch = Double(1 << exponent)
        let moved = (bytes - 4 * weights) * batch + 4 * weights
        let memory = 1500 * 1_048_576 + 0.42 * moved + 8 * weights
        guard memory <= 24.2 * 1_073_741_824 else { continue }
        flops.append(Double(try #require(graph.totals.flops)) * batch / 1e9)
        traffic.append(moved / 1e9)
        parameters.append(weights / 1e6)
      }
    }
  }

  @Test func `draws networks like the published dataset`() throws {
    var population = Population()
    var net = fresh
    for draw in 0..<1500 {
      var random = SeededRandom(seed: 1, stream: draw)
      let genes = space.sample(using: &random)
      try population.add(net.graph(of: genes, in: space, for: space.tasks[0]))
    }
    let flops = Statistics(population.flops)
    let traffic = Statistics(population.traffic)
    let parameters = Statistics(population.parameters)
    // The preset as it was calibrated.
    #expect(flops.distance(from: (225.6, 36.9)) < 0.1)
    #expect(traffic.distance(from: (7.7, 2.2)) < 0.1)
    #expect(parameters.distance(from: (9.2, 3.2)) < 0.1)
    #expect(Statistics(population.nodes).distance(from: (156, 141)) < 0.1)
    // The dataset's own table: G, GB, M.
    #expect(flops.distance(from: (214.8, 40.8)) < 0.15)
    #expect(traffic.distance(from: (7.7, 2.1)) < 0.15)
    #expect(parameters.distance(from: (9.5, 3.6)) < 0.15)
  }

  /// Codes of networks that were made by another program of the same reading, and how many nodes and
  /// connections those have.
  static let networks: [(text: String, nodes: Int, edges: Int)] = [
    (all("vggnet", [1, 1, 1, 1], ":first:conv"), 18, 17),
    (all("vggnet", [2, 2, 3, 2], ":first:pool"), 37, 36),
    (all("mobilenet", [2, 2, 4, 2], ":last"), 66, 65),
    (all("resnext", [2, 2, 3, 2], ":first:g16:b2"), 104, 112),
    (all("densenet", [3, 4, 6, 4], ":first:k12"), 141, 157),
    (all("googlenet", [1, 2, 2, 1], ":last"), 126, 143),
    (
      "vggnet:d2:w32:first:conv|resnext:d2:w64:first:g8:b2|densenet:d4:w64:first:k16"
        + "|mobilenet:d2:w256:first", 78, 83
    ),
    (
      "googlenet:d1:w64:first|mobilenet:d3:w96:last|resnext:d2:w160:first:g32:b1"
        + "|vggnet:d2:w256:first:conv", 72, 76
    ),
  ]

  private static func all(_ style: String, _ depths: [Int], _ settings: String) -> String {
    zip(depths, [64, 128, 256, 512]).map { "\(style):d\($0):w\($1)\(settings)" }
      .joined(separator: "|")
  }

  @Test(arguments: networks)
  func `builds the blocks that are described`(text: String, nodes: Int, edges: Int) throws {
    let genes = try space.genes(from: text, as: nil)
    var net = fresh
    let graph = net.graph(of: genes, in: space, for: space.tasks[0])
    #expect(graph.nodes.count == nodes)
    #expect(graph.edges.count == edges)
  }
}
