import ByteReading
import ContentHashing
import DatasetCatalog
import TestSupport
import Testing

@Suite("Named splits")
struct SplitTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
    let figures = (1...30).flatMap { number in
      ["cpu", "gpu"].map { measurementLine(number, platform: $0) }
    }
    // Another batch size of network 1.
    let sibling = graphLine(31).replacing(
      "s1\(graphID(31).dropFirst(2))", with: "s1\(graphID(1).dropFirst(2))")
    try merge(
      (1...30).map { graphLine($0) } + figures + [sibling, measurementLine(31, platform: "cpu")],
      into: path)
  }

  private func split(_ rule: String, _ name: String = "x") throws -> NamedSplit {
    try Catalog(readingAt: path).split(
      name, by: try #require(SplitRule(rule)), matching: MeasurementQuery(), condition: nil)
  }

  private func store(_ split: NamedSplit, replaces: Bool = false) throws {
    let run = CatalogRun(tool: "test", version: "0", arguments: [], started: "2026-01-02T00:00:00Z")
    try SplitStore.store(split, in: path, by: run, ended: "", replaces: replaces)
  }

  static let rules: [(String, [String: Int])] = [
    ("family:f0", ["test": 20, "train": 41]),
    ("family:f1,f0", ["test": 41, "train": 20]),
    ("platform:gpu", ["test": 30, "train": 31]),
    ("few-shot:5:1:gpu", ["test": 25, "train": 36]),
    ("time:2026-01-01T00:00:00Z", ["test": 61]),
    ("time:2027", ["train": 61]),
  ]

  @Test(arguments: rules)
  func `have parts of the sizes that follow from their rules`(
    rule: String, sizes: [String: Int]
  ) throws {
    let counts = try split(rule).counts.map { ($0.part, $0.members) }
    #expect(Dictionary(uniqueKeysWithValues: counts) == sizes)
    #expect(SplitRule(rule).map(\.description).flatMap(SplitRule.init) == SplitRule(rule))
  }

  @Test(arguments: ["random:0.5:3", "folds:3:7", "few-shot:4:2"])
  func `keep all batch sizes of a network together`(rule: String) throws {
    let split = try split(rule)
    for platform in ["cpu", "gpu"] {
      #expect(part(of: split, 1, platform) == part(of: split, 31, "cpu"))
    }
    #expect(try self.split(rule).sha256 == split.sha256)
  }

  @Test func `make folds of equal size, and few shots`() throws {
    #expect(try split("folds:3:7").counts.map(\.part) == ["fold-0", "fold-1", "fold-2"])
    let sizes = try split("folds:3:7").counts.map(\.graphs)
    #expect(sizes.reduce(0, +) == 31 && sizes.allSatisfy { (10...11).contains($0) })
    let train = try split("few-shot:4:2").counts.first { $0.part == "train" }
    #expect(train.map { (4...5).contains($0.graphs) } == true)
  }

  @Test func `decide by SHA-256 of seed and structure`() throws {
    let split = try split("random:0.5:3")
    let text = Array("3:s1\(graphID(7).dropFirst(2))".utf8)
    var hasher = ContentHasher()
    hasher.update(text.bytes)
    let first = hasher.finalize().hexDigits.prefix(1)
    let part = ("0"..."7").contains(String(first)) ? "test" : "train"
    #expect(self.part(of: split, 7, "cpu") == part)
  }

  private func part(of split: NamedSplit, _ number: Int, _ platform: String) -> String? {
    var found: String?
    split.forEach { if $1 == graphID(number), $2 == platform { found = $0 } }
    return found
  }

  @Test func `are stored once, and come back as they were`() throws {
    let split = try split("random:0.3:1", "mine")
    try store(split)
    try store(split)
    let catalog = try Catalog(readingAt: path)
    #expect(try catalog.split(named: "mine") == split)
    let other = try self.split("random:0.3:2", "mine")
    #expect(throws: CatalogError.self) { try store(other) }
    try store(other, replaces: true)
    #expect(try Catalog(readingAt: path).split(named: "mine") == other)
    #expect(throws: CatalogError.self) { try catalog.split(named: "yours") }
    var listed = 0
    try catalog.list(.splits, header: { _ in }, row: { _ in listed += 1 })
    #expect(listed == 2)
  }

  @Test func `name the parts of records`() throws {
    try store(try split("platform:gpu", "device"))
    let catalog = try Catalog(readingAt: path)
    let sink = BytesSink()
    let query = MeasurementQuery(parts: try catalog.storedSplit(named: "device"))
    try catalog.writeRecords(to: sink, matching: query)
    #expect(sink.text.split(separator: "\"split\":\"test\"").count == 31)
    #expect(throws: CatalogError.self) { try catalog.storedSplit(named: "yours") }
  }

  private func leaks(_ name: String?) throws -> [String] {
    var found: [String] = []
    _ = try Catalog(readingAt: path).forEachLeak(ofSplit: name) {
      structure, platform, parts, graphs in
      let words =
        [String(structure.suffix(2)), platform ?? "-"] + parts + graphs.map { String($0.suffix(2)) }
      found.append(words.joined(separator: " "))
    }
    return found
  }

  @Test func `leak where a network is on both sides`() throws {
    try store(split("platform:gpu", "device"))
    #expect(try leaks("device") == [])
    #expect(try leaks(nil) == [])
    try merge(
      [
        measurementLine(1, platform: "tpu", members: #","dataset":"d","split":"train""#),
        measurementLine(31, platform: "tpu", members: #","dataset":"d","split":"test""#),
        measurementLine(2, platform: "tpu", members: #","dataset":"e","split":"test""#),
      ], into: path)
    #expect(try leaks(nil) == ["01 - d/test d/train 01 1f"])
    // Graphs 3 and 5 become one network after the split was made.
    try store(split("family:f2", "family"))
    let five = "s1\(graphID(5).dropFirst(2))"
    try writeSQL(path, "UPDATE graph SET structure = '\(five)' WHERE id = '\(graphID(3))'")
    #expect(try leaks("family") == ["05 - test train 03 05"])
  }

  @Test(arguments: ["", "family:", "random:2:1", "random:0.5", "few-shot:0:1", "folds:1:1", "own"])
  func `follow no rule that there is not`(rule: String) {
    #expect(SplitRule(rule) == nil)
  }

  @Test func `name what their rules do not find`() throws {
    #expect(throws: CatalogError.self) { try split("family:f9") }
    #expect(throws: CatalogError.self) { try split("platform:tpu") }
  }
}
