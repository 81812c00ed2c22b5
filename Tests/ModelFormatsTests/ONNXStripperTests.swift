import ByteReading
import ComputationGraph
import ModelFormats
import ProtobufFormat
import TestSupport
import Testing

@Suite("ONNX stripper")
struct ONNXStripperTests {

  // MARK: Stripping

  @Test func `drops weights wherever they lie and keeps the rest byte for byte`() throws {
    let expected = TinyModel.mixed(hasWeights: false).bytes
    #expect(try strip(TinyModel.mixed.bytes).bytes == expected)
  }

  @Test(arguments: [1, 2, 3, 100, 100_000])
  func `does not depend on the pieces that a stream comes in`(piece: Int) throws {
    let sink = MemorySink()
    _ = try ONNXStripper().strip(MemorySource(TinyModel.mixed.bytes, piece: piece), to: sink)
    #expect(sink.bytes == TinyModel.mixed(hasWeights: false).bytes)
  }

  @Test func `finds nothing to strip in a stripped model`() throws {
    let stripped = try strip(TinyModel.mixed.bytes).bytes
    #expect(try strip(stripped).bytes == stripped)
  }

  @Test func `counts what it does`() throws {
    let report = try strip(TinyModel.mixed.bytes).report
    #expect(report.strippedTensors == 3)
    #expect(report.keptTensors == 1)
    #expect(report.bytesRead == TinyModel.mixed.bytes.count)
    #expect(report.bytesWritten == TinyModel.mixed(hasWeights: false).bytes.count)
  }

  @Test func `keeps unknown fields and unusual encodings`() throws {
    let graph = TinyModel.graph {
      $0.write(99, text: "unknown")
      $0.write(5, message: TinyModel.raw("w", [100], [UInt8](repeating: 1, count: 400)))
    }
    var model = TinyModel.model(graph)
    // The number 1 in five bytes, which no writer needs.
    model.write(fields: ([0x28, 0x81, 0x80, 0x80, 0x80, 0x00] as [UInt8]).bytes)
    let stripped = try strip(model.bytes).bytes
    #expect(stripped.count == model.bytes.count - 400 - 3 - 2)
    #expect(stripped.suffix(6) == model.bytes.suffix(6))
  }

  /// The type, the number of elements, and whether the values stay.
  static let tensors: [(type: UInt64, count: Int, width: Int, stays: Bool)] = [
    (7, 128, 8, true), (7, 129, 8, false), (6, 256, 4, true), (9, 1024, 1, true),
    (1, 8, 4, true), (1, 9, 4, false), (3, 8, 1, true), (3, 9, 1, false), (10, 9, 2, false),
    (1, 0, 4, true),
  ]

  @Test(arguments: tensors)
  func `keeps small integers and few of anything else`(
    type: UInt64, count: Int, width: Int, stays: Bool
  ) throws {
    let values = [UInt8](repeating: 0, count: count * width)
    let model = TinyModel.model(
      TinyModel.graph {
        $0.write(5, message: TinyModel.raw("t", [Int64(count)], type: type, values))
      })
    #expect((try strip(model.bytes).bytes == model.bytes) == stays)
  }

  @Test func `keeps nothing when told so`() throws {
    let report = try strip(TinyModel.mixed.bytes, keepUpTo: 0).report
    #expect(report.keptTensors == 0)
    #expect(report.strippedTensors == 4)
  }

  @Test func `drops values of every field, packed or one a field`() throws {
    for field in [4, 5, 6, 7, 9, 10, 11] as [Int32] {
      let tensor = TinyModel.tensor("t", [2000], type: 1) {
        $0.write(field, bytes: [UInt8](repeating: 1, count: 3000).bytes)
        for _ in 0..<2000 { $0.write(field, varint: 1) }
      }
      let model = TinyModel.model(TinyModel.graph { $0.write(5, message: tensor) })
      let empty = TinyModel.tensor("t", [2000], type: 1)
      let expected = TinyModel.model(TinyModel.graph { $0.write(5, message: empty) })
      #expect(try strip(model.bytes).bytes == expected.bytes, "field \(field)")
    }
  }

