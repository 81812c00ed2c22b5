import ArchiveFormat
import ByteReading
import ComputationGraph
import GraphBuilding
import RecordStreams
import TestSupport

/// The 359 models of `fixtures/nnlqp-mini.tar.gz`, read in place.
enum FixtureModels {
  struct Model: Sendable {
    /// The path as `gt.txt` writes it: `onnx/alexnet/alexnet_1_0000.onnx`.
    let path: String
    let bytes: [UInt8]
    let draft: GraphDraft
    /// What is built of it as it stands.
    let graph: Graph
  }

  static let all: [Model] = {
    do {
      let archive = try ArchiveReader(path: Checkout.fixture("nnlqp-mini.tar.gz"))
      let builder = try GraphBuilder.standard()
      var models: [Model] = []
      while let entry = try archive.next() {
        guard entry.name.hasSuffix(".onnx") else { continue }
        let bytes = try EntrySource(entry, of: archive).readAll()
        let path = entry.name.split(separator: "/").dropFirst().joined(separator: "/")
        let draft = try ONNXDraft.draft(bytes.bytes, .standard())
        models.append(
          Model(path: path, bytes: bytes, draft: draft, graph: try builder.build(draft)))
      }
      return models
    } catch {
      return []
    }
  }()
}
