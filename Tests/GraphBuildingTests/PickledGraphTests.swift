import ByteReading
import ComputationGraph
import GraphBuilding
import TestSupport
import Testing

@Suite("Pickled graphs")
struct PickledGraphTests {
  private static let builder = try? GraphBuilder(costs: .standard())

  /// PerfSeer's attributes of an operator.
  private static func attributes(
    _ op: String, channels: (Int, Int), side: (Int, Int), arguments: [(String, Int)] = [],
    weights: Int = 0
  ) -> SmallPickle {
    let memory: [(String, Int)] = [
      ("bytes", 64), ("weight_size", weights), ("batch_size", 2), ("input_size_with_weight", 1),
      ("input_size", 1), ("input_channels", channels.0), ("input_w", side.0),
      ("input_h", side.0), ("output_size", 1), ("output_channels", channels.1),
      ("output_w", side.1), ("output_h", side.1),
    ]
    func dictionary(_ entries: [(String, Int)]) -> SmallPickle {
      .dict(entries.map { (.text($0.0), .int($0.1)) })
    }
    let feature: SmallPickle = .dict([
      (.text("type"), .text(op)), (.text("args"), dictionary(arguments)),
      (.text("memory_info"), dictionary(memory)), (.text("flops"), .int(7)),
      (.text("arith_intensity"), .float(0.5)),
    ])
    return .dict([(.text("feature"), feature)])
  }

  private static let convolution: [(String, Int)] = [
    ("conv_kernel_size", 3), ("conv_stride", 2), ("conv_padding", 1), ("conv_dilation", 1),
    ("conv_groups", 1), ("conv_bias", 1),
  ]

  /// A convolution, an activation of it, and their sum, in the dictionaries of a release.
  private static func graph(
    nodes: String = "_node", edges: String = "_adj", kind: String = "DiGraph",
    last: [SmallPickle] = []
  ) -> SmallPickle {
    let empty: SmallPickle = .dict([])
    let convolved = attributes(
      "Conv", channels: (3, 4), side: (8, 4), arguments: convolution, weights: 112)
    let relu = attributes("Relu", channels: (4, 4), side: (4, 4))
    let sum = attributes("Add", channels: (4, 4), side: (4, 4))
    return .object(
      "networkx.classes.digraph", kind,
      state: .dict([
        (.text("graph"), empty),
        (.text(nodes), .dict([(.int(2), sum), (.int(0), convolved), (.int(1), relu)])),
        (
          .text(edges),
          .dict([
            (.int(2), .dict(last.map { ($0, empty) })),
            (.int(1), .dict([(.int(2), empty)])),
            (.int(0), .dict([(.int(2), empty), (.int(1), empty)])),
          ])
        ),
      ]))
  }

  private func build(_ value: SmallPickle, path: String = "x.pkl") throws -> Graph {
    let pickle = value.bytes
    let builder = try GraphBuilder(costs: .standard())
    var graphs: [Graph] = []
    try SeedForm.pickle.forEachNetwork(of: pickle.bytes, from: path) { network in
      let records = try builder.records(of: network.get(), from: SeedOrigin(path: path))
      graphs.append(try Graph(json: Array(records.text.split(separator: 0x0A)[0]).bytes))
    }
    return graphs[0]
  }

