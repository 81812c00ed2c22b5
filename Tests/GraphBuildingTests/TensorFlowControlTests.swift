import ByteReading
import ComputationGraph
import GraphBuilding
import TestSupport
import Testing

@Suite("TensorFlow's control flow")
struct TensorFlowControlTests {
  private static func node(_ name: String, of graph: Graph) throws -> Node {
    try #require(graph.nodes.first { $0.name == name })
  }

  private static func graph(text: String) throws -> Graph {
    let bytes = Array(text.utf8)
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    return try workshop.build(bytes.bytes, as: .tensorFlow).graph
  }

  @Test func `a loop that counts costs its body as often as it runs`() throws {
    let node = try Self.node("counted", of: TensorFlowTests.graph("control.pb"))
    #expect(node.op == "tensorflow.While")
    #expect(node.attribute("trip_count") == .int(5))
    #expect(node.outputs.last?.shape == [4, 8])
    #expect(node.cost.macs == 5 * 4 * 8 * 8)
    // The body multiplies, limits, and counts twice; the condition compares once more.
    #expect(node.cost.flops == 5 * (2 * 4 * 8 * 8 + 4 * 8 + 2) + 6)
    #expect(node.cost.parameters == 64)
    #expect(node.notes == [])
  }

  @Test func `a loop that does not count says so`() throws {
    let node = try Self.node("open_ended", of: TensorFlowTests.graph("control.pb"))
    #expect(node.outputs.last?.shape == [4, 8])
    #expect(node.cost.flops == nil)
    #expect(node.notes == ["how often the body runs is only known while running"])
  }

  @Test func `a list that a loop fills has the shape of its elements`() throws {
    let graph = try TensorFlowTests.graph("control.pb")
    #expect(try Self.node("listed", of: graph).cost.macs == 3 * 4 * 8 * 8)
    #expect(try Self.node("joined", of: graph).outputs[0].shape == [4, 16])
  }

  @Test func `a branch gives what both give`() throws {
    let node = try Self.node("branch", of: TensorFlowTests.graph("control.pb"))
    #expect(node.op == "If")
    #expect(node.outputs[0].shape == [4, 8])
    #expect(
      node.notes.last == "which branch runs is only known while running: 32 or 160 operations")
  }

  @Test func `loops and branches of TensorFlow 1 lie open, and say so`() throws {
    let graph = try TensorFlowTests.graph("old_control.pb")
    let merges = graph.nodes.filter { $0.op == "tensorflow.Merge" }
    #expect(Set(merges.map { $0.notes.last?.prefix(6) }) == ["a loop", "a bran"])
    #expect(try Self.node("while/matmul", of: graph).cost.macs == 4 * 8 * 8)
    #expect(try Self.node("result", of: graph).outputs[0].shape == [4, 8])
  }

  /// Numbers [2, 3] called x, and a whole number called n.
  static let input = """
    node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } }
      attr { key: "shape" value { shape { dim { size: 2 } dim { size: 3 } } } } }
    node { name: "n" op: "Placeholder" attr { key: "dtype" value { type: DT_INT32 } } }
    """

  private static func function(_ name: String, _ op: String, more: String = "") -> String {
    """
    function { signature { name: "\(name)" input_arg { name: "a" } output_arg { name: "b" } }
      node_def { name: "y" op: "\(op)" input: "a" \(more) } ret { key: "b" value: "y:y:0" } }
    """
  }

  private static func name(_ attribute: String, _ function: String) -> String {
    "attr { key: \"\(attribute)\" value { func { name: \"\(function)\" } } }"
  }

  @Test func `a choice of several is one node`() throws {
    let graph = try Self.graph(
      text: Self.input + """
        node { name: "c" op: "Case" input: "n" input: "x" attr { key: "branches" value { list {
          func { name: "f" } func { name: "g" } func { name: "h" } } } } }
        library {
        """ + Self.function("f", "Relu") + Self.function("g", "Tanh") + Self.function("h", "Neg")
        + "}")
    let node = try Self.node("c", of: graph)
    #expect(node.op == "tensorflow.Case")
    #expect(node.outputs[0].shape == [2, 3])
    #expect(
      node.notes.last == "which branch runs is only known while running: 6 or 24 or 6 operations")
  }

  /// What stands in the file, and the note of the node.
  static let closed: [(node: String, library: String, note: String)] = [
    (
      "op: 'StatelessIf' input: 'n' input: 'x'" + name("then_branch", "f")
        + name("else_branch", "lost"), function("f", "Relu"),
      "function \"lost\" is not in the file"
    ),
    (
      "op: 'If' input: 'n' input: 'x' input: 'x'" + name("then_branch", "f")
        + name("else_branch", "f"), function("f", "Relu"),
      "function \"f\" takes 1 values, but gets 2"
    ),
    (
      "op: 'While' input: 'x'" + name("cond", "none") + name("body", "f"),
      function("f", "Relu") + "function { signature { name: 'none' input_arg { name: 'a' } } }",
      "its functions hand back [0, 1] values"
    ),
    (
      "op: 'While' input: 'x'", "",
      "the operands of tensorflow.While do not go together with its bodies"
    ),
  ]

  @Test(arguments: closed)
  func `what cannot be followed stays closed, with a note`(
    _ closed: (node: String, library: String, note: String)
  ) throws {
    let graph = try Self.graph(
      text: Self.input + "node { name: 'c' \(closed.node) } library { \(closed.library) }")
    let node = try Self.node("c", of: graph)
    #expect(node.outputs[0].shape == nil)
    #expect(node.notes.contains(closed.note), "\(node.notes)")
  }

  @Test func `loops inside of themselves end`() throws {
    let itself = Self.function(
      "f", "While", more: Self.name("cond", "f") + Self.name("body", "f"))
    let graph = try Self.graph(
      text: Self.input
        + "node { name: 'c' op: 'While' input: 'x' \(Self.name("cond", "f"))"
        + Self.name("body", "f") + "} library { \(itself) }")
    #expect(try Self.node("c", of: graph).cost.flops == nil)
  }
}
