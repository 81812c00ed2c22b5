/// What the rows of tables in Markdown hold.
enum MarkdownTable {
  /// The cells of a row that begins with `|`; in a cell stands `\|` for a bar.
  static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var (cell, isEscaped) = ("", false)
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append(cell.trimmed)
        cell = ""
      } else {
        if character == "|", isEscaped { cell.removeLast() }
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if !cell.trimmed.isEmpty { cells.append(cell.trimmed) }
    return cells
  }

  /// Whether a column holds figures, perhaps with their spread, and nothing else.
  static func holdsNumbers(_ cells: [String]) -> Bool {
    let filled = cells.filter { !$0.isEmpty }
    return !filled.isEmpty
      && filled.allSatisfy { cell in
        cell.contains(where: \.isNumber)
          && cell.allSatisfy { $0.isNumber || ".,+-−–±%/ ".contains($0) }
      }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
