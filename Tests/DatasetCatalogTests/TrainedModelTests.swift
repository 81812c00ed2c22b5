import DatasetCatalog
import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Checkpoints and published files")
struct TrainedModelTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A safetensors file without tensors.
  private func checkpoint(_ metadata: String) throws -> String {
    let header = Array("{\"__metadata__\":{\(metadata)}}".utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    try folder.write("model.safetensors", length + header)
    return folder.path("model.safetensors")
  }

  @Test func `of gnn-fit are noted once`() throws {
    let file = try checkpoint(
      #""format":"perfmill-predictor-1","configuration":"{\"hidden\":8,\"predictor\":\"nnlqp\"}""#)
    let model = try #require(try TrainedModel(checkpointAt: file))
    let path = folder.path("catalog.db")
    for count in 0..<2 {
      let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "")
      let writer = try CatalogWriter(path, run: run)
      try writer.merge(model)
      try writer.finish(at: "") { _ in }
      #expect(writer.report.models == .init(new: 1 - count, unchanged: count))
    }
    #expect(
      try rows(path, "SELECT sha256, predictor FROM model")
        == [[.text(model.sha256), .text("nnlqp")]])
    let copy = folder.path("copy.db")
    let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "")
    let writer = try CatalogWriter(copy, run: run)
    try writer.merge(Catalog(readingAt: path)) { _ in }
    try writer.finish(at: "") { _ in }
    var copied: [TrainedModel] = []
    try Catalog(readingAt: copy).forEachModel { copied.append($0) }
    #expect(copied == [model])
  }

  @Test(arguments: [
    #""format":"pt""#, #""format":"perfmill-predictor-1""#, #""configuration":"{}""#, "",
  ])
  func `of others are not`(metadata: String) throws {
    #expect(try TrainedModel(checkpointAt: checkpoint(metadata)) == nil)
  }

  @Test(arguments: [
    "", "{}", "{\"kind\":\"graph\"}\n", "\u{2}\0\0\0\0\0\0\0{", "\u{9}\0\0\0\0\0\0\0{}",
  ])
  func `are no other files`(text: String) throws {
    try folder.write("file", text)
    #expect(try TrainedModel(checkpointAt: folder.path("file")) == nil)
  }

  @Test func `are held against what the card says of them`() throws {
    let card = try #require(try DatasetCards().card(named: "eagle"))
    let name = card.files[0].path
    try folder.write(name, "short")
    let path = folder.path(name)
    #expect(
      try PublishedFiles.faults(in: path, of: card) == [
        "\(path): 5 bytes, but the published file has \(card.files[0].bytes)"
      ])
    try folder.write(name, [UInt8](repeating: 7, count: card.files[0].bytes))
    let faults = try PublishedFiles.faults(in: folder.url.path, of: card)
    #expect(faults.count == 1 && faults[0].contains("not the published file"))
    try folder.write("other.pickle", "short")
    #expect(try PublishedFiles.faults(in: folder.path("other.pickle"), of: card) == [])
  }
}
