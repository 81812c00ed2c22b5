import Charts

/// Many drawings on one page, in rows, each shrunk to the size of a cell.
package struct ContactSheet {
  private let drawings: [Drawing]
  private let theme: Theme
  private let across: Int

  private static let cell = (width: 320.0, height: 380.0)
  private static let caption = 34.0
  private static let gap = 16.0

  /// A sheet of drawings in their order.
  ///
  /// - Parameters:
  ///   - drawings: The drawings.
  ///   - theme: The colours of all.
  package init(_ drawings: [Drawing], theme: Theme) {
    self.drawings = drawings
    self.theme = theme
    let square = Double(drawings.count).squareRoot().rounded(.up)
    across = max(1, min(Int(square), 8))
  }

  /// How large the sheet is.
  package var size: (width: Double, height: Double) {
    let down = (drawings.count + across - 1) / across
    return (
      Double(across) * (Self.cell.width + Self.gap) + Self.gap,
      Double(down) * (Self.cell.height + Self.caption + Self.gap) + Self.gap
    )
  }

  /// The sheet as an SVG document.
  package func document() -> [UInt8] {
    var writer = XMLWriter()
    writer.beginDrawing(width: size.width, height: size.height)
    writer.endTag()
    writer.raw("\n")
    writer.element("title", "\(drawings.count) networks")
    writer.raw("<style>" + Palette.sheet(theme) + "</style>\n")
    writer.raw("<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n")
    for (number, drawing) in drawings.enumerated() {
      let x = Self.gap + Double(number % across) * (Self.cell.width + Self.gap)
      let y =
        Self.gap + Double(number / across) * (Self.cell.height + Self.caption + Self.gap)
      write(drawing, at: Point(x: x, y: y), to: &writer)
    }
    writer.end("svg")
    return writer.bytes
  }

  private func write(_ drawing: Drawing, at corner: Point, to writer: inout XMLWriter) {
    let heading = Heading(drawing.diagram)
    let title = Drawing.heading.fitted(heading.title, to: Self.cell.width - 8)
    let remarks = Drawing.line.fitted(heading.remarks, to: Self.cell.width - 8)
    writer.label(title, "h s", x: corner.x + 4, y: corner.y + 12)
    writer.label(remarks, "d s", x: corner.x + 4, y: corner.y + 27)
    let layout = drawing.layout
    let scale = min(
      1, Self.cell.width / max(layout.width, 1), Self.cell.height / max(layout.height, 1))
    // A scale has more decimals than a coordinate.
    let tenThousandths = max(1, Int((scale * 10000).rounded(.down)))
    writer.raw("<g transform=\"translate(")
    writer.number(corner.x + (Self.cell.width - layout.width * scale) / 2)
    writer.raw(" ")
    writer.number(corner.y + Self.caption)
    writer.raw(") scale(\(Double(tenThousandths) / 10000))\">\n")
    SVGBody(drawing, hasTips: true).write(to: &writer)
    writer.end("g")
  }
}
