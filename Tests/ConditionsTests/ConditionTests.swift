import Conditions
import TestSupport
import Testing

@Suite("Conditions")
struct ConditionTests {
  static let fields = [
    ConditionField("family", .text), ConditionField("platform", .text),
    ConditionField("latency", .number(.time)), ConditionField("bytes", .number(.bytes)),
    ConditionField("flops", .number(.count)), ConditionField("value", .number(nil)),
  ]

  /// A network of which no size is known.
  static let network: [String: ConditionValue] = [
    "family": .text("resnet"), "platform": .text("cpu-openppl-fp32"), "latency": .number(0.007),
    "flops": .number(6e8), "value": .number(0.25),
  ]

  static let truths: [(String, Bool?)] = [
    ("family = resnet and platform ~ cpu* and latency < 8ms", true),
    ("family == resnet AND latency = 7ms", true),
    ("latency = 7000us and latency = 7e-3 and latency = 0.007s and latency=7e3µs", true),
    ("flops >= 600M and flops <= 0.6G and flops > 1k", true),
    ("value = 25%", true),
    ("family in (vgg, 'resnet')", true),
    ("family not in (vgg, alexnet)", true),
    ("family in (vgg)", false),
    ("platform ~ '*openppl?fp32'", true),
    ("platform !~ gpu*", true),
    ("platform ~ *gpu*", false),
    ("not (family = resnet or family = vgg)", false),
    ("family = vgg or latency < 1s and not flops < 1", true),
    ("family < s and family > \"res\"", true),
    ("bytes < 1GiB", nil),
    ("not bytes < 1GiB", nil),
    ("bytes < 1GiB and family = vgg", false),
    ("bytes < 1GiB or family = resnet", true),
    ("bytes is missing and latency is known", true),
    ("bytes is not known and latency is not missing", true),
  ]

  @Test(arguments: truths)
  func `hold or do not, and that may be open`(text: String, truth: Bool?) throws {
    let condition = try Condition(text, about: Self.fields)
    #expect(condition.truth { Self.network[$0.name] } == truth)
  }

  static let refusals: [(String, Int, found: String, expected: String)] = [
    ("", 1, "the end", "one of family, platform, latency, bytes, flops, value"),
    ("famly = x", 1, "\"famly\"", "one of family, platform, latency, bytes, flops, value"),
    ("family resnet", 8, "\"resnet\"", "one of < <= = >= > != ~ !~ in is"),
    ("family = ", 10, "the end", "a text, in quotation marks if need be"),
    ("family = and", 10, "\"and\"", "a text, in quotation marks if need be"),
    ("family = 'vgg", 10, "\"'\"", "a closing '"),
    ("latency < fast", 11, "\"fast\"", "a time such as 5ms"),
    ("latency < 5MB", 11, "\"5MB\"", "a time such as 5ms"),
    ("bytes < 5ms", 9, "\"5ms\"", "a size such as 64MiB"),
    ("flops < 5Q", 9, "\"5Q\"", "a number such as 600M"),
    ("flops < inf", 9, "\"inf\"", "a number such as 600M"),
    ("flops ~ 5*", 7, "\"~\"", "one of < <= = >= > !=, for flops is a number"),
    ("family = a, family = b", 11, "\",\"", "and, or, or the end"),
    ("(family = a", 12, "the end", "and, or, or )"),
    ("family in a", 11, "\"a\"", "("),
    ("family in (a", 13, "the end", ", or )"),
    ("family is here", 11, "\"here\"", "known or missing"),
    ("family not like a", 12, "\"like\"", "in"),
  ]

  @Test(arguments: refusals)
  func `say what was expected, and where`(
    text: String, position: Int, found: String, expected: String
  ) {
    #expect {
      try Condition(text, about: Self.fields)
    } throws: {
      "\($0)" == "character \(position): found \(found); expected \(expected)"
    }
  }

  @Test func `nest no deeper than is good for them`() {
    let text = String(repeating: "(", count: 100_000) + "family = a"
    #expect(throws: ConditionError.self) { try Condition(text, about: Self.fields) }
  }

  @Test func `name their fields and what these should equal`() throws {
    let condition = try Condition("family = a and not (flops in (1, 2))", about: Self.fields)
    #expect(condition.fields.map(\.name) == ["family", "flops"])
    #expect(condition.equalities.map(\.value) == [.text("a"), .number(1), .number(2)])
  }

  static let patterns: [(String, String, Bool)] = [
    ("*", "", true), ("", "", true), ("?", "", false), ("a*b*c", "aXbbYc", true),
    ("a*b*c", "aXbbY", false), ("é?", "éa", true), ("[a]", "a", false), ("[a]", "[a]", true),
  ]

  @Test(arguments: patterns)
  func `fit patterns`(pattern: String, text: String, fits: Bool) {
    #expect(GlobPattern(pattern).fits(text) == fits)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survive noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let words = ["family", "flops", "(", ")", "<", "~", "in", "not", "and", ",", "5ms", "'", " "]
    let text = (0..<20).map { _ in words.randomElement(using: &noise) ?? "" }.joined()
    _ = try? Condition(text, about: Self.fields)
  }
}
