/// Rows of text in aligned columns, for people.
///
/// The widths come from the rows that are there when text is first asked for; later rows keep to
/// them where they fit. So a table of any length can be printed in pieces.
package struct TextTable {
  /// One field of a row.
  package struct Cell: Sendable, Equatable {
    /// What is shown.
    package var text: String
    /// Whether it is a number, to be set to the right.
    package var isNumber: Bool

    /// A field; line breaks and other control characters are shown as spaces.
    package init(_ text: String, isNumber: Bool = false) {
      self.text = text.contains(where: \.isControl) ? text.withoutControls : text
      self.isNumber = isNumber
    }
  }

  /// The names of the columns.
  package let headings: [String]
  /// The rows that wait to be taken.
  package private(set) var rows: [[Cell]] = []
  private var widths: [Int]?
  private var isRight: [Bool] = []

  /// A table of these columns, and no rows yet.
  package init(_ headings: [String]) {
    self.headings = headings
  }

  /// The number of rows that wait to be taken.
  package var waiting: Int { rows.count }

  /// Adds a row of one cell a column.
  package mutating func add(_ cells: [Cell]) {
    rows.append(cells)
  }

  /// The rows that were added since the last time, and before the first time the headings.
  package mutating func take() -> String {
    var text = ""
    if widths == nil {
      settle()
      append(headings.map { Cell($0) }, to: &text)
    }
    for row in rows { append(row, to: &text) }
    rows.removeAll(keepingCapacity: true)
    return text
  }

  private mutating func settle() {
    widths = headings.indices.map { column in
      rows.reduce(headings[column].displayWidth) { max($0, $1[column].text.displayWidth) }
    }
    isRight = headings.indices.map { column in
      rows.contains { $0[column].isNumber }
        && rows.allSatisfy { $0[column].isNumber || $0[column].text.isEmpty }
    }
  }

  private func append(_ cells: [Cell], to text: inout String) {
    var line = ""
    for (column, cell) in cells.enumerated() {
      if column > 0 { line += "  " }
      let room = max(0, (widths?[column] ?? 0) - cell.text.displayWidth)
      let padding = String(repeating: " ", count: room)
      line += isRight[column] ? padding + cell.text : cell.text + padding
    }
    while line.last == " " { line.removeLast() }
    text += line + "\n"
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}

extension String {
  fileprivate var withoutControls: String {
    String(map { $0.isControl ? " " : $0 })
  }
}
