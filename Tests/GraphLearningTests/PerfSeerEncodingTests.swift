import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import GraphLearning
import RecordStreams
import TestSupport
import Testing

@Suite("PerfSeer encoding")
struct PerfSeerEncodingTests {
  /// What PerfSeer's own reader makes of a file.
  struct Expected: Decodable {
    struct Features: Decodable {
      var node0: [Double]
      var nodeChannelSums: [Double]
      var edge0: [Double]?
      var edgeChannelSums: [Double]
      var globalU: [Double]
    }
    var stem: String
    var features: Features
  }

  static let numbers =
    SharedData.path("data/perfseer/expected") == nil
    ? [] : (1...12).map { $0 < 10 ? "0\($0)" : "\($0)" }

  @Test(arguments: numbers)
  func `features are those of PerfSeer, from the record alone`(number: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      Expected.self, from: SharedData.data("data/perfseer/expected/\(number).json"))
    let features = PerfSeerEncoding.encode(
      try SeedGraphs.read("data/perfseer/cg/cg/\(expected.stem).pkl")[0])
    let wanted = expected.features
    #expect(features.nodes.contains { close($0, wanted.node0) })
    #expect(close(sums(features.nodes, width: 30), wanted.nodeChannelSums))
    #expect(close(sums(features.edgeRows, width: 5), wanted.edgeChannelSums))
    #expect(close(features.global, wanted.globalU))
    if let edge = wanted.edge0 { #expect(features.edgeRows.contains { close($0, edge) }) }
  }

  @Test(arguments: numbers)
  func `features follow from shapes and attributes too`(number: String) throws {
    let expected = try SeedGraphs.decoder.decode(
      Expected.self, from: SharedData.data("data/perfseer/expected/\(number).json"))
    var graph = try SeedGraphs.read("data/perfseer/cg/cg/\(expected.stem).pkl")[0]
    for index in graph.nodes.indices { graph.nodes[index].seed = nil }
    let features = PerfSeerEncoding.encode(graph)
    #expect(close(sums(features.nodes, width: 30), expected.features.nodeChannelSums))
    #expect(close(sums(features.edgeRows, width: 5), expected.features.edgeChannelSums))
    #expect(close(features.global, expected.features.globalU))
  }

  @Test func `a hostile record is encoded without a trap`() {
    let node = Node(
      op: "Conv", attributes: [Attribute(name: "kernel_shape", value: .ints([]))],
      inputs: [.node(9, output: 4)], weights: [WeightUse(position: 1, weight: 7)],
      outputs: [ValueInfo(shape: [Int.max, nil, Int.max], type: nil)],
      seed: Array(#"{"args":[1],"memory_info":[]}"#.utf8))
    #expect(PerfSeerEncoding.encode(Graph(nodes: [node])).nodes[0].count == 30)
    #expect(PerfSeerEncoding.encode(Graph()).global.count == 18)
  }

  private func sums(_ rows: [[Double]], width: Int) -> [Double] {
    rows.reduce(into: Array(repeating: 0, count: width)) { sums, row in
      for index in row.indices { sums[index] += row[index] }
    }
  }

  /// To one part in 10¹².
  private func close(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($0), abs($1)) }
  }
}

/// Graphs of seeds' files, written as records and read back.
enum SeedGraphs {
  /// Reads what is expected of them.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  static func read(_ path: String) throws -> [Graph] {
    let file = [UInt8](try SharedData.data(path))
    let builder = try GraphBuilder(costs: .standard())
    var graphs: [Graph] = []
    guard let form = SeedForm(file.bytes) else { return [] }
    try form.forEachNetwork(of: file.bytes, from: path) { network in
      let records = try builder.records(of: network.get(), from: SeedOrigin(path: path))
      let line = records.text.split(separator: 0x0A)[0]
      graphs.append(try Graph(json: Array(line).bytes))
    }
    return graphs
  }
}
