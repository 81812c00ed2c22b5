internal import Charts

extension XMLWriter {
  /// The longest name of a link.
  private static let longestName = 400

  /// Writes a line of Markdown: code, bold words and links; all else is text.
  mutating func spans(_ line: String) {
    var rest = line[...]
    var plain = ""
    // What has no end in the rest of the line is not looked for again.
    var (endsCode, endsBold) = (true, true)
    while let character = rest.first {
      let after = rest.dropFirst()
      switch character {
      case "\\" where after.first?.isPunctuation == true || after.first?.isSymbol == true:
        plain.append(after[after.startIndex])
        rest = after.dropFirst()
        continue
      case "`" where endsCode:
        if let end = after.firstIndex(of: "`") {
          flush(&plain)
          element(inline: "code", String(after[..<end]))
          rest = after[end...].dropFirst()
          continue
        }
        endsCode = false
      case "*" where endsBold && after.first == "*":
        let inner = after.dropFirst()
        if let end = inner.firstRange(of: "**") {
          flush(&plain)
          element(inline: "strong", String(inner[..<end.lowerBound]))
          rest = inner[end.upperBound...]
          continue
        }
        endsBold = false
      case "[":
        if let (name, address, end) = Self.link(after) {
          flush(&plain)
          link(String(name), to: String(address))
          rest = end
          continue
        }
      default: break
      }
      plain.append(character)
      rest = after
    }
    flush(&plain)
  }

  private mutating func flush(_ plain: inout String) {
    text(plain)
    plain = ""
  }

  /// An element inside a line, without a line feed behind it.
  private mutating func element(inline name: String, _ content: String) {
    raw("<\(name)>")
    text(content)
    raw("</\(name)>")
  }

  /// What stands behind `[` as `name](address)`, and what follows.
  private static func link(
    _ text: Substring
  ) -> (name: Substring, address: Substring, end: Substring)? {
    let near = text.prefix(longestName)
    guard let close = near.firstIndex(of: "]") else { return nil }
    let behind = text[close...].dropFirst()
    guard behind.first == "(" else { return nil }
    let inner = behind.dropFirst()
    guard let end = inner.prefix(longestName).firstIndex(of: ")") else { return nil }
    return (near[..<close], inner[..<end], inner[end...].dropFirst())
  }

  /// A link to the network; of one to a file, which the page may be far from, the name alone.
  private mutating func link(_ name: String, to address: String) {
    guard ["https://", "http://"].contains(where: address.hasPrefix) else { return text(name) }
    raw("<a")
    attribute("href", address)
    raw(">")
    text(name)
    raw("</a>")
  }
}
