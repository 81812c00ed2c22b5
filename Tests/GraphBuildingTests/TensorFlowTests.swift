import ByteReading
import ComputationGraph
import Foundation
import GraphBuilding
import TestSupport
import Testing

@Suite("TensorFlow graphs")
struct TensorFlowTests {
  struct Expected: Decodable {
    struct File: Decodable {
      let file: String
      let shapes: [String: [Int?]?]
    }
    struct Saved: Decodable {
      let parameters: Int
      let output: [Int]
    }
    let graphs: [File]
    let saved: Saved
  }

  static let folder = Checkout.folder.appending(
    path: "Tests/GraphBuildingTests/Oracles/tensorflow")

  static func expected() throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
  }

  static func graph(_ file: String) throws -> Graph {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    return try workshop.build(bytes.bytes, as: .tensorFlow).graph
  }

  /// What TensorFlow folds away is no node of ours, and of what it leaves open we may know more.
  @Test(arguments: ["windows.pb", "shapes.pb", "old.pb", "mobilenet.pb"])
  func `have the shapes that TensorFlow infers`(file: String) throws {
    let expected = try #require(try Self.expected().graphs.first { $0.file == file })
    let graph = try Self.graph(file)
    var compared = 0
    for value in graph.nodes.flatMap(\.outputs) {
      guard let name = value.name, let shape = expected.shapes[name] else { continue }
      compared += 1
      guard let shape else { continue }
      let found = try #require(value.shape, "\(name)")
      #expect(found.count == shape.count, "\(name)")
      for (ours, theirs) in zip(found, shape) where theirs != nil {
        #expect(ours == theirs, "\(name): \(found), not \(shape)")
      }
    }
    #expect(compared >= ["windows.pb": 29, "shapes.pb": 48, "mobilenet.pb": 209][file] ?? 6)
  }

  @Test func `are followed through calls and variables`() throws {
    let expected = try Self.expected().saved
    let graph = try Self.graph("saved/saved_model.pb")
    #expect(graph.totals.parameters == expected.parameters)
    guard case .node(let node, let output)? = graph.outputs.first else {
      Issue.record("no output")
      return
    }
    #expect(graph.nodes[node].outputs[output].shape == expected.output)
    #expect(graph.nodes.allSatisfy { !$0.op.contains(".") })
  }

  @Test func `are one network as text and as bytes`() throws {
    #expect(try Self.graph("old.pb").id == Self.graph("old.pbtxt").id)
  }

  @Test func `make a bias an operand, and constants weights`() throws {
    let graph = try Self.graph("old.pb")
    #expect(
      graph.nodes.map(\.op)
        == ["Conv", "BatchNormalization", "Clip", "ReduceMean", "Gemm", "Softmax"])
    #expect(graph.nodes[0].weights.count == 2)
    #expect(graph.nodes[4].weights.count == 2)
    #expect(graph.totals.parameters == 3 * 3 * 3 * 16 + 16 + 64 + 160 + 10)
    #expect(graph.layout == "NHWC")
    #expect(
      graph.nodes[0].notes.contains("dimension 1 of \"input\" is height, which is not given"))
  }

  @Test func `take the sizes of a picture that a user gives`() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "old.pb")))
    var builder = try GraphBuilder.standard()
    builder.dimensions = ["height": 32, "width": 64]
    var workshop = GraphWorkshop(builder)
    let graph = try workshop.build(bytes.bytes, as: .tensorFlow).graph
    #expect(graph.nodes[0].outputs[0].shape == [1, 16, 32, 16])
    #expect(graph.nodes[0].attribute("pads") == .ints([0, 0, 1, 1]))
    #expect(graph.nodes[0].attribute("data_format") == .string("NHWC"))
    #expect(graph.totals.macs == 16 * 32 * 16 * 27 + 160)
  }

  static let cycle = """
    node { name: "input" op: "Placeholder" }
    node { name: "a" op: "AddV2" input: "input" input: "b" }
    node { name: "b" op: "Relu" input: "a" }
    node { name: "c" op: "Relu" input: "b" }
    """
  static let refusals: [(text: String, message: String)] = [
    (cycle, "depends on its own output"),
    ("node { name: 'a' op: 'Relu' input: 'x' }", "reads \"x\", which nothing defines"),
    ("node { name: 'a' op: 'Relu' } node { name: 'a' op: 'Relu' }", "already defined"),
    ("versions { producer: 3 }", "the graph computes nothing"),
  ]

  @Test(arguments: refusals)
  func `are refused where they make no sense`(refusal: (text: String, message: String)) throws {
    let bytes = Array(refusal.text.utf8)
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    let error = #expect(throws: GraphError.self) {
      try workshop.build(bytes.bytes, as: .tensorFlow)
    }
    #expect(error?.description.contains(refusal.message) == true)
  }

  @Test func `keep what is not known, with a note`() throws {
    let text = """
      node { name: "in" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } }
        attr { key: "shape" value { shape { dim { size: 2 } dim { size: 3 } } } } }
      node { name: "odd" op: "MyOp" input: "in" attr { key: "level" value { i: 4 } } }
      """
    let bytes = Array(text.utf8)
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    let graph = try workshop.build(bytes.bytes, as: .tensorFlow).graph
    #expect(graph.nodes.map(\.op) == ["tensorflow.MyOp"])
    #expect(graph.nodes[0].attribute("level") == .int(4))
    #expect(!graph.nodes[0].notes.isEmpty)
  }

  /// As Keras's activations are frozen, and products that it makes of tensors of any rank.
  @Test func `keep their shapes through copies and computed orders`() throws {
    let input = TensorFlowControlTests.input
    let text =
      input + """
        node { name: "both" op: "IdentityN" input: "x" input: "n" }
        node { name: "one" op: "Const" attr { key: "dtype" value { type: DT_INT32 } } attr { key: "value"
          value { tensor { dtype: DT_INT32 tensor_shape { dim { size: 1 } } int_val: 1 } } } }
        node { name: "zero" op: "Const" attr { key: "dtype" value { type: DT_INT32 } } attr { key: "value"
          value { tensor { dtype: DT_INT32 tensor_shape { dim { size: 1 } } int_val: 0 } } } }
        node { name: "axis" op: "Const" attr { key: "dtype" value { type: DT_INT32 } } attr { key: "value"
          value { tensor { dtype: DT_INT32 tensor_shape { } int_val: 0 } } } }
        node { name: "order" op: "ConcatV2" input: "one" input: "zero" input: "axis" }
        node { name: "fake" op: "FakeQuantWithMinMaxArgs" input: "both" }
        node { name: "turned" op: "Transpose" input: "fake" input: "order" }
        node { name: "y" op: "Erfc" input: "turned" }
        """
    let bytes = Array(text.utf8)
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    let graph = try workshop.build(bytes.bytes, as: .tensorFlow).graph
    #expect(
      graph.nodes.map(\.op)
        == ["tensorflow.FakeQuantWithMinMaxArgs", "Transpose", "Erf", "Sub"])
    #expect(graph.nodes.map { $0.outputs[0].shape } == [[2, 3], [3, 2], [3, 2], [3, 2]])
    #expect(graph.nodes.map(\.cost.flops) == [18, 0, 6, 6])
    #expect(graph.nodes[1].attribute("perm") == .ints([1, 0]))
  }

  /// Functions of which each calls the one before twice would be without end.
  @Test func `are not followed without limit`() throws {
    var text = "node { name: 'in' op: 'Placeholder' } node { name: 'out' op: 'f40' input: 'in' }"
    text += " library {"
    for level in 0...40 {
      let called = level == 0 ? "Relu" : "f\(level - 1)"
      text += """
         function { signature { name: 'f\(level)' input_arg { name: 'x' } output_arg { name: 'y' } }
          node_def { name: 'a' op: '\(called)' input: 'x' }
          node_def { name: 'b' op: '\(called)' input: 'a:y:0' }
          ret { key: 'y' value: 'b:y:0' } }
        """
    }
    text += "}"
    let bytes = Array(text.utf8)
    var workshop = GraphWorkshop(try GraphBuilder.standard())
    let error = #expect(throws: GraphError.self) {
      try workshop.build(bytes.bytes, as: .tensorFlow)
    }
    #expect(error?.description.contains("more than 1048576 nodes") == true)
  }
}
