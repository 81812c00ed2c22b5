internal import ByteReading
internal import Charts
internal import GraphDrawing
internal import ProcessControl
internal import RecordStreams
internal import ReportPages
package import ToolSupport

/// An evaluation as one HTML page that loads nothing: tables and pictures.
package struct EvaluationPage: Sendable {
  /// What stands at its head.
  package var title: String
  /// Tables as headings and rows, with their titles.
  package var tables: [(title: String, table: MarkedTable)]
  /// The pictures.
  package var plots: EvaluationPlots

  /// A page.
  package init(
    title: String, tables: [(title: String, table: MarkedTable)], plots: EvaluationPlots
  ) {
    self.title = title
    self.tables = tables
    self.plots = plots
  }

  /// The page.
  package var html: [UInt8] {
    var page = ReportPage(title: title)
    page.writer.element("h1", title)
    for (title, table) in tables {
      page.writer.element("h2", title)
      table.write(to: &page)
    }
    page.pictures { page in
      for plot in plots.plots {
        page.writer.raw("<figure>")
        page.writer.raw(plot.svg)
        page.writer.raw("</figure>\n")
      }
    }
    return page.finished()
  }

  /// Writes the page as `report.html`, and each picture as SVG and PNG beside it.
  ///
  /// - Returns: Whether there is a program that draws PNG; without one there are none.
  package func write(into folder: OutputFolder) throws -> Bool {
    var drawsPixels = true
    for plot in plots.plots {
      let svg = Array(plot.svg.utf8)
      try Self.write(svg, at: plot.name + ".svg", into: folder)
      guard drawsPixels else { continue }
      if let png = try Self.pixels(of: svg) {
        try Self.write(png, at: plot.name + ".png", into: folder)
      } else {
        drawsPixels = false
      }
    }
    try Self.write(html, at: "report.html", into: folder)
    return drawsPixels
  }

  private static func write(_ bytes: [UInt8], at name: String, into folder: OutputFolder) throws {
    let file = try folder.file(at: name)
    try file.write(bytes)
    try file.finish()
  }

  /// A picture in pixels; `nil` where librsvg's program is not installed.
  private static func pixels(of svg: [UInt8]) throws -> [UInt8]? {
    // The pictures are at most some 2000 units wide, far below what a picture may be.
    let request = PNGRequest(width: 2000, height: 2000, scale: 2)
    do {
      return try ChildProcess.output(of: request.words, reading: svg.bytes, by: nil)
    } catch let error where error.reason == .notStarted(2) {
      return nil
    }
  }
}