  @Test(arguments: [("_node", "_adj"), ("_node", "_succ"), ("node", "adj")])
  func `a PerfSeer graph of any networkx becomes ONNX's operators`(
    nodes: String, edges: String
  ) throws {
    let graph = try build(
      Self.graph(nodes: nodes, edges: edges), path: "bs2_s['a', 'b', 'a']_bnum.pkl")
    #expect(graph.nodes.map(\.op) == ["Conv", "Relu", "Add"])
    #expect(graph.nodes[2].inputs == [.node(0, output: 0), .node(1, output: 0)])
    #expect(graph.inputs.map(\.shape) == [[2, 3, 8, 8]])
    #expect(graph.weights.map(\.shape) == [[4, 3, 3, 3], [4]])
    #expect(graph.nodes[0].outputs[0].shape == [2, 4, 4, 4])
    #expect(graph.nodes[0].cost.parameters == 112 && graph.nodes[0].notes.isEmpty)
    #expect(graph.family == "a+b" && graph.batch == 2 && graph.source?.format == "perfseer")
    #expect(
      graph.nodes[1].seed
        == Array(
          #"{"id":"1","memory_info":[64,0,2,1,1,4,4,4,1,4,4,4],"flops":7,"arith_intensity":0.5}"#
            .utf8)
    )
  }

  @Test(arguments: [
    (graph(kind: "Graph"), "found an undirected Graph; expected a DiGraph or MultiDiGraph"),
    (
      graph(last: [0]),
      "node 0 (Add \"2\"): depends on its own output; expected a graph without cycles"
    ),
    (
      graph(last: [9]), "edges 0: found an integer; expected the name of a node"
    ),
    (.list([]), "found an empty list; expected networks"),
    (.int(1), "found an integer; expected a networkx graph, or a compute graph of GENNAPE"),
    (
      .object("a", "ComputeGraph", state: .dict([])),
      "found no weighted_nodes; expected a list of nodes"
    ),
  ])
  func `what is no graph is refused`(value: SmallPickle, message: String) {
    #expect {
      try build(value)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func `a networkx graph of one's own keeps its words`() throws {
    func node(_ op: String, _ more: [(SmallPickle, SmallPickle)] = []) -> SmallPickle {
      .dict([(.text("op"), .text(op))] + more)
    }
    let value: SmallPickle = .object(
      "networkx.classes.multidigraph", "MultiDiGraph",
      state: .dict([
        (
          .text("_node"),
          .dict([
            (.text("x"), node("input", [(.text("shape"), .list([1, 4]))])),
            (.text("a"), node("Relu")),
            (.text("b"), node("Add")), (.text("c"), node("mystery", [(.text("k"), .int(3))])),
          ])
        ),
        (
          .text("_adj"),
          .dict([
            (.text("x"), .dict([(.text("a"), .dict([(.int(0), .dict([]))]))])),
            (
              .text("a"),
              .dict([(.text("b"), .dict([(.int(0), .dict([])), (.int(1), .dict([]))]))])
            ),
            (.text("b"), .dict([(.text("c"), .dict([(.int(0), .dict([]))]))])),
            (.text("c"), .dict([])),
          ])
        ),
      ]))
    let graph = try build(value)
    #expect(graph.nodes.map(\.op) == ["Relu", "Add", "networkx.mystery"])
    #expect(graph.nodes[1].inputs == [.node(0, output: 0), .node(0, output: 0)])
    #expect(graph.nodes[1].outputs[0].shape == [1, 4])
    #expect(graph.nodes[2].attribute("k") == .int(3))
  }

  @Test func `a node-link file is a graph, whatever it calls its links`() throws {
    for key in ["links", "edges"] {
      let text =
        #"{"directed":true,"nodes":[{"id":0,"op":"input","shape":[1,4]},{"id":1,"op":"Relu"}],"\#(key)":[{"source":0,"target":1}]}"#
      let file = Array(text.utf8)
      var ops: [String] = []
      try SeedForm.json.forEachNetwork(of: file.bytes, from: "x.json") { network in
        ops += try GraphBuilder(costs: .standard()).build(network.get()).nodes.map(\.op)
      }
      #expect(ops == ["Relu"])
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives changed bytes`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var pickle = Self.graph().bytes
    for _ in 0..<3 {
      let place = Int.random(in: 0..<pickle.count, using: &random)
      pickle[place] = UInt8.random(in: 0...255, using: &random)
    }
    let file = pickle
    _ = try? SeedForm.pickle.forEachNetwork(of: file.bytes, from: "x.pkl") { network in
      _ = try? Self.builder?.build(network.get())
    }
  }
}
