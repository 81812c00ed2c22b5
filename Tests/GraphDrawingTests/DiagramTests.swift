import ByteReading
import ComputationGraph
import GraphDrawing
import Testing

@Suite("Diagram")
struct DiagramTests {
  /// A stem, equal residual blocks, and a head.
  static func residual(blocks: Int) -> Graph {
    let shape: Shape = [1, 8, 4, 4]
    func node(_ op: String, _ inputs: [Operand], attributes: [Attribute] = []) -> Node {
      Node(
        op: op, attributes: attributes, inputs: inputs,
        outputs: [ValueInfo(shape: shape, type: .float32)], cost: Cost(flops: 10, bytes: 5))
    }
    let kernel = [Attribute(name: "kernel_shape", value: .ints([3, 3]))]
    var nodes = [node("Conv", [.input(0)]), node("Relu", [.node(0, output: 0)])]
    for _ in 0..<blocks {
      let start = nodes.count
      nodes.append(node("Conv", [.node(start - 1, output: 0)], attributes: kernel))
      nodes.append(node("Relu", [.node(start, output: 0)]))
      nodes.append(node("Conv", [.node(start + 1, output: 0)], attributes: kernel))
      nodes.append(node("Add", [.node(start + 2, output: 0), .node(start - 1, output: 0)]))
      nodes.append(node("Relu", [.node(start + 3, output: 0)]))
    }
    nodes.append(node("GlobalAveragePool", [.node(nodes.count - 1, output: 0)]))
    return Graph(
      name: "residual", inputs: [ValueInfo(name: "data", shape: shape, type: .float32)],
      nodes: nodes, outputs: [.node(nodes.count - 1, output: 0)],
      totals: Cost(flops: 10 * nodes.count))
  }

  @Test func `shows inputs, nodes and outputs`() {
    let diagram = Diagram(Self.residual(blocks: 2))
    #expect(diagram.vertices.count == 1 + 13 + 1)
    #expect(diagram.links.count == 1 + 12 + 2 + 1)
    #expect(diagram.vertices.first?.content == .input(0))
    #expect(diagram.vertices.last?.content == .output(0))
    #expect(diagram.blocks.isEmpty)
  }

  @Test(arguments: [2, 3, 9])
  func `shows a block that comes several times once`(blocks: Int) throws {
    let diagram = Diagram(Self.residual(blocks: blocks), collapsing: true)
    #expect(diagram.blocks.map(\.copies) == [blocks])
    #expect(
      diagram.blocks.first?.vertices.map(diagram.op) == ["Conv", "Relu", "Conv", "Add", "Relu"])
    #expect(diagram.vertices.count == 1 + 8 + 1)
    let block = try #require(diagram.blocks.first)
    #expect(block.vertices.allSatisfy { diagram.vertices[$0].copies == blocks })
    #expect(block.vertices.allSatisfy { diagram.vertices[$0].cost.flops == 10 * blocks })
    // What leads on leaves the part that stands for all.
    let pool = try #require(
      diagram.vertices.indices.first { diagram.op($0) == "GlobalAveragePool" })
    #expect(diagram.links.contains { $0.to == pool && $0.from == block.vertices.last })
    #expect(throws: Never.self) { try Drawing(diagram, DrawingStyle()) }
  }

  @Test func `leaves alone what comes once`() {
    #expect(Diagram(Self.residual(blocks: 1), collapsing: true).blocks.isEmpty)
    #expect(Diagram(Graph(), collapsing: true).vertices.isEmpty)
  }

  @Test func `tells blocks of different shapes apart`() {
    var graph = Self.residual(blocks: 3)
    graph.nodes[4].outputs[0].shape = [1, 16, 4, 4]
    #expect(Diagram(graph, collapsing: true).blocks.map(\.copies) == [2])
  }

  // MARK: Labels

  static let labels: [(LabelStyle, [String])] = [
    (.op, ["Conv"]), (.shape, ["Conv 3×3", "1×8×4×4"]), (.name, ["Conv"]),
    (.gennape, ["conv[op_type_idx=3", "shape=[8, 8, 3, 3]", "res=(4, 4, 4, 4, 8, 8)"]),
  ]

  @Test(arguments: labels)
  func `labels nodes`(style: LabelStyle, expected: [String]) {
    #expect(Diagram(Self.residual(blocks: 1)).label(of: 3, style) == expected)
  }

  static let windows: [([Attribute], String)] = [
    ([Attribute(name: "kernel_shape", value: .ints([1, 7]))], "MaxPool 1×7"),
    (
      [
        Attribute(name: "dilations", value: .ints([2, 2])),
        Attribute(name: "group", value: .int(32)),
        Attribute(name: "kernel_shape", value: .ints([3, 3])),
        Attribute(name: "strides", value: .ints([2, 1])),
      ], "MaxPool 3×3 /2×1 d2 g32"
    ),
    ([], "MaxPool"),
  ]

  @Test(arguments: windows)
  func `says how windows slide`(attributes: [Attribute], expected: String) {
    var graph = Self.residual(blocks: 0)
    graph.nodes[0] = Node(op: "MaxPool", attributes: attributes, inputs: [.input(0)])
    #expect(Diagram(graph).label(of: 1, .shape) == [expected])
  }

  @Test func `knows what a page shows of a node`() {
    let facts = Diagram(Self.residual(blocks: 1)).facts(of: 3).map { "\($0.name): \($0.text)" }
    #expect(
      facts == [
        "kernel_shape: [3,3]", "input 0: 1×8×4×4 float32", "output: 1×8×4×4 float32",
        "FLOPs: 10 (12.5 %)", "bytes: 5", "FLOPs a byte: 2.0",
      ])
  }

  @Test func `cuts text to a width`() {
    let width = TextWidth(size: 11)
    let long = String(repeating: "wide", count: 100_000)
    let cut = width.fitted(long, to: 120)
    #expect(cut.contains("…") && cut.hasPrefix("wide") && cut.hasSuffix("e"))
    #expect(width.width(of: cut) <= 120)
    #expect(width.fitted("short", to: 120) == "short")
    #expect(width.fitted("長い名前を持つノード", to: 60).contains("…"))
  }
}
