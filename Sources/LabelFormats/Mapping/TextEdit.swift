/// A change to a field's text, written as bash writes it: `%suffix`, `%%suffix`, `#prefix`,
/// `##prefix`, `,,` (lower case), `//old/new`, and at the end `:-text` for what stands in place of
/// nothing. One `*` in a prefix or suffix stands for any text.
enum TextEdit: Sendable, Equatable {
  case dropSuffix(pattern: String, longest: Bool)
  case dropPrefix(pattern: String, longest: Bool)
  case lowercase
  case replace(old: String, new: String)
  case fallback(String)

  /// Reads the edits that follow a name.
  static func edits(_ text: Substring) -> [TextEdit]? {
    var rest = text
    var edits: [TextEdit] = []
    while !rest.isEmpty {
      if rest.hasPrefix(",,") {
        rest = rest.dropFirst(2)
        edits.append(.lowercase)
      } else if rest.hasPrefix(":-") {
        edits.append(.fallback(String(rest.dropFirst(2))))
        rest = ""
      } else if rest.hasPrefix("//") {
        let parts = rest.dropFirst(2).split(
          separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let new = parts[1].prefix { !"%#,/:".contains($0) }
        edits.append(.replace(old: String(parts[0]), new: String(new)))
        rest = parts[1].dropFirst(new.count)
      } else if let sign = rest.first, sign == "%" || sign == "#" {
        let longest = rest.dropFirst().first == sign
        rest = rest.dropFirst(longest ? 2 : 1)
        let pattern = rest.prefix { !"%#,/:".contains($0) }
        guard !pattern.isEmpty, pattern.count(where: { $0 == "*" }) <= 1 else { return nil }
        rest = rest.dropFirst(pattern.count)
        edits.append(
          sign == "%"
            ? .dropSuffix(pattern: String(pattern), longest: longest)
            : .dropPrefix(pattern: String(pattern), longest: longest))
      } else {
        return nil
      }
    }
    return edits
  }

  /// The text with the change made.
  func applied(to text: String) -> String {
    switch self {
    case .lowercase: return text.lowercased()
    case .fallback(let other): return text.isEmpty ? other : text
    case .replace(let old, let new): return text.replacing(old, with: new)
    case .dropPrefix(let pattern, let longest):
      let ends = Array(text.indices) + [text.endIndex]
      let end = (longest ? ends.reversed() : ends).first { Self.matches(text[..<$0], pattern) }
      return end.map { String(text[$0...]) } ?? text
    case .dropSuffix(let pattern, let longest):
      let starts = longest ? Array(text.indices) : text.indices.reversed()
      let start = starts.first { Self.matches(text[$0...], pattern) }
      return start.map { String(text[..<$0]) } ?? text
    }
  }

  /// Whether a whole text is what a pattern stands for.
  static func matches(_ text: Substring, _ pattern: String) -> Bool {
    guard let star = pattern.firstIndex(of: "*") else { return text == pattern }
    let (before, after) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return text.count >= before.count + after.count && text.hasPrefix(before)
      && text.hasSuffix(after)
  }
}
