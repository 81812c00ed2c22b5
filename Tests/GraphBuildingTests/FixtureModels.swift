import ArchiveFormat
import ByteReading
import GraphBuilding
import RecordStreams
import TestSupport

/// The 360 models of `fixtures/nnlqp-mini.tar.gz`, read in place.
enum FixtureModels {
  struct Model: Sendable {
    /// The path as `gt.txt` writes it: `onnx/alexnet/alexnet_1_0000.onnx`.
    let path: String
    let bytes: [UInt8]
  }

  static let all: [Model] = {
    do {
      let archive = try ArchiveReader(path: Checkout.fixture("nnlqp-mini.tar.gz"))
      var models: [Model] = []
      while let entry = try archive.next() {
        guard entry.name.hasSuffix(".onnx") else { continue }
        let bytes = try EntrySource(entry, of: archive).readAll()
        let path = entry.name.split(separator: "/").dropFirst().joined(separator: "/")
        models.append(Model(path: path, bytes: bytes))
      }
      return models
    } catch {
      return []
    }
  }()
}

extension FixtureModels.Model {
  func draft() throws -> GraphDraft {
    try ONNXImporter.draft(bytes.bytes)
  }
}
