import DenseKernels
import Foundation
import GraphLearning
import TestSupport
import Testing

@Suite(
  "SeerNet", .enabled(if: SharedData.path("data/perfseer/reference/numeric_checks.json") != nil))
struct SeerNetworkTests {
  struct Expected: Decodable {
    struct Forward: Decodable {
      var single1block: [Double]
      var single2block: [Double]
      var multi61block: [Double]

      enum CodingKeys: String, CodingKey {
        case single1block = "single_1block"
        case single2block = "single_2block"
        case multi61block = "multi6_1block"
      }
    }
    var stem: String
    var referenceForwardH8: Forward

    enum CodingKeys: String, CodingKey {
      case stem
      case referenceForwardH8 = "reference_forward_h8"
    }
  }

  struct Checks: Decodable {
    struct Projection: Decodable {
      var gradients: [[Float]]
      var projected: [[Float]]
      var mergedMean: [Float]
    }
    var pcgrad: Projection
  }

  static func network(blocks: Int = 1, heads: Int = 1) -> (SeerNetwork, [Parameter]) {
    let network = SeerNetwork(
      GraphEncoding.perfSeer.widths, hidden: 8, blocks: blocks, heads: heads)
    return (network, parameters(of: network))
  }

  /// The reference's rule: SplitMix64 of tensor and place, a weight within ±√(6/in), a bias ±0.1.
  static func parameters(of network: SeerNetwork) -> [Parameter] {
    var random = RandomSource(0)
    var parameters = network.parameters.drawn(by: &random)
    for index in parameters.indices {
      let inputs = parameters[index].shape.count == 2 ? parameters[index].shape[1] : 0
      let bound = inputs > 0 ? (6 / Double(inputs)).squareRoot() : 0.1
      for element in 0..<parameters[index].value.count {
        var generator = SplitMix64(seed: UInt64(index) << 32 + UInt64(element))
        let unit = Double(generator.next() >> 11) * 0x1p-53
        parameters[index].value.storage[element] = Float((2 * unit - 1) * bound)
      }
    }
    return parameters
  }

  static func graph(_ number: String) throws -> EncodedGraph {
    let expected = try JSONDecoder().decode(
      Expected.self, from: SharedData.data("data/perfseer/expected/\(number).json"))
    let record = try SeedGraphs.read("data/perfseer/cg/cg/\(expected.stem).pkl")[0]
    return try #require(GraphEncoding.perfSeer.encode(record))
  }

  @Test(arguments: PerfSeerEncodingTests.numbers)
  func `outputs are the reference's`(number: String) throws {
    let expected = try JSONDecoder().decode(
      Expected.self, from: SharedData.data("data/perfseer/expected/\(number).json")
    ).referenceForwardH8
    let graph = try Self.graph(number)
    var tape = Tape(workers: Workers(1))
    var dropout: DropoutSource?
    for (blocks, heads, wanted) in [
      (1, 1, expected.single1block), (2, 1, expected.single2block), (1, 6, expected.multi61block),
    ] {
      tape.reset()
      let (network, parameters) = Self.network(blocks: blocks, heads: heads)
      let variables = parameters.map { tape.constant($0.value) }
      let output = network.outputs(
        of: GraphBatch([graph, graph]), variables, on: &tape, dropout: &dropout)
      let largest = wanted.map(abs).max() ?? 1
      for (column, value) in wanted.enumerated() {
        for row in 0..<2 {
          #expect(abs(Double(tape.value(output)[row, column]) - value) < 1e-4 * largest)
        }
      }
    }
  }

  @Test func `gradients are kept from working against each other as PCGrad does it`() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let golden = try decoder.decode(
      Checks.self, from: SharedData.data("data/perfseer/reference/numeric_checks.json")
    ).pcgrad
    let tasks = golden.gradients.map { gradient in
      [
        Matrix(rows: 1, columns: 2, storage: Array(gradient[..<2])),
        Matrix(rows: 2, columns: 1, storage: Array(gradient[2...])),
      ] as [Matrix?]
    }
    let merged = GradientSurgery(tasks).merged(visiting: [0, 1, 2], on: Workers(1))
    let found = merged.flatMap { $0.map { Array($0.elements) } ?? [] }
    for (value, wanted) in zip(found, golden.mergedMean) { #expect(abs(value - wanted) < 1e-6) }
    #expect(found.count == 4)
  }

  @Test(arguments: [
    (8, 1, 1, 1779), (256, 1, 1, 1_263_107), (256, 2, 1, 2_445_572), (256, 1, 6, 1_593_352),
  ])
  func `has as many parameters`(hidden: Int, blocks: Int, heads: Int, count: Int) {
    let network = SeerNetwork(
      GraphEncoding.perfSeer.widths, hidden: hidden, blocks: blocks, heads: heads)
    #expect(network.parameters.plans.reduce(0) { $0 + $1.shape.reduce(1, *) } == count)
  }
}
