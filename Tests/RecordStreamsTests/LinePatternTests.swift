import ByteReading
import RecordStreams
import Testing

@Suite("Line patterns")
struct LinePatternTests {
  /// `{"a":"xyz","n":12,"v":1.5}` with a hole for each value.
  private func pattern() -> LinePattern {
    let line = Array(#"{"a":"xyz","n":12,"v":1.5}"#.utf8)
    return LinePattern(
      line.bytes,
      holes: [.init(6..<9, .text), .init(15..<17, .count), .init(22..<25, .number)])
  }

  private func found(in text: String) -> [String]? {
    let line = Array(text.utf8)
    var found: [Range<Int>] = []
    guard pattern().matches(line.bytes, &found) else { return nil }
    return found.map { String(decoding: line[$0], as: UTF8.self) }
  }

  private static let fitting: [(String, [String])] = [
    (#"{"a":"xyz","n":12,"v":1.5}"#, ["xyz", "12", "1.5"]),
    (#"{"a":"","n":1,"v":0}"#, ["", "1", "0"]),
    (
      #"{"a":"a longer name than eight","n":999999999999999999,"v":-1e-300}"#,
      ["a longer name than eight", "999999999999999999", "-1e-300"]
    ),
  ]

  @Test(arguments: fitting)
  func `find what stands in their holes`(text: String, tokens: [String]) {
    #expect(found(in: text) == tokens)
  }

  @Test(arguments: [
    "", "{", #"{"a":"xyz","n":12,"v":1.5"#, #"{"a":"xyz","n":12,"v":1.5} "#,
    #"{"a":"x\"z","n":12,"v":1.5}"#, #"{"a":"x\\","n":12,"v":1.5}"#, #"{"a":"ä","n":12,"v":1.5}"#,
    "{\"a\":\"\u{1}\",\"n\":12,\"v\":1.5}", #"{"a":"eight or more, é","n":12,"v":1.5}"#,
    #"{"a":"xyz","n":0,"v":1.5}"#, #"{"a":"xyz","n":012,"v":1.5}"#, #"{"a":"xyz","n":-1,"v":1.5}"#,
    #"{"a":"xyz","n":,"v":1.5}"#, #"{"a":"xyz","n":1.0,"v":1.5}"#,
    #"{"a":"xyz","n":1000000000000000000,"v":1.5}"#, #"{"a":"xyz","n":12,"v":}"#,
    #"{"a":"xyz","n":12,"v":null}"#, #"{"b":"xyz","n":12,"v":1.5}"#,
    #"{"a":"xyz","n":12,"v":"1.5"}"#,
    #"{"a":"xyz","n":12,"w":1.5}"#, #"{"a": "xyz","n":12,"v":1.5}"#,
  ])
  func `refuse other lines`(text: String) {
    #expect(found(in: text) == nil)
  }
}
