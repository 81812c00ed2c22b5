import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Quantile")
struct QuantileTests {
  @Test(arguments: [
    ([3.5], 0.25, 3.5), ([2, 4], 0.25, 2.5), ([2, 4], 0.75, 3.5), ([2, 3, 4], 0.25, 2.5),
    ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.25, 3.25), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.75, 7.75),
    ([0.0099, 0.01, 0.0101, 0.05], 0.75, 0.020075000000000003), ([1, 2], 1, 2), ([1, 2], 0, 1),
  ])
  func `is numpy's`(values: [Double], p: Double, expected: Double) {
    #expect(Quantile.linear(p, of: values) == expected)
    #expect(Quantile.linear(p, of: values.span) == expected)
  }

  @Test(.enabled(if: PythonOracle.has("numpy"), "needs Scripts/oracles"))
  func `is numpy's to the bit on 10,000 random lists`() throws {
    var chance = SplitMix64(seed: 3)
    let lists = (0..<10_000).map { _ in
      (0..<Int.random(in: 1...60, using: &chance)).map { _ in
        Double.random(in: -1...1, using: &chance)
          * Double(sign: .plus, exponent: Int.random(in: -30...30, using: &chance), significand: 1)
      }
    }
    let answers = try Oracle.answers(to: lists.map { "\($0)" })
    for (list, answer) in zip(lists, answers) {
      let expected = answer.split(separator: " ").map { Double($0) }
      let sorted = list.sorted()
      #expect([0.25, 0.5, 0.75, 0.99].map { Quantile.linear($0, of: sorted) } == expected)
    }
    #expect(answers.count == lists.count)
  }

  @Test(arguments: [1, 2, 3, 16, 17, 18, 100, 1001, 5000])
  func `select the middle value of any order`(count: Int) {
    var chance = SplitMix64(seed: UInt64(count))
    let orders: [[Double]] = [
      (0..<count).map { _ in Double.random(in: -1...1, using: &chance) },
      (0..<count).map { _ in Double(Int.random(in: 0..<4, using: &chance)) },
      (0..<count).map { Double($0) }, (0..<count).map { Double(-$0) },
      Array(repeating: 2.5, count: count),
    ]
    for order in orders {
      var values = order
      #expect(Quantile.median(selectingFrom: &values) == Quantile.median(of: order.sorted()))
      #expect(values.sorted() == order.sorted())
    }
  }
}

/// `Tests/Oracles/quartiles.py`.
enum Oracle {
  static func answers(to lines: [String]) throws -> [Substring] {
    let folder = try TemporaryFolder()
    try folder.write("lists", lines.joined(separator: "\n") + "\n")
    let command = "'\(PythonOracle.interpreter)' '\(PythonOracle.script("quartiles.py"))' < lists"
    let run = try ToolRun(shell: command, in: folder.url)
    try #require(run.status == 0, "\(run.messages)")
    return String(decoding: run.output, as: UTF8.self).split(separator: "\n")
  }
}