  @Test func `drops references to other files and says which`() throws {
    let tensor = TinyModel.tensor("t", [20]) {
      $0.write(13, message: TinyModel.entry("location", "weights.bin"))
      $0.write(14, varint: 1)
    }
    let model = TinyModel.model(TinyModel.graph { $0.write(5, message: tensor) })
    let expected = TinyModel.model(
      TinyModel.graph { $0.write(5, message: TinyModel.tensor("t", [20])) })
    let run = try strip(model.bytes)
    #expect(run.bytes == expected.bytes)
    #expect(run.report.externalTensors == 1)
    #expect(run.report.externalFiles == ["weights.bin"])
  }

  @Test func `makes inputs of weights that are none yet`() throws {
    let run = try strip(TinyModel.mixed.bytes, style: .graphInputs)
    let graph = try ONNXModel(run.bytes.bytes).graph
    #expect(graph.initializers.map(\.name) == [])
    #expect(graph.inputs.map(\.name) == ["x", "flag", "w", "b"])
    #expect(graph.inputs[2].shape == [.value(8), .value(3), .value(3), .value(3)])
    #expect(graph.inputs[2].elementType == .float32)
  }

  // MARK: Refusing

  @Test func `names the part that is cut`() {
    let file = Array(TinyModel.mixed.bytes.prefix(TinyModel.mixed.bytes.count - 200))
    let error = #expect(throws: FormatError.self) { try strip(file) }
    #expect(error?.trail.last == "ModelProto")
  }

  static let damaged: [(Hex, FormatError)] = [
    ("", FormatError(.malformed("an empty file; an ONNX model was expected"), at: 0)),
    (
      "08 08 3A 80 80 80 80 80 80 80 80 40",
      FormatError(.truncated(needed: 1, available: 0), at: 12).inside("graph").inside("ModelProto")
    ),
    (
      "08 08 12 01 61",
      FormatError(.malformed("no graph; is it an ONNX model?"), at: 5).inside("ModelProto")
    ),
    (
      "08 08 3A FF FF FF FF FF FF FF FF FF 01",
      FormatError(.malformed("length 18446744073709551615, more than any file holds"), at: 3)
        .inside("graph").inside("ModelProto")
    ),
    (
      "08 08 3A 06 2A 7F 4A 01 00 00",
      FormatError(.truncated(needed: 127, available: 4), at: 6)
        .inside("initializer[0]").inside("graph").inside("ModelProto")
    ),
    (
      "08 08 3A 03 0A 01 0B",
      FormatError(.unsupported("a group (wire type 3)"), at: 6)
        .inside("node[0]").inside("graph").inside("ModelProto")
    ),
  ]

  @Test(arguments: damaged)
  func `says what is wrong and where`(file: Hex, expected: FormatError) {
    #expect(throws: expected) { try strip(file.bytes) }
  }

  @Test func `refuses messages nested 100000 deep`() {
    let file = TinyModel.nested(graphs: 100_000)
    let error = #expect(throws: FormatError.self) { try strip(file) }
    #expect(error?.reason == .overLimit("messages nested too deep"))
  }

  @Test func `writes nothing of a model that is cut at any byte`() {
    let file = TinyModel.mixed.bytes
    for length in 0..<file.count - 8 {
      let sink = MemorySink()
      let source = MemorySource(Array(file.prefix(length)), piece: 512)
      #expect(throws: FormatError.self) { try ONNXStripper().strip(source, to: sink) }
      #expect(sink.bytes.isEmpty)
    }
  }

  /// What survives a rewrite reads as a model again, unless the noise hit what the reader checks
  /// and the stripper does not.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives noise in a real structure`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var file = TinyModel.mixed.bytes
    for _ in 0..<6 {
      file[Int.random(in: 0..<file.count, using: &random)] = UInt8(
        truncatingIfNeeded: random.next())
    }
    guard let stripped = try? strip(file), (try? ONNXModel(file.bytes)) != nil else { return }
    #expect(throws: Never.self) { try ONNXModel(stripped.bytes.bytes) }
    #expect(stripped.bytes.count <= file.count)
  }

  private func strip(
    _ file: [UInt8], keepUpTo: Int = 1024, style: ONNXStripper.Style = .emptyInitializers
  ) throws -> (bytes: [UInt8], report: ONNXRewriteReport) {
    let sink = MemorySink()
    let stripper = ONNXStripper(keepUpTo: keepUpTo, style: style)
    let report = try stripper.strip(MemorySource(file, piece: 64), to: sink)
    return (sink.bytes, report)
  }
}
