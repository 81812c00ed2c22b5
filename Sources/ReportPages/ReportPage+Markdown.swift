internal import Charts

extension ReportPage {
  /// Writes a text in Markdown; pictures behind each other stand side by side.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - picture: A picture by its path and line; `nil` where it is not to be had, and its label
  ///     stands in its place.
  package mutating func add(
    _ text: MarkdownText, picture: (_ path: String, _ line: Int) throws -> Picture?
  ) rethrows {
    var rest = text.blocks[...]
    while let block = rest.first {
      switch block {
      case .heading(let level, let text): line(text, in: "h\(level)")
      case .paragraph(let text): line(text, in: "p")
      case .code(let code): lines(code)
      case .list(let items):
        writer.raw("<ul>\n")
        for item in items { line(item, in: "li") }
        writer.raw("</ul>\n")
      case .table(let rows, let isRight):
        table(rows: rows.count, columns: isRight.count) {
          isRight[$1]
        } content: {
          $2.spans(rows[$0][$1])
        }
      case .picture:
        try pictures { page in
          while case .picture(let label, let path, let line) = rest.first {
            page.add(try picture(path, line), label: label)
            rest.removeFirst()
          }
        }
        continue
      }
      rest.removeFirst()
    }
  }

  private mutating func add(_ picture: Picture?, label: String) {
    writer.raw("<figure>")
    if let picture {
      picture.write(label: label, to: &writer)
    } else {
      writer.text(label)
    }
    writer.raw("</figure>\n")
  }

  private mutating func lines(_ code: String) {
    writer.raw("<pre>")
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      writer.text(String(line))
      writer.raw("\n")
    }
    writer.raw("</pre>\n")
  }

  private mutating func line(_ text: String, in element: String) {
    writer.raw("<\(element)>")
    writer.spans(text)
    writer.raw("</\(element)>\n")
  }
}
