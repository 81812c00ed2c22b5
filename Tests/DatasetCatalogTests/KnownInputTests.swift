import DatasetCatalog
import Foundation
import RecordStreams
import TestSupport
import Testing

@Suite("Known inputs")
struct KnownInputTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    try folder.write("records", Self.text([graphLine(1), measurementLine(1)]))
  }

  private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// Merges the files, and says which of them the catalog knew already.
  private func mergeFiles(
    _ names: [String], policy: ConflictPolicy = .keep, reader: String = "", version: String = "1"
  ) throws -> [String] {
    let run = CatalogRun(tool: "test", version: version, arguments: [], started: "")
    let writer = try CatalogWriter(path, run: run, policy: policy)
    var known: [String] = []
    for name in names {
      let file = folder.path(name)
      let mark = try #require(InputMark(of: file, reader: reader, version: version))
      guard try !writer.knows(mark) else {
        known.append(name)
        continue
      }
      try writer.begin(mark)
      let files = PathKind(of: file) == .folder ? try Folder.files(below: file) : [file]
      for file in files { try writer.merge(DescriptorSource(path: file), jobs: 1) { _ in } }
    }
    try writer.finish(at: "") { _ in }
    return known
  }

  @Test func `are known while nothing changes`() throws {
    #expect(try mergeFiles(["records"]) == [])
    #expect(try mergeFiles(["records"]) == ["records"])
    #expect(try mergeFiles(["records"], reader: "cat {}") == [], "another command reads them")
    #expect(try mergeFiles(["records"], version: "2") == [], "another version reads them")
  }

  @Test func `are known by their bytes where their times differ`() throws {
    #expect(try mergeFiles(["records"]) == [])
    let same = Self.text([graphLine(1), measurementLine(1)])
    try folder.write("records", same)
    #expect(try mergeFiles(["records"]) == ["records"])
    try folder.write("records", same.replacing("0.5", with: "0.6"))
    #expect(try mergeFiles(["records"]) == [], "as many bytes, but others")
  }

  @Test func `are known as whole folders`() throws {
    let inner = folder.url.appending(path: "many")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    for number in 1...3 { try folder.write("many/\(number)", graphLine(number) + "\n") }
    #expect(try mergeFiles(["many"]) == [])
    #expect(try mergeFiles(["many"]) == ["many"])
    try folder.write("many/4", graphLine(4) + "\n")
    #expect(try mergeFiles(["many"]) == [])
    #expect(try rows(path, "SELECT count(*) FROM graph") == [[.integer(4)]])
  }

  @Test func `are not remembered if something of them was refused or in conflict`() throws {
    try folder.write("refused", Self.text([graphLine(1), "no record"]))
    try folder.write("orphan", Self.text([measurementLine(9)]))
    try folder.write("conflict", Self.text([graphLine(1), measurementLine(1, value: 7)]))
    let names = ["records", "refused", "conflict", "orphan"]
    #expect(try mergeFiles(names) == [])
    #expect(try mergeFiles(names) == ["records"])
  }

  @Test func `are remembered when what they wait for comes`() throws {
    try folder.write("figures", Self.text([measurementLine(2)]))
    try folder.write("graphs", Self.text([graphLine(2)]))
    #expect(try mergeFiles(["figures", "graphs"]) == [])
    #expect(try mergeFiles(["figures", "graphs"]) == ["figures", "graphs"])
  }

  @Test func `are forgotten when a figure is replaced`() throws {
    try folder.write("other", Self.text([graphLine(1), measurementLine(1, value: 7)]))
    #expect(try mergeFiles(["records"], policy: .replace) == [])
    #expect(try mergeFiles(["other"], policy: .replace) == [])
    #expect(try mergeFiles(["records"], policy: .replace) == [])
    #expect(try rows(path, "SELECT value FROM measurement") == [[.real(0.5)]])
  }

  @Test func `cannot be pipes or nothing`() {
    #expect(InputMark(of: folder.path("nothing"), reader: "", version: "1") == nil)
    #expect(InputMark(of: "/dev/null", reader: "", version: "1") == nil)
  }
}
