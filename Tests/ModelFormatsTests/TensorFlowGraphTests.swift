import ByteReading
import ComputationGraph
import ModelFormats
import ProtobufFormat
import TestSupport
import Testing

@Suite("TensorFlow graph")
struct TensorFlowGraphTests {
  @Test func `reads nodes, attributes and small tensors`() throws {
    let bytes = TinyGraphDef.convolution.bytes
    let graph = try TensorFlowGraph(graph: bytes.bytes)
    #expect(graph.nodes.map(\.op) == ["Placeholder", "Const", "Const", "Conv2D", "BiasAdd"])
    #expect(graph.nodes[0].attributes["shape"] == .shape([1, 8, 8, 3]))
    #expect(graph.nodes[3].inputs == ["input", "conv/kernel"])
    #expect(graph.nodes[3].attributes["strides"] == .ints([1, 2, 2, 1]))
    #expect(graph.nodes[3].attributes["padding"] == .text("SAME"))
    guard case .tensor(let kernel)? = graph.nodes[1].attributes["value"],
      case .tensor(let bias)? = graph.nodes[2].attributes["value"]
    else {
      Issue.record("constants without tensors")
      return
    }
    #expect(kernel.type == .float32 && kernel.shape == [3, 3, 3, 4])
    // One number stands for all, and is not repeated for many.
    #expect(kernel.floats == nil)
    #expect(bias.floats == [0.5, 0.5, 0.5, 0.5])
  }

  @Test func `reads the same of text`() throws {
    let text = Array(TinyGraphDef.convolutionText.utf8)
    let bytes = TinyGraphDef.convolution.bytes
    let (left, right) = (
      try TensorFlowGraph(text: text.bytes), try TensorFlowGraph(graph: bytes.bytes)
    )
    #expect(left.nodes.map(\.name) == right.nodes.map(\.name))
    #expect(left.nodes.map(\.inputs) == right.nodes.map(\.inputs))
    #expect(left.nodes.map(\.attributes) == right.nodes.map(\.attributes))
  }

  @Test func `reads the first graph, its functions and ways in of a SavedModel`() throws {
    typealias Tiny = TinyGraphDef
    let function = Tiny.message {
      $0.write(
        1,
        message: Tiny.message {
          $0.write(1, text: "serve")
          $0.write(2, message: Tiny.message { $0.write(1, text: "x") })
          $0.write(3, message: Tiny.message { $0.write(1, text: "y") })
        })
      $0.write(3, message: Tiny.node("twice", "AddV2", ["x", "x"]))
      $0.write(
        4,
        message: Tiny.message {
          $0.write(1, text: "y")
          $0.write(2, text: "twice:z:0")
        })
    }
    let graph = Tiny.message {
      $0.write(1, message: Tiny.node("in", "Placeholder"))
      $0.write(2, message: Tiny.message { $0.write(1, message: function) })
    }
    let signature = Tiny.message {
      $0.write(1, text: "serving_default")
      $0.write(
        2,
        message: Tiny.message {
          $0.write(
            2,
            message: Tiny.message {
              $0.write(1, text: "result")
              $0.write(2, message: Tiny.message { $0.write(1, text: "call:0") })
            })
        })
    }
    let program = Tiny.message {
      $0.write(1, varint: 1)
      $0.write(
        2,
        message: Tiny.message {
          $0.write(2, message: graph)
          $0.write(5, message: signature)
        })
    }
    let read = try TensorFlowGraph(savedModel: program.bytes.bytes)
    #expect(ModelKind.sniff(program.bytes.bytes) == .tensorFlowSavedModel)
    #expect(read.nodes.map(\.name) == ["in"])
    #expect(read.functions.map(\.name) == ["serve"])
    #expect(read.functions.first?.arguments == ["x"])
    #expect(read.functions.first?.returns == ["y": "twice:z:0"])
    #expect(read.signatures.map(\.name) == ["serving_default"])
    #expect(read.signatures.first?.outputs == ["call:0"])
  }

  @Test func `is told from others by the first bytes`() {
    let bytes = TinyGraphDef.convolution.bytes
    #expect(ModelKind.sniff(bytes.bytes) == .tensorFlowGraph)
    #expect(ModelKind.sniff(bytes.bytes.extracting(first: 32)) == .tensorFlowGraph)
    let text = Array(TinyGraphDef.convolutionText.utf8)
    #expect(ModelKind.sniff(text.bytes) == .tensorFlowText)
    var node = TinyGraphDef.node("conv1", "Conv", ["data"])
    node.write(4, message: TinyGraphDef.message { $0.write(1, text: "strides") })
    let twin = TinyGraphDef.graph([node]).bytes
    #expect(ModelKind.sniff(twin.bytes) == .mmdnn)
  }

  @Test func `refuses what is cut off, and says where`() {
    let bytes = Array(TinyGraphDef.convolution.bytes.dropLast(3))
    let error = #expect(throws: FormatError.self) { try TensorFlowGraph(graph: bytes.bytes) }
    #expect(error?.description.contains("GraphDef") == true)
    #expect(error?.description.contains("but") == true)
  }

  @Test func `survives noise and truncation`() {
    var generator = SplitMix64(seed: 7)
    let whole = TinyGraphDef.convolution.bytes
    for length in whole.indices {
      let part = Array(whole.prefix(length))
      _ = ModelKind.sniff(part.bytes)
      _ = try? TensorFlowGraph(graph: part.bytes)
    }
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let noise = bytes
      _ = try? TensorFlowGraph(graph: noise.bytes)
      _ = try? TensorFlowGraph(savedModel: noise.bytes)
      _ = try? TensorFlowGraph(text: noise.bytes)
    }
  }

  static let twins = "data/annette/mmdnn_pb/squeezenet.pb"

  @Test(.enabled(if: SharedData.path(twins) != nil, "needs shared data"))
  func `tells real files of MMdnn`() throws {
    let bytes = [UInt8](try SharedData.data(Self.twins))
    #expect(ModelKind.sniff(bytes.bytes) == .mmdnn)
    #expect(ModelKind.sniff(bytes.bytes.extracting(first: 512)) == .mmdnn)
  }
}
