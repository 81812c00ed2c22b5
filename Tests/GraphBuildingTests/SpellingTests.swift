import ComputationGraph
import GraphBuilding
import Testing

/// One computation in the words of two operator sets.
struct Spelling: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let old: GraphDraft
  let new: GraphDraft

  init(_ name: String, _ old: GraphDraft, _ new: GraphDraft) {
    (testDescription, self.old, self.new) = (name, old, new)
  }
}

@Suite("Spellings of one operator")
struct SpellingTests {
  static let picture = TestOperand.data([1, 4, 8, 8])

  static let pairs: [Spelling] = [
    Spelling(
      "Clip",
      .node(
        "Clip", opset: 6,
        [Attribute(name: "min", value: .float(0)), Attribute(name: "max", value: .float(6))],
        on: [picture]), .node("Clip", on: [picture, .number(0), .number(6)])),
    Spelling(
      "Clip with one bound",
      .node("Clip", opset: 6, [Attribute(name: "max", value: .float(6))], on: [picture]),
      .node("Clip", on: [picture, .absent, .number(6)])),
    Spelling(
      "Reshape", .node("Reshape", opset: 1, [ints("shape", 1, 256)], on: [picture]),
      .node("Reshape", on: [picture, .ints([0, -1])])),
    Spelling(
      "Squeeze", .node("Squeeze", opset: 11, [ints("axes", 0)], on: [picture]),
      .node("Squeeze", on: [picture, .ints([-4])])),
    Spelling(
      "ReduceSum", .node("ReduceSum", opset: 11, [ints("axes", 2, 3)], on: [picture]),
      .node("ReduceSum", on: [picture, .ints([-1, -2])])),
    Spelling(
      "Slice",
      .node(
        "Slice", opset: 9, [ints("starts", 1), ints("ends", 9), ints("axes", 1)], on: [picture]),
      .node("Slice", on: [picture, .ints([-3]), .ints([.max]), .ints([-3]), .ints([1])])),
    Spelling(
      "Split", .node("Split", opset: 11, [int("axis", 1)], on: [picture], outputs: 2),
      .node("Split", [int("axis", -3)], on: [picture, .ints([2, 2])], outputs: 2)),
    Spelling(
      "Pad", .node("Pad", opset: 2, [ints("pads", 0, 0, 0, 0, 0, 0, 1, 1)], on: [picture]),
      .node("Pad", opset: 18, on: [picture, .ints([0, 0, 1, 1]), .number(0), .ints([2, 3])])),
    Spelling(
      "Upsample and its name for the mode",
      .node(
        "Upsample", opset: 7, [Attribute(name: "scales", value: .floats([1, 1, 2, 2]))],
        on: [picture]),
      .node(
        "Upsample", opset: 7,
        [Attribute(name: "scales", value: .floats([1, 1, 2, 2])), text("mode", "nearest")],
        on: [picture])),
    Spelling(
      "Softmax over the last axis", .node("Softmax", opset: 11, [int("axis", 3)], on: [picture]),
      .node("Softmax", opset: 13, on: [picture])),
    Spelling(
      "Convolution with and without defaults",
      .node("Conv", on: [picture, .weight([2, 4, 1, 1])]),
      .node(
        "Conv",
        [
          ints("kernel_shape", 1, 1), ints("strides", 1, 1), ints("dilations", 1, 1),
          text("auto_pad", "VALID"), int("group", 1),
        ], on: [picture, .weight([2, 4, 1, 1])])),
    Spelling(
      "Batch normalisation, training's momentum aside",
      .node(
        "BatchNormalization", [Attribute(name: "momentum", value: .float(0.1))],
        on: [picture, .weight([4]), .weight([4]), .weight([4]), .weight([4])]),
      .node(
        "BatchNormalization", [Attribute(name: "epsilon", value: .float(1e-5))],
        on: [picture, .weight([4]), .weight([4]), .weight([4]), .weight([4])])),
  ]

  @Test(arguments: pairs)
  func `have one identity`(pair: Spelling) throws {
    let builder = try GraphBuilder.standard()
    let old = try builder.build(pair.old)
    let new = try builder.build(pair.new)
    #expect(old.nodes[0].attributes == new.nodes[0].attributes)
    #expect(old.nodes[0].outputs.map(\.shape) == new.nodes[0].outputs.map(\.shape))
    #expect(old.id == new.id)
    #expect(old.totals.flops == new.totals.flops)
    #expect(old.totals.parameters == new.totals.parameters)
    #expect(old.totals.bytes == new.totals.bytes)
  }

  @Test func `an operand that is folded stays listed`() throws {
    let graph = try GraphBuilder.standard().build(
      .node("Clip", on: [Self.picture, .absent, .number(6)]))
    #expect(graph.nodes[0].inputs == [.input(0), .absent])
    #expect(graph.nodes[0].weights == [WeightUse(position: 2, weight: 0)])
    #expect(graph.weights == [ValueInfo(name: "in1", shape: [], type: .float32)])
  }

  @Test func `a softmax over what follows its axis is another one`() throws {
    let builder = try GraphBuilder.standard()
    let flat = try builder.build(.node("Softmax", opset: 11, on: [Self.picture]))
    let one = try builder.build(.node("Softmax", opset: 13, [int("axis", 1)], on: [Self.picture]))
    #expect(flat.id != one.id)
  }
}
