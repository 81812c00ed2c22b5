import Foundation
import GraphLearning
import TestSupport

/// What NNLQP's own code computed, in JSON.
enum NNLQPGolden {
  static let isAtHand = SharedData.path("golden/nnlqp_micro_golden.json") != nil

  struct Node: Decodable {
    var name: String
    var type: String
    var features: [Float]

    enum Keys: String, CodingKey { case name, type, features, onehot, attrs3239, shape4043 }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      name = try values.decode(String.self, forKey: .name)
      type = try values.decode(String.self, forKey: .type)
      if let all = try values.decodeIfPresent([Float].self, forKey: .features) {
        features = all
        return
      }
      features = Array(repeating: 0, count: 32)
      if let slot = try values.decodeIfPresent(Int.self, forKey: .onehot) { features[slot] = 1 }
      features += try values.decode([Float].self, forKey: .attrs3239)
      features += try values.decode([Float].self, forKey: .shape4043)
    }
  }

  /// One network's features.
  struct Case: Decodable {
    var nodes: [Node]?
    var directedEdges: [[Int]]?
    var `static`: [Float]?
    var staticFeaturesFloat32: [Float]?
    var error: String?
    var batchSize: Int

    var statics: [Float] { `static` ?? staticFeaturesFloat32 ?? [] }

    var encoded: EncodedGraph {
      EncodedGraph(
        nodeCount: nodes?.count ?? 0, features: nodes?.flatMap(\.features) ?? [],
        edges: (directedEdges ?? []).map { ($0[0], $0[1]) }, statics: statics)
    }
  }

  /// One predictor's numbers.
  struct Predictor: Decodable {
    var numParameters: Int
    var prediction: [[Float]]
    var pltIds: [Int]
    var gradNorms: [String: Float]
    var adamLosses: [Float]
    var readoutSums: [Float]
  }

  static func micro() throws -> [String: Case] {
    try decoder.decode(
      [String: Case].self, from: SharedData.data("golden/nnlqp_micro_golden.json"))
  }

  struct ResNet: Decodable {
    var batch1: Case
    var batch8: Case
  }

  static func resnet() throws -> ResNet {
    try decoder.decode(ResNet.self, from: SharedData.data("golden/nnlqp_resnet18_golden.json"))
  }

  struct Predictors: Decodable {
    var targets: [Float]
    var single: Predictor
    var singleNormSf: Predictor
    var multi9: Predictor
  }

  static func predictors() throws -> Predictors {
    try decoder.decode(
      Predictors.self, from: SharedData.data("golden/nnlqp_predictor_golden.json"))
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "NaN")
    return decoder
  }
}
