import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import GraphLearning
import RecordStreams
import TestSupport
import Testing

@Suite("PerfSAGE graph")
struct PerfSAGEGraphTests {
  static let folder = "data/perfsage-mini/golden_preprocess"

  /// The matrices in PerfSAGE's files: numbers of 64 bits, row by row.
  private func matrix(_ name: String) throws -> [Double] {
    let bytes = [UInt8](try SharedData.data("\(Self.folder)/output/\(name).npy"))
    let header = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    return stride(from: header, to: bytes.count, by: 8).map { start in
      Double(
        bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
    }
  }

  private func object<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(
      type, from: SharedData.data("\(Self.folder)/output/\(name).json"))
  }

  struct NodeLink: Decodable {
    struct Link: Decodable {
      struct Features: Decodable {
        let shape: [Int]
      }
      let source: Int
      let target: Int
      let features: Features
    }
    let links: [Link]
  }

  private func encodings() throws -> [PerfSAGEGraph] {
    var workshop = GraphWorkshop(try GraphBuilder(costs: .standard()))
    return try [
      "dscnn_000", "dscnn_001", "incept_000", "incept_001", "mbv1_000", "mbv1_001",
    ].map { name in
      let path = "\(Self.folder)/input/\(name)/tflites/\(name)_INT8.tflite"
      let file = [UInt8](try SharedData.data(path))
      var writer = JSONWriter()
      try workshop.build(file.bytes, as: .tfLite).write(to: &writer)
      let record = writer.take()
      return try #require(PerfSAGEGraph(try Graph(json: record.bytes)))
    }
  }

  @Test(.enabled(if: SharedData.path(folder) != nil, "needs shared data"))
  func `is what PerfSAGE's own program makes of its files`() throws {
    let encodings = try encodings()
    var vocabulary = PerfSAGEColumns()
    for encoding in encodings { vocabulary.learn(encoding) }
    let columns = try object("node_feature_dict", as: [String: Int].self)
    #expect(
      vocabulary.columns == columns.sorted { $0.value < $1.value }.map(\.key))
    let tables = encodings.map { vocabulary.table(of: $0) }
    #expect(tables.flatMap(\.values).flatMap { $0 } == (try matrix("feature_array")))
    #expect(
      tables.flatMap(\.mask).flatMap { $0.map { $0 ? 1 : 0 } }
        == (try matrix("feature_mask_array")))
    let names = try object("op_dict", as: [String: String].self)
    let numbers = try object("op_list", as: [Int].self)
    #expect(encodings.flatMap { $0.rows.map(\.op) } == numbers.map { names["\($0)"] ?? "" })
    for (index, encoding) in encodings.enumerated() {
      let graph = try object("graphs/\(index)", as: NodeLink.self)
      let expected = Set(graph.links.map { [$0.source, $0.target] + $0.features.shape })
      #expect(Set(encoding.edges.map { [$0.from, $0.to] + $0.sizes }) == expected)
      #expect(encoding.edges.count == graph.links.count)
    }
  }

  @Test func `encodes a hostile record without a trap`() throws {
    let node = Node(
      op: "x", outputs: [],
      seed: Array(
        #"{"operator":"x","at":-3,"inputs":[-7,99,0],"outputs":[1,1],"options":{"a":1e300}}"#.utf8))
    let graph = Graph(
      nodes: [node],
      seed: Array(#"{"tensors":[[9223372036854775807,9,9,9,9,9],null,[1,2]]}"#.utf8))
    let encoding = try #require(PerfSAGEGraph(graph))
    #expect(encoding.rows.map(\.op) == ["x", "input"])
  }
}

/// The numbers that PerfSAGE gives to operators, and the columns to options, in the order in which a
/// dataset brings them up.
struct PerfSAGEColumns {
  /// The operators; a tensor is 0, and 1 is never given.
  private(set) var operators = ["input", "output"]
  /// The columns: four sizes, then options.
  private(set) var columns = ["0", "1", "2", "3"]

  /// A vocabulary of no dataset yet.
  init() {}

  /// Takes up what a further network brings.
  mutating func learn(_ encoding: PerfSAGEGraph) {
    for row in encoding.rows {
      if !operators.contains(row.op) { operators.append(row.op) }
      for option in row.options where !columns.contains(option.name) {
        columns.append(option.name)
      }
    }
  }

  /// The columns of each row, 0 where the operator has no such option, and whether it has. What was
  /// never met has no column.
  func table(of encoding: PerfSAGEGraph) -> (values: [[Double]], mask: [[Bool]]) {
    let places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    var values: [[Double]] = []
    var mask: [[Bool]] = []
    for row in encoding.rows {
      var numbers = Array(repeating: 0.0, count: columns.count)
      var given = Array(repeating: false, count: columns.count)
      for (column, size) in row.sizes.enumerated() {
        numbers[column] = Double(size)
        given[column] = true
      }
      for option in row.options {
        guard let column = places[option.name] else { continue }
        numbers[column] = Double(option.value)
        given[column] = true
      }
      values.append(numbers)
      mask.append(given)
    }
    return (values, mask)
  }
}
