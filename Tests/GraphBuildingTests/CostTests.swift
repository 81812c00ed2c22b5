import ComputationGraph
import GraphBuilding
import RecordStreams
import TestSupport
import Testing

@Suite("Costs")
struct CostTests {
  static let cases: [(String, [Attribute], [TestOperand], flops: Int, macs: Int)] = [
    // conv0 of ResNet-18.
    (
      "Conv", [ints("strides", 2, 2), ints("pads", 3, 3, 3, 3)],
      [.data([1, 3, 224, 224]), .weight([64, 3, 7, 7])], 236_027_904, 118_013_952
    ),
    (
      "Conv", [int("group", 8)], [.data([2, 8, 4, 4]), .weight([8, 1, 3, 3]), .weight([8])],
      2 * 2 * 8 * 4 * 9, 2 * 8 * 4 * 9
    ),
    (
      "ConvTranspose", [], [.data([1, 3, 4, 4]), .weight([3, 5, 2, 2])], 2 * 48 * 20, 48 * 20
    ),
    ("Gemm", [int("transB", 1)], [.data([4, 6]), .weight([9, 6])], 2 * 4 * 6 * 9, 4 * 6 * 9),
    ("MatMul", [], [.data([5, 2, 3]), .weight([3, 4])], 2 * 5 * 2 * 3 * 4, 5 * 2 * 3 * 4),
    (
      "Einsum", [text("equation", "bij, bjk -> bik")], [.data([2, 3, 4]), .data([2, 4, 5])],
      2 * 2 * 3 * 4 * 5, 2 * 3 * 4 * 5
    ),
    ("Relu", [], [.data([2, 8])], 16, 0),
    ("Sum", [], [.data([2, 8]), .data([2, 8]), .data([2, 8])], 32, 0),
    ("GlobalAveragePool", [], [.data([1, 2, 7, 7])], 98, 0),
    ("MaxPool", [ints("kernel_shape", 2, 2)], [.data([1, 1, 3, 3])], 16, 0),
    ("Reshape", [], [.data([2, 8]), .ints([16])], 0, 0),
    // Eleven transforms of ten real points, which take four stages.
    ("DFT", [int("axis", 1)], [.data([1, 10, 11, 1])], 11 * 10 * 4 * 5 / 2, 0),
    // Fifteen frames of sixteen points.
    ("STFT", [], [.data([1, 128, 1]), .ints([8]), .absent, .ints([16])], 15 * 16 * 4 * 5 / 2, 0),
  ]

  @Test(arguments: cases.indices)
  func `are counted`(index: Int) throws {
    let (op, attributes, operands, flops, macs) = Self.cases[index]
    let graph = try GraphBuilder.standard().build(.node(op, attributes, on: operands))
    #expect(graph.nodes[0].cost.flops == flops)
    #expect(graph.nodes[0].cost.macs == macs)
  }

  @Test func `count a shared weight once in the totals`() throws {
    var draft = GraphDraft.node("MatMul", on: [.data([1, 4, 4]), .weight([4, 4])])
    draft.values.append(GraphDraft.Value(name: "z"))
    draft.nodes.append(GraphDraft.Node(op: "MatMul", opset: 17, operands: [2, 1], outputs: [3]))
    draft.outputs = [3]
    let graph = try GraphBuilder.standard().build(draft)
    #expect(graph.nodes.map(\.cost.parameters) == [16, 16])
    #expect(graph.totals.parameters == 16)
    #expect(graph.nodes[0].cost.bytes == 4 * (16 + 16 + 16))
  }

  @Test func `are known for every operator that has a rule`() throws {
    let table = try CostTable.standard()
    for op in RuleRegistry.operators {
      #expect(table.covers(op), "\(op)")
    }
  }

  static let broken: [(String, String)] = [
    (
      #"{"operators":{"Relu":{"macs":"out *"}}}"#,
      "Relu: character 6: found the end; expected a number, a name or '('"
    ),
    (#"{"operators":{"Relu":{"macs":"(out"}}}"#, "Relu: character 5: found the end; expected ')'"),
    (
      #"{"operators":{"Relu":{"other":"out $"}}}"#,
      "Relu: character 5: found '$'; expected an operator or the end"
    ),
    (
      #"{"operators":{"Relu":{"joules":"1"}}}"#,
      "byte 22: found key \"joules\"; expected macs or other"
    ),
    (#"{"operators":["#, "byte 13: found '['; expected an object"),
  ]

  @Test(arguments: broken)
  func `that are misspelt are refused`(json: String, message: String) {
    let error = #expect(throws: CostTableError.self) { try CostTable(json: Array(json.utf8)) }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("7 / 2 - 1", 2), ("out * 2", 32), ("in1[-1]", 0),
      ("in0[-1]", 8), ("1 / 0", nil), ("9223372036854775807 + 1", nil), ("has0 + has1", 1),
      ("operands", 1), ("missing", nil),
    ] as [(String, Int?)])
  func `follow the table's formulas`(formula: String, expected: Int?) throws {
    let json = #"{"operators":{"Relu":{"macs":""# + formula + #""}}}"#
    let builder = GraphBuilder(costs: try CostTable(json: Array(json.utf8)))
    let graph = try builder.build(.node("Relu", on: [.data([2, 8])]))
    #expect(graph.nodes[0].cost.macs == expected)
  }
}
