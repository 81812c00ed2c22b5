import DenseKernels
import Foundation
import GraphLearning
import TestSupport

/// What PyTorch and PyTorch Geometric make of each layer: `Oracles/layers.py` wrote it.
enum LayerOracle {
  struct Case: Decodable {
    var output: [Float]
    var inputGradient: [Float]
    var gradients: [[Float]]
    /// Running averages after one step.
    var running: [Float]?
  }

  static func cases() throws -> [String: Case] {
    try decode([String: Case].self, from: "layers.json")
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let folder = Checkout.folder.appending(path: "Tests/GraphLearningTests/Oracles")
    return try decoder.decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }

  /// The script's two graphs.
  static let batch: GraphBatch = {
    let edges = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
    let graphs = [(0, 4), (4, 3)].map { first, count in
      EncodedGraph(
        nodeCount: count, features: [],
        edges: edges.filter { (first..<first + count).contains($0.0) }
          .map { ($0.0 - first, $0.1 - first) }, direction: .forwards, statics: [])
    }
    return GraphBatch(graphs)
  }()

  /// The script's inputs.
  static func input(rows: Int, columns: Int) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      storage: (0..<rows * columns).map { Float(cos(0.7 * Double($0) + 0.2)) })
  }

  /// The script's parameters: w[k] = sin(0.37 k + 0.1) / 2 over all of them.
  static func parameters(_ list: ParameterList) -> [Parameter] {
    var random = RandomSource(0)
    var parameters = list.drawn(by: &random)
    var k = 0
    for index in parameters.indices {
      for element in 0..<parameters[index].value.count {
        parameters[index].value.storage[element] = Float(sin(0.37 * Double(k) + 0.1) / 2)
        k += 1
      }
      if parameters[index].name.hasSuffix("running_var") {
        for element in 0..<parameters[index].value.count {
          parameters[index].value.storage[element] = 0.5 + 0.25 * Float(element)
        }
      }
    }
    return parameters
  }

  /// The script's weights of outputs, as a row that the outputs in one row are multiplied by.
  static func weights(_ count: Int) -> [Float] {
    (0..<count).map { Float(cos(0.11 * Double($0))) }
  }
}
