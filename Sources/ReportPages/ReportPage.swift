package import Charts

/// A report as one HTML page that loads nothing: text, tables and pictures.
package struct ReportPage {
  /// What is written so far.
  package var writer = XMLWriter()

  /// Begins a page.
  package init(title: String) {
    writer.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
    writer.element("title", title)
    writer.raw("<style>\(Self.style)</style></head><body>\n")
  }

  /// The whole page.
  package consuming func finished() -> [UInt8] {
    writer.raw("</body></html>\n")
    return writer.bytes
  }

  /// Writes a table, of which row 0 has the headings.
  ///
  /// - Parameters:
  ///   - rows: The number of rows with that of the headings.
  ///   - columns: The number of columns.
  ///   - isRight: Whether a cell, by row and column, is set to the right.
  ///   - content: Writes what stands in a cell.
  package mutating func table(
    rows: Int, columns: Int, isRight: (Int, Int) -> Bool,
    content: (Int, Int, inout XMLWriter) -> Void
  ) {
    writer.raw("<table>")
    for row in 0..<rows {
      let tag = row == 0 ? "th" : "td"
      writer.raw("<tr>")
      for column in 0..<columns {
        writer.raw(isRight(row, column) ? "<\(tag) class=\"n\">" : "<\(tag)>")
        content(row, column, &writer)
        writer.raw("</\(tag)>")
      }
      writer.raw("</tr>\n")
    }
    writer.raw("</table>\n")
  }

  /// Writes pictures side by side, as far as there is room.
  package mutating func pictures(_ write: (inout ReportPage) throws -> Void) rethrows {
    writer.raw("<div class=\"plots\">\n")
    try write(&self)
    writer.raw("</div>\n")
  }

  private static let style = """
    body{font:14px/1.5 sans-serif;margin:2em auto;max-width:1200px;padding:0 1em;color:#222}
    table{border-collapse:collapse;margin:1em 0}
    td,th{padding:.2em .7em;border-bottom:1px solid #ddd;text-align:left}
    .n{text-align:right;font-variant-numeric:tabular-nums}
    pre{background:#f5f5f5;padding:.7em;overflow-x:auto;line-height:1.35}code{font-size:13px}
    .plots{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}
    figure svg,figure img{max-width:100%;height:auto}
    """
}
