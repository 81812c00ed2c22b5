import ByteReading
import ComputationGraph
import GraphBuilding
import TestSupport
import Testing

@Suite("TensorFlow Lite network")
struct TFLiteTests {
  private typealias Fields = [Int: FlatBytes.Field]

  /// A 3 x 3 convolution with a fused ReLU6 and one more operator on its result, and as many empty
  /// subgraphs beside it as asked for.
  private static func file(
    _ code: Int32 = 0, inputs: [Int32] = [0, 1, 2], outputs: [Int32] = [3], subgraphs: Int = 1
  ) -> [UInt8] {
    let options: Fields = [0: .int8(0), 1: .int32(2), 2: .int32(2), 3: .int8(3)]
    let network: Fields = [
      0: .tables([
        tensor("data", [1, 8, 8, 3]), tensor("filters", [4, 3, 3, 3], buffer: 1),
        tensor("bias", [4], type: 2, buffer: 2), tensor("features", [1, 4, 4, 4]),
        tensor("result", [1, 4, 4, 4]),
      ]),
      1: .ints([0]), 2: .ints([4]),
      3: .tables([
        [
          0: .uint32(0), 1: .ints(inputs), 2: .ints(outputs), 3: .int8(1), 4: .table(options),
        ],
        [0: .uint32(1), 1: .ints([3, 3]), 2: .ints([4])],
      ]),
      4: .text("main"),
    ]
    return FlatBytes.file(
      "TFL3",
      [
        0: .uint32(3), 1: .tables([[3: .int32(code)], [3: .int32(18)]]),
        2: .tables([network] + Array(repeating: Fields(), count: subgraphs - 1)),
        4: .tables([
          [:], [0: .bytes(Array(repeating: 1, count: 108))],
          [0: .bytes(Array(repeating: 2, count: 16))],
        ]),
      ])
  }

  private static func tensor(
    _ name: String, _ shape: [Int32], type: Int8 = 9, buffer: UInt32 = 0
  ) -> Fields {
    [0: .ints(shape), 1: .int8(type), 2: .uint32(buffer), 3: .text(name)]
  }

  private static func graph(_ bytes: [UInt8]) throws -> Graph {
    var workshop = GraphWorkshop(try .standard())
    return try workshop.build(bytes.bytes, as: .tfLite).graph
  }

  @Test func `a convolution and its activation are two nodes of one name`() throws {
    let graph = try Self.graph(Self.file(3))
    #expect(graph.nodes.map(\.op) == ["Conv", "Clip", "Mul"])
    #expect(graph.nodes.map(\.name) == ["features", "features", "result"])
    #expect(graph.weights.map(\.name) == ["filters", "bias"])
    #expect(graph.totals.parameters == 112)
    #expect(graph.nodes.map { $0.seed == nil } == [false, true, false])
  }

  @Test func `a subgraph that nothing leads to changes a note and nothing else`() throws {
    var graph = try Self.graph(Self.file(3, subgraphs: 2))
    #expect(graph.nodes[0].notes == ["the file has 1 more network in other subgraphs"])
    graph.nodes[0].notes = []
    #expect(graph == (try Self.graph(Self.file(3))))
  }

  @Test(
    arguments: [
      (3, "CONV_2D", [-1, 1, 2], [3]), (4, "DEPTHWISE_CONV_2D", [-1, 1], [3]),
      (22, "RESHAPE", [], [3]), (76, "RSQRT", [0], []), (2, "CONCATENATION", [], [3]),
    ] as [(Int32, String, [Int32], [Int32])])
  func `an operator that lacks what it reads or computes keeps its own name`(
    code: Int32, name: String, inputs: [Int32], outputs: [Int32]
  ) throws {
    for subgraphs in 1...2 {
      let bytes = Self.file(code, inputs: inputs, outputs: outputs, subgraphs: subgraphs)
      let graph = try Self.graph(bytes)
      #expect(graph.nodes.contains { $0.op == "tflite.\(name)" })
    }
  }

  @Test func `what was built before does not matter`() throws {
    var workshop = GraphWorkshop(try .standard())
    let first = Self.file(3)
    let second = Self.file(4, inputs: [0, 1])
    let alone = try Self.graph(second)
    _ = try workshop.build(first.bytes, as: .tfLite)
    #expect(try workshop.build(second.bytes, as: .tfLite).graph == alone)
    #expect(try workshop.build(first.bytes, as: .tfLite).graph == (try Self.graph(first)))
  }

  @Test func `survives noise`() throws {
    var generator = SplitMix64(seed: 9)
    var workshop = GraphWorkshop(try .standard())
    for subgraphs in 1...2 {
      let whole = Self.file(3, subgraphs: subgraphs)
      for _ in 0..<2000 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        let noise = bytes
        _ = try? workshop.build(noise.bytes, as: .tfLite)
      }
    }
  }
}
