import DatasetCatalog
import TestSupport
import Testing

@Suite("Architectures and platforms of cards")
struct ArchitectureTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("catalog.db")
  }

  private static let lines = [
    #"{"kind":"architecture","space":"nasbench201","encoding":"|a|","name":"config_0","index":0,"task":"cifar10","dataset":"d","seed":{"C":16},"source":{"path":"x/config_0.pkl"}}"#,
    #"{"kind":"architecture","space":"nasbench201","encoding":"|b|","source":{}}"#,
  ]

  @Test func `come back as they were`() throws {
    #expect(try merge(Self.lines, into: path).report.architectures == .init(new: 2))
    let again = Self.lines.map { $0.replacing("x/", with: "y/") }
    #expect(try merge(again, into: path).report.architectures == .init(unchanged: 2))
    #expect(try records(of: path) == Self.lines.reversed().joined(separator: "\n") + "\n")
    let copy = folder.path("copy.db")
    try merge([try records(of: path)], into: copy)
    #expect(try records(of: copy) == records(of: path))
  }

  @Test func `are in conflict where the dataset says something else`() throws {
    try merge(Self.lines, into: path)
    let other = [Self.lines[0].replacing("\"C\":16", with: "\"C\":32")]
    let report = try merge(other, into: path).report
    #expect(report.architectures == .init(conflicting: 1))
    #expect(try records(of: path).contains("\"C\":16"))
    try merge(other, into: path, policy: .replace)
    #expect(try records(of: path).contains("\"C\":32"))
  }

  @Test(arguments: [
    #"{"kind":"architecture","encoding":"|a|","source":{}}"#,
    #"{"kind":"architecture","space":"s","source":{}}"#,
    #"{"kind":"architecture","space":"s","encoding":"e","seed":[]}"#,
  ])
  func `are refused without what names them`(line: String) throws {
    #expect(try merge([line], into: path).refusals.count == 1)
  }

  @Test func `misspelt platforms are filed under their names`() throws {
    try merge(
      [
        graphLine(1), measurementLine(1, platform: "embeeded-tpu-edgetpu-int8"),
        measurementLine(1, platform: "embedded-tpu-edgetpu-int8"),
      ], into: path)
    #expect(try rows(path, "SELECT name FROM platform") == [[.text("embedded-tpu-edgetpu-int8")]])
    let aliases = "SELECT alias FROM platform_alias"
    #expect(try rows(path, aliases) == [[.text("embeeded-tpu-edgetpu-int8")]])
    #expect(try rows(path, "SELECT count(*) FROM measurement") == [[.integer(1)]])
  }
}
