/// An SVG drawing as it is written, element after element.
struct SVGText {
  var writer = XMLWriter()

  /// Opens a drawing of a size, on white.
  init(width: Double, height: Double, title: String) {
    writer.beginDrawing(width: width, height: height)
    writer.attribute("font-family", "sans-serif")
    writer.attribute("font-size", 11)
    writer.endTag()
    writer.raw("\n")
    writer.element("title", title)
    writer.raw("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, tip: String
  ) {
    writer.begin("rect")
    writer.attribute("x", x)
    writer.attribute("y", y)
    writer.attribute("width", width)
    writer.attribute("height", height)
    writer.attribute("fill", fill)
    writer.raw("><title>")
    writer.text(tip)
    writer.raw("</title></rect>\n")
  }

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, stroke: String) {
    writer.begin("line")
    writer.attribute("x1", x1)
    writer.attribute("y1", y1)
    writer.attribute("x2", x2)
    writer.attribute("y2", y2)
    writer.attribute("stroke", stroke)
    writer.endEmpty()
  }

  mutating func dot(x: Double, y: Double, fill: String) {
    writer.begin("circle")
    writer.attribute("cx", x)
    writer.attribute("cy", y)
    writer.attribute("r", 2.2)
    writer.attribute("fill", fill)
    writer.attribute("fill-opacity", 0.55)
    writer.endEmpty()
  }

  /// A line through points.
  mutating func path(_ points: [(x: Double, y: Double)], stroke: String) {
    guard !points.isEmpty else { return }
    writer.raw("<polyline points=\"")
    for (x, y) in points {
      writer.number(x)
      writer.raw(",")
      writer.number(y)
      writer.raw(" ")
    }
    writer.raw("\"")
    writer.attribute("fill", "none")
    writer.attribute("stroke", stroke)
    writer.attribute("stroke-width", 1.8)
    writer.endEmpty()
  }

  /// Sets text; `anchor` is `start`, `middle` or `end`, and `turn` is in degrees.
  mutating func label(
    _ label: String, x: Double, y: Double, anchor: String = "start", turn: Double = 0,
    fill: String = "#333333", size: Double = 11
  ) {
    writer.begin("text")
    writer.attribute("x", x)
    writer.attribute("y", y)
    writer.attribute("text-anchor", anchor)
    writer.attribute("fill", fill)
    if size != 11 { writer.attribute("font-size", size) }
    if turn != 0 {
      writer.raw(" transform=\"rotate(")
      for (value, end) in [(turn, " "), (x, " "), (y, ")\"")] {
        writer.number(value)
        writer.raw(end)
      }
    }
    writer.endTag()
    writer.text(label)
    writer.end("text")
  }

  /// The whole drawing.
  consuming func finished() -> String {
    writer.end("svg")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension XMLWriter {
  /// Opens the first tag of an SVG drawing of a size.
  package mutating func beginDrawing(width: Double, height: Double) {
    begin("svg")
    attribute("xmlns", "http://www.w3.org/2000/svg")
    attribute("width", width)
    attribute("height", height)
    raw(" viewBox=\"0 0 ")
    number(width)
    raw(" ")
    number(height)
    raw("\"")
  }
}
