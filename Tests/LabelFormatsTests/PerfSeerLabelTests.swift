import Foundation
import LabelFormats
import RecordStreams
import TestSupport
import Testing

@Suite("PerfSeer labels")
struct PerfSeerLabelTests {
  static let figures = "0.5|99|35|4096|99|38|4097"
  static let good = "{'train': '\(figures)', 'infer': '0.25|50|10|1024|60|20|1025'}"

  @Test func `become figures of an iteration`() throws {
    let records = try Labels.records(
      of: Self.good, named: "label/bs8_s['vggnet', 'resnext']_bnum[1]_x.txt")
    #expect(records.count == 14)
    let first = try #require(records.first)
    #expect(first["metric"] as? String == "latency")
    #expect(first["value"] as? Double == 0.004)
    #expect(first["batch"] as? Int == 8)
    #expect(first["phase"] as? String == "training")
    #expect(first["family"] as? String == "vggnet+resnext")
    #expect(first["model"] as? String == "bs8_s['vggnet', 'resnext']_bnum[1]_x.pkl")
    #expect(records[1]["value"] as? Double == 0.99)
    #expect(records[3]["value"] as? Double == 4_294_967_296)
    #expect(records[7]["value"] as? Double == 0.002)
  }

  static let spellings = [
    "  {'infer': '1|2|3|4|5|6|7', 'train': '1|2|3|4|5|6|7' ,\n }\n",
    #"{"train": "1|2|3|4|5|6|7", "infer": "1| 2 |3|4e0|5.|.6e1|7"}"#,
    "{'train': '1|2|3|4|5|6|7', 'infer': '1|2|3|4|5|6|7', 'note': [1, (2.5, None), {'a': True}]}",
  ]

  @Test(arguments: spellings)
  func `may be spelt as Python spells dictionaries`(label: String) throws {
    let records = try Labels.records(of: label, named: "bs1_x.txt")
    #expect(records.count == 14)
    #expect(records.allSatisfy { $0["family"] as? String == "unknown" })
  }

  static let refused: [(String, String)] = [
    (
      "{'train': __import__('os').system('echo run'), 'infer': ''}",
      #"1:11: train: found "__import__"; expected a string, and labels are never evaluated"#
    ),
    ("{'train': '\(figures)'}", "1:1: no key 'infer'; expected 'train' and 'infer'"),
    (
      "{'train': '\(figures)', 'infer': '1|2|3|4|5|6'}",
      "1:50: infer: 6 fields; expected 7, with | between"
    ),
    (
      good + "\n" + good,
      "2:1: found '{'; expected the end of the label, and labels are never evaluated"
    ),
    (
      "{'train': 'a' + 'b', 'infer': ''}",
      "1:15: found \"+\"; expected ',' or '}', and labels are never evaluated"
    ),
    ("{'train': '1", "1:11: train: a string that does not end on its line"),
    (
      "{'train': '\(figures)', 'infer': '\(figures)', 'x': eval('1')}",
      "1:83: found \"eval\"; expected a literal, and labels are never evaluated"
    ),
    (
      "{'train': '\\x31', 'infer': ''}",
      "1:11: train: a backslash in a string of a label is not supported"
    ),
    (
      "{'train': '1', 'infer': '1', 'x': " + String(repeating: "[", count: 40),
      "1:67: more than 32 levels of nesting"
    ),
  ]

  @Test(arguments: refused)
  func `are refused with their place`(label: String, message: String) throws {
    let block = try Labels.block(of: label, named: "bs1_x.txt", as: "perfseer")
    #expect(Labels.messages(of: block) == [message])
    #expect(block.block.bytes.isEmpty)
  }

  @Test func `lack a figure that is no number, and nothing else`() throws {
    let label = "{'train': 'nan|99|35|4096|99|38|None', 'infer': '0|50|10|1024|60|20|1025'}"
    let block = try Labels.block(of: label, named: "bs4_x.txt")
    #expect(
      Labels.messages(of: block) == [
        #"1:12: train.time: "nan"; expected a number"#,
        #"1:33: train.peak_memory_usage: "None"; expected a number"#,
        #"1:50: infer.time: "0"; expected a number"#,
      ])
    #expect(try Labels.records(in: block).count == 11)
  }

  @Test func `need a batch size for their time alone`() throws {
    let block = try Labels.block(of: Self.good, named: "x.txt")
    #expect(Labels.messages(of: block).count == 2)
    #expect(try Labels.records(in: block).count == 12)
  }

  @Test(arguments: 0..<20)
  func `survive noise`(seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    var label = Array(Self.good.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &chance) {
      label[Int.random(in: 0..<label.count, using: &chance)] = UInt8.random(
        in: 0...255, using: &chance)
    }
    _ = try Labels.block(of: label, named: "bs1_x.txt", as: "perfseer")
  }

  @Test(.enabled(if: SharedData.path("data/perfseer") != nil, "needs the shared data"))
  func `of the samples have the values that are expected`() throws {
    let folder = try #require(SharedData.path("data/perfseer/label/label"))
    var seen = 0
    for number in 1...12 {
      let name = number < 10 ? "0\(number)" : "\(number)"
      let json = try JSONSerialization.jsonObject(
        with: SharedData.data("data/perfseer/expected/\(name).json"))
      let expected = try #require(json as? [String: Any])
      let stem = try #require(expected["stem"] as? String)
      let label = try #require(expected["label"] as? [String: Any])
      let fields = try #require(label["fields"] as? [String: [String: Double]])
      let iteration = try #require(label["per_iteration_ms"] as? [String: Double])
      let text = try String(contentsOfFile: folder + "/" + stem + ".txt", encoding: .utf8)
      let records = try Labels.records(of: text, named: folder + "/" + stem + ".txt")
      for (phase, key) in [("training", "train"), ("inference", "infer")] {
        let own = records.filter { $0["phase"] as? String == phase }
        let wanted = try #require(fields[key])
        let keys = [
          "average_sm_util", "average_memory_util", "average_memory_usage", "peak_sm_util",
          "peak_memory_util", "peak_memory_usage",
        ]
        let factors = [0.01, 0.01, 1_048_576, 0.01, 0.01, 1_048_576]
        let values = try own.map { try #require($0["value"] as? Double) }
        try #require(values.count == 7)
        #expect(abs(values[0] / (try #require(iteration[key]) / 1000) - 1) < 1e-15)
        for (index, field) in keys.enumerated() {
          let value = try #require(wanted[field]) * factors[index]
          #expect(abs(values[index + 1] / value - 1) < 1e-15)
        }
        seen += 1
      }
    }
    #expect(seen == 24)
  }
}
