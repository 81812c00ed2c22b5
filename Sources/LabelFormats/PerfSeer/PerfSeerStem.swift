internal import ByteReading

/// What the name of a PerfSeer file tells: `bs128_s['vggnet', …]_bnum[2, 2, 3, 2]`.
struct PerfSeerStem: Equatable {
  /// The batch size, where the name begins with one.
  let batch: Int?
  /// The styles of the stages; empty where the name tells none.
  let styles: [String]

  init(_ stem: String) {
    let utf8 = Array(stem.utf8)
    var digits = utf8.dropFirst(2).prefix { $0 &- UInt8(ascii: "0") < 10 }
    let isNumbered =
      stem.hasPrefix("bs") && !digits.isEmpty
      && utf8.dropFirst(2 + digits.count).first == UInt8(ascii: "_")
    digits = digits.prefix(9)
    batch =
      isNumbered ? Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil } : nil
    styles = Self.styles(utf8)
  }

  /// The list behind the first `_s`, before the first `_bnum`.
  private static func styles(_ stem: [UInt8]) -> [String] {
    guard let start = place(of: "_s", in: stem), let end = place(of: "_bnum", in: stem),
      end >= start + 2
    else { return [] }
    let list = Array(stem[start + 2..<end])
    var literal = PythonLiteral(list.bytes)
    guard let styles = try? literal.readStrings(), literal.peek() == nil else { return [] }
    return styles
  }

  private static func place(of text: String, in stem: [UInt8]) -> Int? {
    let text = Array(text.utf8)
    guard stem.count >= text.count else { return nil }
    return (0...stem.count - text.count).first { place in
      text.indices.allSatisfy { stem[place + $0] == text[$0] }
    }
  }

  /// The styles, each once, in their order: `vggnet`, or `resnext+vggnet`.
  var family: String {
    var distinct: [String] = []
    for style in styles where !distinct.contains(style) { distinct.append(style) }
    return distinct.isEmpty ? "unknown" : distinct.joined(separator: "+")
  }
}
