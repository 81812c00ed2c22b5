import ByteReading
import DatasetQuality
import Datasets
import RecordStreams
import TestSupport
import Testing

/// Lines that resemble each other are read by comparing them; what is found must not depend on it.
@Suite("Figure tables")
struct FigureTableTests {
  /// Records of several forms one among the other, with whatever may upset a pattern.
  private static func lines(seed: UInt64) -> [String] {
    var chance = SplitMix64(seed: seed)
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &chance) ?? "" }
    return (0..<3000).map { number in
      let network = Int.random(in: 0..<400, using: &chance)
      let platform = number % 7
      let value = pick([
        "0.00\(network + 1)", "\(Double(network + 1) * 1e-5)", "1e-3", "-2.5E-2", "0", "7", "null",
        "0.0012", "0.0012", "1.5e400",
      ])
      let code = pick([
        "\"graph\":\"g\(network)\"", "\"model\":\"bs\(network % 4)_x/\(network).onnx\"",
        "\"architecture\":{\"space\":\"s\",\"encoding\":\"\(network)\"}",
        "\"architecture\":{\"encoding\":\"a\\u0041\(network)\",\"space\":\"sß\"}",
        "\"graph\":\"g\(network)\",\"model\":\"m\(network)\"",
      ])
      let more = pick([
        "", "\"family\":\"f\(network % 3)\",", "\"split\":\"train\",\"family\":null,",
        "\"split\":\"\(pick(["train", "test"]))\",",
        "\"dispersion\":0.\(network),\"count\":\(network),",
        "\"conditions\":{\"threads\":\(network % 3)},", "\"samples\":[1,2],",
        "\"note\":{\"x\":[\(network),\"\(network)\"]},", "\"note\":\"tü\",", "\"batch\":8,",
      ])
      let source = pick([
        "", ",\"source\":{\"path\":\"gt.txt\",\"line\":\(number)}",
        ",\"source\":{\"id\":\"\(number)\"}", ",\"source\":{\"line\":0}",
      ])
      let line =
        "{\"kind\":\"measurement\",\(code),\"platform\":\"p\(platform)\",\"metric\":\"latency\","
        + "\(more)\"value\":\(value),\"unit\":\"s\","
        + "\"state\":\"\(pick(["measured", "failed"]))\"\(source)}"
      return number % 97 == 0 ? String(line.dropLast(3)) : line
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `are the same by patterns and record by record`(seed: UInt64) {
    let lines = Self.lines(seed: seed)
    var (plain, refused) = (FigureTable(), [Int]())
    for (place, line) in lines.enumerated() {
      let bytes = Array(line.utf8)
      do {
        plain.add(try Measurement(json: bytes.bytes), file: "a", line: place + 1)
      } catch {
        refused.append(place + 1)
      }
    }
    let text = Array(lines.joined(separator: "\n").utf8)
    let block = FigureTable.read(LineBlock(bytes: text, firstLine: 1), of: "a")
    #expect(block.refusals.map(\.line) == refused)
    #expect(refused.count > 30)
    #expect(block.remarks.count == plain.count)
    let findings = DatasetChecks.run(on: plain)
    #expect(findings.count >= 3)
    #expect(DatasetChecks.run(on: block.remarks) == findings)
  }

  @Test func `are the same in one block and in many`() {
    let lines = Self.lines(seed: 4)
    let whole = Array(lines.joined(separator: "\n").utf8)
    var parts = FigureTable()
    for start in stride(from: 0, to: lines.count, by: 100) {
      let text = Array(lines[start..<min(start + 100, lines.count)].joined(separator: "\n").utf8)
      parts.add(FigureTable.read(LineBlock(bytes: text, firstLine: start + 1), of: "a").remarks)
    }
    let block = FigureTable.read(LineBlock(bytes: whole, firstLine: 1), of: "a").remarks
    #expect(DatasetChecks.run(on: parts) == DatasetChecks.run(on: block))
  }
}
