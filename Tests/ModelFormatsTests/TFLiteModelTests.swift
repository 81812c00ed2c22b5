import ByteReading
import ComputationGraph
import ModelFormats
import TestSupport
import Testing

@Suite("TensorFlow Lite model")
struct TFLiteModelTests {
  @Test func `reads tensors, operators and options`() throws {
    let bytes = TinyTFLite.file()
    let model = try TFLiteModel(bytes.bytes)
    #expect(model.version == 3)
    #expect(model.description == "made for a test")
    let network = try #require(model.subgraphs.first)
    let names = network.tensors.map { bytes.bytes.extracting($0.name).text }
    #expect(names == ["data", "filters", "features", "result"])
    #expect(network.tensors.map(\.isConstant) == [false, true, false, false])
    let shape = try #require(network.tensors[1].shape)
    #expect(bytes[shape] == [4, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0])
    #expect(network.tensors[1].type == .int8)
    #expect(model.buffers[1].count == 108)
    let convolution = model.applied(0, in: network)
    #expect(convolution.name == "CONV_2D")
    #expect(convolution.inputs == [0, 1, -1])
    #expect(convolution.option("stride_h") == 2)
    #expect(convolution.option("dilation_w_factor") == 1)
    #expect(convolution.option("fused_activation_function") == 3)
    let custom = model.applied(1, in: network)
    #expect(custom.name == "my-op")
    #expect(custom.isCustom)
  }

  @Test(
    arguments: [
      ([0: .int8(3)], "CONV_2D"),
      ([0: .int8(127), 3: .int32(150)], "GELU"),
      ([3: .int32(4)], "DEPTHWISE_CONV_2D"),
      ([3: .int32(100_000)], "BUILTIN:100000"),
    ] as [([Int: FlatBytes.Field], String)])
  func `takes the larger of the two operator codes`(
    code: [Int: FlatBytes.Field], name: String
  ) throws {
    let bytes = TinyTFLite.file(convolution: code)
    let model = try TFLiteModel(bytes.bytes)
    #expect(model.applied(0, in: model.subgraphs[0]).name == name)
  }

  @Test func `refuses an operand that is not there, and says where`() {
    let bytes = TinyTFLite.file(input: 9)
    let error = #expect(throws: FormatError.self) { try TFLiteModel(bytes.bytes) }
    #expect(error?.reason == .malformed("inputs: tensor 9 of 4"))
    #expect(error?.trail == ["operators[0]", "Model.subgraphs[0]"])
  }

  @Test func `survives noise and truncation`() {
    var generator = SplitMix64(seed: 5)
    let whole = TinyTFLite.file()
    for length in whole.indices {
      let part = Array(whole.prefix(length))
      _ = try? TFLiteModel(part.bytes)
    }
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let noise = bytes
      _ = try? TFLiteModel(noise.bytes)
    }
  }
}
