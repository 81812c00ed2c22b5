import ComputationGraph
import DenseKernels
import Foundation
import GraphLearning
import SearchSpaces
import TestSupport

/// What Eagle's own code computed, in JSON.
struct EagleGolden: Decodable {
  static let isAtHand = SharedData.path("golden/eagle_golden.json") != nil

  struct Net: Decodable {
    struct Step: Decodable {
      var arch: [Int]
      var target: Float
      var loss: Float
    }
    var archs: [[Int]]?
    var arch: [Int]?
    var output: Output
    var pairs: [[[Int]]]?
    var targets: [[Double]]?
    var lossSum: Float?
    var trainSteps: [Step]?
  }

  /// A number for each graph, or rows of them.
  enum Output: Decodable {
    case row([Float])
    case rows([[Float]])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let rows = try? container.decode([[Float]].self) {
        self = .rows(rows)
      } else {
        self = .row(try container.decode([Float].self))
      }
    }

    var rows: [[Float]] {
      switch self {
      case .row(let row): [row]
      case .rows(let rows): rows
      }
    }
  }

  struct TinyNets: Decodable {
    var nets: [String: Net]
  }

  struct Schedules: Decodable {
    struct Plateau: Decodable {
      var metric: [Double]
      var lrAfter: [Float]
    }
    struct Stop: Decodable {
      var metric: [Double]
      var stop: [Bool]
    }
    var plateau: Plateau
    var earlyStopPatience5: Stop
  }

  struct Cell: Decodable {
    struct Form: Decodable {
      var adjacency9: [[Int]]
      var features9x6: [[Float]]
    }
    var archVector: [Int]
    var prunedKeepDims: Form
  }

  var nb201: [Cell]
  var tinyNets: TinyNets
  var schedules: Schedules

  static func read() throws -> EagleGolden {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      EagleGolden.self, from: SharedData.data("golden/eagle_golden.json"))
  }

  /// The record of a cell of NAS-Bench-201 by Eagle's six numbers.
  static func record(_ vector: [Int]) throws -> Graph {
    let space = NASBench201()
    let text = "(" + vector.map(String.init).joined(separator: ", ") + ")"
    var graph = space.cell(of: try space.genes(from: text, as: "vector"), as: "pruned").graph()
    graph.family = space.name
    return graph
  }

  /// The encoding of a cell as a predictor reads it.
  static func encoded(_ vector: [Int]) throws -> EncodedGraph {
    guard let graph = GraphEncoding.brpNAS.encode(try record(vector)) else {
      throw TrainingError("not a cell")
    }
    return graph
  }

  /// The reference run's parameters: sin(0.37 k + 0.1) / 2, one more for a normalisation's gain. Its
  /// convolutions' weights are [in, out].
  static func parameters(of network: some GraphNetwork) -> [Parameter] {
    var parameters = LayerOracle.parameters(network.parameters)
    for index in parameters.indices {
      let name = parameters[index].name
      let value = parameters[index].value
      if name.hasPrefix("gc."), name.hasSuffix(".weight") {
        for row in 0..<value.rows {
          for column in 0..<value.columns {
            parameters[index].value[row, column] = value.storage[column * value.rows + row]
          }
        }
      }
      if name.hasPrefix("bn."), name.hasSuffix(".weight") {
        for element in 0..<value.count { parameters[index].value.storage[element] += 1 }
      }
    }
    return parameters
  }
}
