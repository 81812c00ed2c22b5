import ByteReading
import ComputationGraph
import GraphBuilding
import ProtobufFormat
import TestSupport
import Testing

@Suite("Hostile graphs")
struct HostileGraphTests {
  /// A chain of Relu nodes between named values.
  static func chain(_ links: [(String, String)], outputs: [String] = ["y"]) -> [UInt8] {
    model { graph in
      for (from, to) in links { graph.write(1, message: node("Relu", [from], [to])) }
      graph.write(11, message: value("x", [1, 3, 8, 8]))
      for output in outputs { graph.write(12, message: value(output, [])) }
    }
  }

  static func node(_ op: String, _ inputs: [String], _ outputs: [String]) -> ProtobufWriter {
    var node = ProtobufWriter()
    for input in inputs { node.write(1, text: input) }
    for output in outputs { node.write(2, text: output) }
    node.write(3, text: "n_" + outputs.joined())
    node.write(4, text: op)
    return node
  }

  static func value(_ name: String, _ dims: [Int64]) -> ProtobufWriter {
    var shape = ProtobufWriter()
    for dim in dims {
      var dimension = ProtobufWriter()
      dimension.write(1, int64: dim)
      shape.write(1, message: dimension)
    }
    var tensor = ProtobufWriter()
    tensor.write(1, varint: 1)
    tensor.write(2, message: shape)
    var type = ProtobufWriter()
    type.write(1, message: tensor)
    var value = ProtobufWriter()
    value.write(1, text: name)
    value.write(2, message: type)
    return value
  }

  static func model(_ fields: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var graph = ProtobufWriter()
    fields(&graph)
    var version = ProtobufWriter()
    version.write(2, varint: 17)
    var model = ProtobufWriter()
    model.write(1, varint: 8)
    model.write(7, message: graph)
    model.write(8, message: version)
    return model.bytes
  }

  static let refused: [(String, [UInt8], GraphError)] = [
    (
      "a cycle", chain([("x", "a"), ("b", "c"), ("c", "b"), ("a", "y")]),
      GraphError(.cycle, node: "node 1 (Relu \"n_c\")")
    ),
    (
      "a node that reads itself", chain([("y", "y")]),
      GraphError(.cycle, node: "node 0 (Relu \"n_y\")")
    ),
    (
      "two nodes of one output", chain([("x", "y"), ("x", "y")]),
      GraphError(.definedTwice("y"), node: "node 1 (Relu \"n_y\")")
    ),
    (
      "an input that a node computes", chain([("y", "x"), ("x", "y")]),
      GraphError(.definedTwice("x"), node: "node 0 (Relu \"n_x\")")
    ),
    (
      "a dangling input", chain([("z", "y")]),
      GraphError(.undefined("z"), node: "node 0 (Relu \"n_y\")")
    ),
    (
      "an output that nobody computes", chain([("x", "y")], outputs: ["q"]),
      GraphError(.undefined("q"), node: "output 0")
    ),
    (
      "nothing", model { _ in },
      GraphError(.empty("the graph has no nodes and no outputs; expected a network"))
    ),
  ]

  @Test(arguments: refused)
  func `are refused`(name: String, bytes: [UInt8], expected: GraphError) throws {
    let builder = try GraphBuilder.standard()
    #expect(throws: expected) { try builder.build(onnx: bytes.bytes) }
  }

  @Test func `that are deep are built without recursion`() throws {
    let names = ["x"] + (0..<50_000).map { "v\($0)" } + ["y"]
    let graph = try GraphBuilder.standard().build(
      onnx: Self.chain(Array(zip(names, names.dropFirst()))).bytes)
    #expect(graph.nodes.count == 50_001)
    #expect(graph.nodes.last?.inputs == [.node(49_999, output: 0)])
  }

  @Test func `that are wide end soon`() throws {
    let links = (0..<20_000).map { ("x", "v\($0)") }
    let graph = try GraphBuilder.standard().build(onnx: Self.chain(links, outputs: ["v7"]).bytes)
    #expect(graph.nodes.count == 20_000)
  }

  @Test func `with enormous tensors keep what can be known`() throws {
    let huge: Shape = [1_000_000_000_000_000_000, 8, 1_000_000_000, 4]
    let reshape = try GraphBuilder.standard().build(
      .node("Reshape", on: [.data(huge), .ints([-1])]))
    #expect(reshape.nodes[0].outputs[0].shape == [nil])
    #expect(reshape.totals.bytes == nil)
    #expect(!reshape.nodes[0].notes.isEmpty)
    let sum = try GraphBuilder.standard().build(.node("Add", on: [.data(huge), .data(huge)]))
    #expect(sum.nodes[0].outputs[0].shape == huge)
    #expect(sum.totals.flops == nil)
  }

