import ByteReading
import ComputationGraph
import ModelFormats
import ProtobufFormat
import TestSupport
import Testing

@Suite("ONNX model")
struct ONNXModelTests {

  // MARK: Reading

  @Test func `reads the structure`() throws {
    let file = TinyModel.mixed.bytes
    let model = try ONNXModel(file.bytes)
    #expect(model.irVersion == 8)
    #expect(model.operatorSets.version() == 17)
    #expect(model.graph.nodes.map(\.opType) == ["Conv", "Constant", "Reshape", "If"])
    #expect(model.graph.nodes[0].inputs == ["x", "w", "b"])
    #expect(model.graph.nodes[0].attribute("strides")?.ints == [2, 2])
    #expect(model.graph.nodes[0].attribute("auto_pad")?.text == "SAME_UPPER")
    #expect(model.graph.nodes[0].attribute("alpha")?.float == 0.5)
    #expect(model.graph.inputs[0].shape == [.value(1), .value(3), .value(8), .value(8)])
    #expect(model.graph.inputs[1].elementType == .bool)
    #expect(model.graph.initializers.map(\.dims) == [[8, 3, 3, 3], [16]])
  }

  @Test func `reads the body of a control-flow node`() throws {
    let file = TinyModel.mixed.bytes
    let model = try ONNXModel(file.bytes)
    guard case .graph(let body) = model.graph.nodes[3].attribute("then_branch")?.value else {
      Issue.record("no graph in then_branch")
      return
    }
    #expect(body.initializers.map(\.name) == ["inner"])
  }

  @Test func `finds payloads without copying them`() throws {
    let file = TinyModel.mixed.bytes
    let tensors = try ONNXModel(file.bytes).graph.initializers
    guard case .raw(let range) = tensors[0].payload else {
      Issue.record("\(tensors[0].payload)")
      return
    }
    #expect(file[range] == [UInt8](repeating: 9, count: 864)[...])
    #expect(tensors[1].payload == .typed(field: 4, byteCount: 64))
  }

  @Test func `tells dimensions apart`() throws {
    let type = TinyModel.message {
      $0.write(
        1,
        message: TinyModel.message {
          $0.write(1, varint: 1)
          $0.write(
            2,
            message: TinyModel.message {
              $0.write(1, message: TinyModel.message { $0.write(2, text: "batch") })
              $0.write(1, message: TinyModel.message { $0.write(1, int64: 3) })
              $0.write(1, message: TinyModel.message { _ in })
            })
        })
    }
    let info = TinyModel.message { $0.write(2, message: type) }
    let model = try read { $0.write(11, message: info) }
    #expect(model.graph.inputs[0].shape == [.symbol("batch"), .value(3), .unknown])
  }

  @Test func `names types that are not tensors`() throws {
    let info = TinyModel.message {
      $0.write(2, message: TinyModel.message { $0.write(4, text: "") })
    }
    let model = try read { $0.write(12, message: info) }
    #expect(model.graph.outputs[0].type == .other("sequence"))
  }

  // MARK: Refusing

  @Test func `names the part that is damaged`() {
    let broken = TinyModel.message {
      $0.write(4, text: "Relu")
      $0.write(5, bytes: [0x22, 0x09].bytes)
    }
    let error = #expect(throws: FormatError.self) {
      try read {
        $0.write(1, message: TinyModel.node("Relu", ["x"], ["y"]))
        $0.write(1, message: broken)
      }
    }
    #expect(error?.trail == ["attribute[0]", "node[1]", "graph", "ModelProto"])
    #expect(error?.reason == .truncated(needed: 9, available: 0))
  }

  @Test func `says when a known field is of another kind`() {
    let error = #expect(throws: FormatError.self) { try read { $0.write(1, varint: 5) } }
    #expect(error?.reason == .malformed("field 1 is a varint, expected a length and bytes"))
  }

  @Test func `refuses a file without a graph`() {
    #expect(
      throws: FormatError(.malformed("no graph; is it an ONNX model?"), at: 2).inside("ModelProto")
    ) {
      try ONNXModel([0x08, 0x03].bytes)
    }
  }

  @Test func `refuses graphs nested 100000 deep`() {
    let file = TinyModel.nested(graphs: 100_000)
    let error = #expect(throws: FormatError.self) { try ONNXModel(file.bytes) }
    #expect(error?.reason == .overLimit("graphs nested too deep"))
  }

  static let impossible: [(tensor: ProtobufWriter, reason: FormatError.Reason)] = [
    (
      TinyModel.tensor("w", [1_000_000_000, 1_000_000_000]),
      .overLimit("a tensor of 1000000000000000000 elements, expected at most 1099511627776")
    ),
    (TinyModel.tensor("w", [-1, 3]), .malformed("dimensions [-1, 3] of a tensor")),
    (TinyModel.raw("w", [3], [0, 0, 0, 0]), .malformed("4 bytes of raw_data, expected 12")),
  ]

  @Test(arguments: impossible.indices)
  func `refuses tensors that cannot be`(index: Int) {
    let (tensor, reason) = Self.impossible[index]
    let error = #expect(throws: FormatError.self) { try read { $0.write(5, message: tensor) } }
    #expect(error?.reason == reason)
    #expect(error?.trail == ["initializer[0]", "graph", "ModelProto"])
  }

  // MARK: Noise

  @Test func `survives a file cut at every byte`() {
    let file = TinyModel.mixed.bytes
    for length in 0..<file.count {
      _ = try? ONNXModel(Array(file[..<length]).bytes)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise in a real structure`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var file = TinyModel.mixed.bytes
    for _ in 0..<8 {
      file[Int.random(in: 0..<file.count, using: &random)] = UInt8(
        truncatingIfNeeded: random.next())
    }
    guard let model = try? ONNXModel(file.bytes) else { return }
    for tensor in model.graph.initializers {
      _ = try? tensor.int64Values(in: file.bytes)
      _ = try? tensor.floatValues(in: file.bytes)
    }
  }

  private func read(_ fields: (inout ProtobufWriter) -> Void) throws -> ONNXModel {
    let file = TinyModel.model(TinyModel.graph(fields)).bytes
    return try ONNXModel(file.bytes)
  }
}
