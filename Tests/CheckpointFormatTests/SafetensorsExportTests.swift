import ByteReading
import CheckpointFormat
import Foundation
import RecordStreams
import SafetensorsFormat
import TestSupport
import Testing

@Suite("Safetensors export")
struct SafetensorsExportTests {
  /// Files that torch and numpy wrote, and the bytes of their tensors by name.
  static let files: [TensorSample] = {
    let text = try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/tensors.jsonl"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { TensorSample(line: String($0)) }
  }()

  @Test func `has files`() {
    #expect(Self.files.count >= 12)
  }

  // MARK: Writing

  @Test(arguments: files)
  func `writes the tensors of a file`(sample: TensorSample) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("saved.pt", sample.bytes)
    // Once from the file by offset, as the tool does, and once from memory.
    for ranges in [try FileRanges(path: path), nil] {
      let file = try exported(sample.bytes, ranges)
      let header = try SafetensorsHeader(file.bytes)
      #expect(header.tensors.map(\.name).sorted() == sample.tensors.keys.sorted())
      for tensor in header.tensors {
        let expected = try #require(sample.tensors[tensor.name])
        #expect(tensor.type.rawValue == expected.type, "\(tensor.name)")
        #expect(tensor.shape == expected.shape, "\(tensor.name)")
        #expect(Array(file[tensor.range]) == expected.bytes, "\(tensor.name)")
        #expect(tensor.range.lowerBound.isMultiple(of: tensor.type.size))
      }
      #expect(header.metadata == ["format": "pt"])
    }
  }

  @Test(arguments: ["gennape/real_autogo/gnn_chkpt.pt", "hat/predictors/wmt14ende_cpu_xeon.pt"])
  func `writes real checkpoints`(path: String) throws {
    guard let path = SharedData.path("data/" + path) else { return }
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let file = try exported(bytes, try FileRanges(path: path))
    #expect(try SafetensorsHeader(file.bytes).tensors.count > 4)
  }

  // MARK: Refusing

  @Test func `refuses a file without tensors`() throws {
    let pickle: [UInt8] = [0x80, 4, 0x5D, 0x2E]
    #expect(
      throws: FormatError(.malformed("no tensor that could be written"), at: 0)
    ) { try exported(pickle, nil) }
  }

  /// Whatever a file's bytes turn into, writing ends, and what it writes is a safetensors file.
  @Test(arguments: 0..<500 as Range<UInt64>)
  func `survives noise`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    guard var bytes = Self.files.randomElement(using: &noise)?.bytes else { return }
    for _ in 0..<4 {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = UInt8.random(
        in: .min ... .max, using: &noise)
    }
    guard let file = try? exported(bytes, nil) else { return }
    #expect(throws: Never.self) { try SafetensorsHeader(file.bytes) }
  }
}

/// A saved file, and its tensors.
struct TensorSample: Sendable, CustomTestStringConvertible {
  struct Tensor: Sendable {
    let type: String
    let shape: [Int]
    let bytes: [UInt8]
  }

  var testDescription: String { name }
  let name: String
  let bytes: [UInt8]
  let tensors: [String: Tensor]

  init?(line: String) {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let fields = json as? [String: Any], let name = fields["name"] as? String,
      let file = (fields["file"] as? String).flatMap({ Data(base64Encoded: $0) }),
      let tensors = fields["tensors"] as? [String: [String: Any]]
    else { return nil }
    self.name = name
    bytes = Array(file)
    self.tensors = tensors.compactMapValues { tensor in
      guard let type = tensor["type"] as? String, let shape = tensor["shape"] as? [Int],
        let bytes = (tensor["bytes"] as? String).flatMap({ Data(base64Encoded: $0) })
      else { return nil }
      return Tensor(type: type, shape: shape, bytes: Array(bytes))
    }
  }
}

/// The safetensors file of a saved one.
private func exported(_ file: [UInt8], _ ranges: FileRanges?) throws -> [UInt8] {
  let sink = MemorySink()
  _ = try SafetensorsExport().write(file.bytes, ranges, to: sink)
  return sink.bytes
}

/// Keeps what is written.
final class MemorySink: ByteSink {
  let name = "memory"
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: RawSpan) throws(StreamError) { self.bytes.append(bytes) }
  func flush() throws(StreamError) {}
  func finish() throws(StreamError) {}
}