  @Test(arguments: ["Add", "Concat", "Unsqueeze"])
  func `that pile up constants or dimensions stay small`(op: String) throws {
    var draft = GraphDraft.node("Relu", on: [.data([1, 3])])
    let pile = (0..<60_000).map { Int64($0) }
    func define(_ values: [Int64]) -> Int {
      draft.values.append(
        GraphDraft.Value(
          name: "c\(draft.values.count)", shape: [.value(values.count)], type: .int64,
          isWeight: true, constant: ConstantValue(values.map { $0 })))
      return draft.values.count - 1
    }
    let constant = define(op == "Unsqueeze" ? Array(0..<60) : pile)
    var last = op == "Unsqueeze" ? 0 : constant
    for _ in 0..<3000 {
      draft.values.append(GraphDraft.Value(name: "v\(draft.values.count)"))
      let output = draft.values.count - 1
      draft.nodes.append(
        GraphDraft.Node(
          op: op, opset: 17, attributes: op == "Concat" ? [int("axis", 0)] : [],
          operands: [last, constant], outputs: [output]))
      last = output
    }
    draft.outputs.append(last)
    let graph = try GraphBuilder.standard().build(draft)
    #expect(graph.outputs.count == 2)
  }

  static let extremes: [(String, [Attribute], [TestOperand])] = [
    ("Conv", [ints("strides", 0, 0)], [.data([1, 3, 8, 8]), .weight([4, 3, 3, 3])]),
    ("Conv", [ints("dilations", .max, .min)], [.data([1, 3, 8, 8]), .weight([4, 3, 3, 3])]),
    ("Conv", [ints("kernel_shape", 3)], [.data([1, 3, 8, 8]), .weight([4, 3, 3, 3])]),
    (
      "Conv", [text("auto_pad", "SAME_UPPER"), ints("strides", .min, 0)],
      [.data([1, 3, 8, 8]), .weight([4, 3, 3, 3])]
    ),
    (
      "ConvTranspose", [ints("pads", .max, .max, .max, .max)], [.data([1, 3, 8, 8]), .weight([3])]
    ),
    ("MaxPool", [], [.data([1, 3, 8, 8])]),
    ("Transpose", [ints("perm", 0, 0, 9, -1)], [.data([1, 3, 8, 8])]),
    ("Concat", [int("axis", .min)], [.data([1, 3]), .data([1, 3])]),
    ("Gather", [int("axis", .max)], [.data([1, 3]), .ints([.min])]),
    ("Gather", [], [.ints([1, 2]), .ints([.min, .max])]),
    ("Slice", [], [.data([1 << 61]), .ints([.min]), .ints([.max]), .ints([0]), .ints([.min])]),
    ("Slice", [], [.data([4]), .ints([0]), .ints([4]), .ints([0]), .ints([0])]),
    ("Tile", [], [.data([4]), .ints([.max])]),
    ("Range", [], [.ints([0]), .ints([.max]), .ints([1])]),
    ("ConstantOfShape", [], [.ints([1 << 40, 1 << 40])]),
    ("Expand", [], [.data([3]), .ints([.max, .min, 3])]),
    ("Pad", [], [.data([3]), .ints([.max, .max])]),
    ("Reshape", [], [.data([3]), .ints([-1, -1, 0, .min])]),
    ("Unsqueeze", [ints("axes", .min)], [.data([3])]),
    ("Split", [int("axis", .max)], [.data([3])]),
    ("TopK", [int("axis", .min)], [.data([3]), .ints([.max])]),
    ("DepthToSpace", [int("blocksize", 0)], [.data([1, 4, 2, 2])]),
    ("Einsum", [text("equation", "->->,,")], [.data([1])]),
    ("Pow", [], [.ints([.max]), .ints([63])]),
    ("Div", [], [.ints([.min, 1]), .ints([-1, 0])]),
    ("Mod", [], [.ints([.min, 1]), .ints([-1, 0])]),
    ("Abs", [], [.ints([.min])]),
    ("Cast", [int("to", .max)], [.data([1])]),
    ("Upsample", [Attribute(name: "scales", value: .floats([.nan, .infinity]))], [.data([1, 2])]),
    ("LSTM", [int("hidden_size", .min)], [.data([1, 2, 3])]),
    ("Gemm", [], []),
    ("Where", [], [.absent]),
  ]

  @Test(arguments: extremes.indices)
  func `with extreme numbers do not trap`(index: Int) throws {
    let (op, attributes, operands) = Self.extremes[index]
    let graph = try GraphBuilder.standard().build(.node(op, attributes, on: operands))
    #expect(graph.id != nil)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `made of noise never trap`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let builder = try GraphBuilder.standard()
    let models = FixtureModels.all
    var bytes = models[Int.random(in: 0..<models.count, using: &generator)].bytes
    for _ in 0..<Int.random(in: 1...20, using: &generator) {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
        UInt8.random(in: 0...255, using: &generator)
    }
    do {
      let graph = try builder.build(onnx: bytes.bytes)
      #expect(graph.id != nil)
    } catch is FormatError {
    } catch is GraphError {
    }
  }
}
