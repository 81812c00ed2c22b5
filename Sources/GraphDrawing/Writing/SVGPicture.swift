import Charts
import ComputationGraph

/// A picture of one graph: a heading, the graph, and what its colours mean.
package struct SVGPicture {
  private let drawing: Drawing
  private let heading: Heading
  private let legend: Legend

  private static let margin = 20.0

  /// Describes the picture of a drawing.
  package init(_ drawing: Drawing) {
    self.drawing = drawing
    heading = Heading(drawing.diagram)
    legend = Legend(drawing, width: max(drawing.layout.width, heading.width, 360))
  }

  /// How large the picture is.
  package var size: (width: Double, height: Double) {
    // The numbers beside frames may stand right of all boxes.
    let beside = drawing.diagram.blocks.isEmpty ? 0 : Self.margin
    let width =
      max(drawing.layout.width + 2 * beside, heading.width, legend.width) + 2 * Self.margin
    let height = heading.height + legend.height + drawing.layout.height + 3 * Self.margin
    return (width.rounded(.up), height.rounded(.up))
  }

  /// The picture as an SVG document.
  package func document() -> [UInt8] {
    var writer = XMLWriter()
    // The style sheet, and what a box with its lines mostly takes.
    writer.reserve(4096 + 512 * drawing.diagram.vertices.count)
    writer.beginDrawing(width: size.width, height: size.height)
    writer.endTag()
    writer.raw("\n")
    writer.element("title", heading.title)
    writer.raw("<style>" + Palette.sheet(drawing.style.theme) + "</style>\n")
    write(to: &writer, hasTips: true)
    writer.end("svg")
    return writer.bytes
  }

  /// What stands in the drawing's element.
  ///
  /// - Parameters:
  ///   - writer: Gets it.
  ///   - hasTips: Whether boxes say what they are when the pointer rests on them.
  func write(to writer: inout XMLWriter, hasTips: Bool) {
    writer.raw("<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n")
    heading.write(at: Point(x: Self.margin, y: Self.margin), to: &writer)
    legend.write(at: Point(x: Self.margin, y: Self.margin + heading.height), to: &writer)
    let top = heading.height + legend.height + 2 * Self.margin
    let left = (size.width - drawing.layout.width) / 2
    writer.raw("<g transform=\"translate(")
    writer.number(left)
    writer.raw(" ")
    writer.number(top)
    writer.raw(")\">\n")
    SVGBody(drawing, hasTips: hasTips).write(to: &writer)
    writer.end("g")
  }
}

/// The name of a network and what it takes.
struct Heading {
  let title: String
  let remarks: String

  private static let big = TextWidth(size: 15, isBold: true)
  let height = 40.0

  init(_ diagram: Diagram) {
    let graph = diagram.graph
    title = Self.big.fitted(graph.name ?? graph.id ?? "graph", to: 700)
    let nodes = graph.nodes.count
    var parts = ["\(nodes) node\(nodes == 1 ? "" : "s")"]
    for figure in [Figure.flops, .parameters] {
      guard let total = figure.value(of: graph.totals) else { continue }
      parts.append("\(Figure.text(total)) \(figure.name)".replacing("  ", with: " "))
    }
    if let batch = graph.batch { parts.append("batch \(batch)") }
    let shown = diagram.vertices.count { if case .node = $0.content { true } else { false } }
    if shown < nodes { parts.append("\(shown) shown, ×n stands for n in a row") }
    remarks = parts.joined(separator: " · ")
  }

  var width: Double { max(Self.big.width(of: title), Drawing.line.width(of: remarks)) }

  func write(at place: Point, to writer: inout XMLWriter) {
    writer.label(title, "h s", x: place.x, y: place.y + 13, style: "font-size:15px")
    writer.label(remarks, "d s", x: place.x, y: place.y + 31)
  }
}

extension XMLWriter {
  /// A line of text of a class.
  mutating func label(_ label: String, _ name: String, x: Double, y: Double, style: String? = nil) {
    begin("text")
    attribute("class", name)
    attribute("x", x)
    attribute("y", y)
    if let style { attribute("style", style) }
    endTag()
    text(label)
    end("text")
  }
}
