import DatasetExport
import TestSupport
import Testing

@Suite("Sorted texts")
struct SortedTextsTests {
  @Test(arguments: [1, 40, 1000, 1 << 20])
  func `come in order, however many wait in files`(limit: Int) throws {
    var chance = SplitMix64(seed: 7)
    var texts = SortedTexts(limit: limit)
    var expected: [(key: SortedTexts.Key, text: String)] = []
    for number in 0..<500 {
      let key = SortedTexts.Key(
        path: ["", "a", "b/ä"].randomElement(using: &chance) ?? "",
        line: Int.random(in: -3..<40, using: &chance))
      let text = String(repeating: "x", count: number % 50) + "\(number)"
      expected.append((key, text))
      try texts.add(Array(text.utf8), at: key)
    }
    #expect(!texts.isEmpty)
    let order = expected.indices.sorted { (expected[$0].key, $0) < (expected[$1].key, $1) }
    var found: [String] = []
    try texts.forEach { found.append(String(decoding: $0, as: UTF8.self)) }
    #expect(found == order.map { expected[$0].text })
  }

  @Test func `may be none`() throws {
    var texts = SortedTexts(limit: 10)
    #expect(texts.isEmpty)
    try texts.forEach { _ in Issue.record("there is none") }
  }
}
