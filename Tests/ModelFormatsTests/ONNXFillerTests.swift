import ByteReading
import ModelFormats
import ProtobufFormat
import TestSupport
import Testing

@Suite("ONNX filler")
struct ONNXFillerTests {
  @Test func `gives every stripped tensor values`() throws {
    let model = try fill(TinyModel.mixed(hasWeights: false).bytes, seed: 1)
    let graph = try ONNXModel(model.bytes.bytes).graph
    let weight = try graph.initializers[0].floatValues(in: model.bytes.bytes)
    #expect(weight.count == 216)
    #expect(Set(weight).count > 200)
    #expect(
      try graph.initializers[1].floatValues(in: model.bytes.bytes)
        == [Float](repeating: 0, count: 16))
    #expect(model.report.filledTensors == 3)
    #expect(model.report.bytesWritten == model.bytes.count)
  }

  @Test func `leaves a model with weights as it is`() throws {
    #expect(try fill(TinyModel.mixed.bytes, seed: 1).bytes == TinyModel.mixed.bytes)
  }

  @Test func `is undone by stripping`() throws {
    let stripped = TinyModel.mixed(hasWeights: false).bytes
    let sink = MemorySink()
    _ = try ONNXStripper().strip(MemorySource(try fill(stripped, seed: 3).bytes), to: sink)
    #expect(sink.bytes == stripped)
  }

  @Test func `depends on the seed and on nothing else`() throws {
    let stripped = TinyModel.mixed(hasWeights: false).bytes
    #expect(try fill(stripped, seed: 1).bytes == fill(stripped, seed: 1).bytes)
    #expect(try fill(stripped, seed: 1).bytes != fill(stripped, seed: 2).bytes)
  }

  @Test func `keeps the scale of what flows through a convolution`() throws {
    let model = TinyModel.model(
      TinyModel.graph {
        $0.write(1, message: TinyModel.node("Conv", ["x", "w"], ["y"]))
        $0.write(5, message: TinyModel.tensor("w", [64, 50, 3, 3]))
      })
    let filled = try fill(model.bytes, seed: 7).bytes
    let values = try ONNXModel(filled.bytes).graph.initializers[0]
      .floatValues(in: filled.bytes)
    let mean = values.reduce(0, +) / Float(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
    #expect(abs(mean) < 0.001)
    #expect(abs(variance - 2 / 450) < 0.0002)
  }

  @Test func `makes initializers of inputs that are weights`() throws {
    let model = TinyModel.model(
      TinyModel.graph {
        let names = ["x", "scale", "bias", "mean", "var"]
        $0.write(1, message: TinyModel.node("BatchNormalization", names, ["y"]))
        $0.write(1, message: TinyModel.node("Add", ["y", "other"], ["z"]))
        $0.write(11, message: TinyModel.valueInfo("x", [1, 16, 4, 4]))
        for name in names.dropFirst() { $0.write(11, message: TinyModel.valueInfo(name, [16])) }
        $0.write(11, message: TinyModel.valueInfo("other", [16]))
      })
    let filled = try fill(model.bytes, seed: 0).bytes
    let graph = try ONNXModel(filled.bytes).graph
    #expect(graph.inputs.map(\.name) == ["x", "other"])
    #expect(graph.initializers.map(\.name) == ["scale", "bias", "mean", "var"])
    let values = try graph.initializers.map { try $0.floatValues(in: filled.bytes) }
    #expect(values.map(\.first) == [1, 0, 0, 1])
  }

  @Test(
    arguments: [(1, 4), (10, 2), (11, 8), (16, 2), (7, 8), (3, 1), (2, 1), (17, 1)]
      as [(UInt64, Int)])
  func `fills every type of element`(type: UInt64, width: Int) throws {
    let model = TinyModel.model(
      TinyModel.graph { $0.write(5, message: TinyModel.tensor("w", [4, 5], type: type)) })
    let filled = try fill(model.bytes, seed: 0).bytes
    guard case .raw(let range) = try ONNXModel(filled.bytes).graph.initializers[0].payload else {
      Issue.record("no values")
      return
    }
    #expect(range.count == 20 * width)
  }

  @Test func `looks through other names of a weight, even names in a circle`() throws {
    let model = TinyModel.model(
      TinyModel.graph {
        $0.write(1, message: TinyModel.node("Identity", ["b"], ["c"]))
        $0.write(1, message: TinyModel.node("Identity", ["c"], ["d"]))
        $0.write(1, message: TinyModel.node("Identity", ["q"], ["p"]))
        $0.write(1, message: TinyModel.node("Identity", ["p"], ["q"]))
        $0.write(1, message: TinyModel.node("Conv", ["x", "w", "d"], ["y"]))
        $0.write(1, message: TinyModel.node("Conv", ["y", "w", "q"], ["z"]))
        $0.write(5, message: TinyModel.tensor("b", [16]))
      })
    let filled = try fill(model.bytes, seed: 0).bytes
    let bias = try ONNXModel(filled.bytes).graph.initializers[0].floatValues(in: filled.bytes)
    #expect(bias == [Float](repeating: 0, count: 16))
  }

  @Test func `refuses tensors that would fill the disk`() {
    let model = TinyModel.model(
      TinyModel.graph {
        $0.write(5, message: TinyModel.tensor("w", [1_000_000, 1_000_000]))
      })
    let sink = MemorySink()
    let error = #expect(throws: FormatError.self) {
      try ONNXFiller(seed: 0).fill(model.bytes.bytes, to: sink)
    }
    #expect(error?.reason == .overLimit("more than 68719476736 bytes of values are missing"))
    #expect(sink.bytes.isEmpty)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise in a real structure`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var file = TinyModel.mixed(hasWeights: false).bytes
    for _ in 0..<4 {
      file[Int.random(in: 0..<file.count, using: &random)] = UInt8.random(
        in: 0...40, using: &random)
    }
    // A dimension that noise made large is refused, or filled with at most these many bytes.
    guard let filled = try? fill(file, seed: seed, limit: 1 << 20) else { return }
    #expect(throws: Never.self) { try ONNXModel(filled.bytes.bytes) }
  }

  private func fill(
    _ file: [UInt8], seed: UInt64, limit: Int = 1 << 36
  ) throws -> (bytes: [UInt8], report: ONNXRewriteReport) {
    let sink = MemorySink()
    let report = try ONNXFiller(seed: seed, limit: limit).fill(file.bytes, to: sink)
    return (sink.bytes, report)
  }
}
