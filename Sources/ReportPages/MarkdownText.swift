/// A text in Markdown as blocks: as much of GitHub's Markdown as reports and their READMEs use.
///
/// Any text is one: what is no heading, table, list, code or picture is a paragraph. Blocks do not
/// nest.
package struct MarkdownText: Sendable, Equatable {
  /// What stands between two blank lines, mostly.
  package enum Block: Sendable, Equatable {
    /// A heading; levels are from 1 to 6.
    case heading(level: Int, String)
    /// Lines that were joined.
    case paragraph(String)
    /// Lines that stay as they are.
    case code(String)
    /// The texts of list items.
    case list([String])
    /// Rows of a table, its headings first; `isRight` has the columns that are set to the right.
    case table(rows: [[String]], isRight: [Bool])
    /// A picture on a line of its own; lines are counted from 1.
    case picture(label: String, path: String, line: Int)
  }

  /// The blocks in their order.
  package let blocks: [Block]

  /// Reads a text.
  package init(_ text: String) {
    var reader = MarkdownReader(text)
    blocks = reader.read()
  }

  /// The first heading.
  package var title: String? {
    for case .heading(_, let title) in blocks { return title }
    return nil
  }
}

/// Goes through the lines of a text.
private struct MarkdownReader {
  private let lines: [Substring]
  private var next = 0

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  mutating func read() -> [MarkdownText.Block] {
    var blocks: [MarkdownText.Block] = []
    while next < lines.count {
      let line = lines[next]
      if line.isBlank {
        next += 1
      } else if line.hasPrefix("```") {
        blocks.append(readFence())
      } else if line.hasPrefix("    ") {
        blocks.append(readIndented())
      } else if let heading = Self.heading(line) {
        blocks.append(heading)
        next += 1
      } else if let (label, path) = Self.picture(line) {
        next += 1
        blocks.append(.picture(label: label, path: path, line: next))
      } else if beginsTable {
        blocks.append(readTable())
      } else if line.hasPrefix("- ") {
        blocks.append(readList())
      } else {
        blocks.append(readParagraph())
      }
    }
    return blocks
  }

  private mutating func take(while belongs: (Substring) -> Bool) -> [Substring] {
    let start = next
    while next < lines.count, belongs(lines[next]) { next += 1 }
    return Array(lines[start..<next])
  }

  private mutating func readFence() -> MarkdownText.Block {
    next += 1
    let code = take { !$0.hasPrefix("```") }
    next += 1
    return .code(code.joined(separator: "\n"))
  }

  private mutating func readIndented() -> MarkdownText.Block {
    var code = take { $0.hasPrefix("    ") || $0.isBlank }
    while code.last?.isBlank == true { code.removeLast() }
    return .code(code.map { $0.dropFirst(4) }.joined(separator: "\n"))
  }

  private mutating func readList() -> MarkdownText.Block {
    var items: [String] = []
    for line in take(while: { $0.hasPrefix("- ") || $0.hasPrefix("  ") && !$0.isBlank }) {
      let text = line.drop { $0 == " " }
      if line.hasPrefix("- ") {
        items.append(String(text.dropFirst(2)))
      } else {
        items[items.count - 1] += " " + text
      }
    }
    return .list(items)
  }

  private mutating func readParagraph() -> MarkdownText.Block {
    var text = [lines[next]]
    next += 1
    while next < lines.count, !lines[next].isBlank, !beginsTable, !lines[next].hasPrefix("```"),
      !lines[next].hasPrefix("- "), Self.heading(lines[next]) == nil,
      Self.picture(lines[next]) == nil
    {
      text.append(lines[next])
      next += 1
    }
    return .paragraph(text.joined(separator: " "))
  }

  // MARK: Tables

  private var beginsTable: Bool {
    guard lines[next].hasPrefix("|"), next + 1 < lines.count else { return false }
    let rule = lines[next + 1]
    return rule.hasPrefix("|") && rule.contains("-") && rule.allSatisfy { "|-: ".contains($0) }
  }

  private mutating func readTable() -> MarkdownText.Block {
    var rows = take { $0.hasPrefix("|") }.map(MarkdownTable.cells)
    let rule = rows.remove(at: 1)
    let width = rows[0].count
    for row in rows.indices {
      rows[row] = Array(rows[row].prefix(width))
      rows[row] += Array(repeating: "", count: width - rows[row].count)
    }
    let isRight = (0..<width).map { column in
      column < rule.count && rule[column].hasSuffix(":")
        || MarkdownTable.holdsNumbers(rows.dropFirst().map { $0[column] })
    }
    return .table(rows: rows, isRight: isRight)
  }

  // MARK: Single lines

  private static func heading(_ line: Substring) -> MarkdownText.Block? {
    let level = line.prefix { $0 == "#" }.count
    guard 1...6 ~= level, line.dropFirst(level).first == " " else { return nil }
    return .heading(level: level, String(line.dropFirst(level + 1)))
  }

  private static func picture(_ line: Substring) -> (label: String, path: String)? {
    guard line.hasPrefix("!["), line.hasSuffix(")"), let middle = line.firstRange(of: "](")
    else { return nil }
    let label = line[..<middle.lowerBound].dropFirst(2)
    return (String(label), String(line[middle.upperBound...].dropLast()))
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
