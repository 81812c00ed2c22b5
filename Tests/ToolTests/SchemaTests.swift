import Foundation
import TestSupport
import Testing

@Suite("Schemas", .enabled(if: PythonOracle.has("jsonschema"), "needs Scripts/oracles"))
struct SchemaTests {
  static let pipelines = [
    "cg-build $FIXTURES/nnlqp-mini.tar.gz/nnlqp-mini/onnx/alexnet",
    "gt-parse $FIXTURES/nnlqp-mini.tar.gz",
    "gt-parse $FIXTURES/nnlqp-mini.tar.gz | awk 'NR % 36 == 0' "
      + "| cg-build --models $FIXTURES/nnlqp-mini.tar.gz",
  ]

  @Test(arguments: pipelines)
  func `hold for what tools write`(pipeline: String) throws {
    try validate(pipeline)
  }

  @Test func `hold for the outputs of the golden cases`() throws {
    for toolCase in try ToolCase.all() {
      let output = toolCase.folder.appending(path: "output")
      guard let text = try? String(contentsOf: output, encoding: .utf8),
        text.hasPrefix(#"{"kind":"#)
      else { continue }
      // Whole records of the kinds that have a schema; some cases show only a part.
      let kinds = "architecture|graph|measurement|prediction|proposal|trial"
      let records = "^[{]\"kind\":\"(\(kinds))\".*[}]$"
      guard text.split(separator: "\n").contains(where: { $0.hasSuffix("}") }) else { continue }
      try validate("grep -E '\(records)' '\(output.path)'")
    }
  }

  @Test func `hold for the cards`() throws {
    let folder = try TemporaryFolder()
    let script = PythonOracle.script("validate_cards.py")
    let run = try ToolRun(shell: "'\(PythonOracle.interpreter)' '\(script)'", in: folder.url)
    #expect(run.status == 0, "\(String(decoding: run.output, as: UTF8.self))\(run.messages)")
  }

  private func validate(_ pipeline: String) throws {
    let folder = try TemporaryFolder()
    let script = PythonOracle.script("validate_records.py")
    let run = try ToolRun(
      shell: "{ \(pipeline); } | '\(PythonOracle.interpreter)' '\(script)'", in: folder.url)
    let report = String(decoding: run.output, as: UTF8.self)
    #expect(run.status == 0, "\(pipeline)\n\(report)\(run.messages)")
    #expect(report.contains(":"), "\(pipeline) wrote no record")
  }
}
