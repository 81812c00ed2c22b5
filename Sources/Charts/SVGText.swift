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
    end("rect", tip: tip)
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

  /// A dot that lets others shine through, with a tip.
  mutating func dot(x: Double, y: Double, fill: String, tip: String) {
    writer.begin("circle")
    writer.attribute("cx", x)
    writer.attribute("cy", y)
    writer.attribute("r", 2.5)
    writer.attribute("fill", fill)
    writer.attribute("fill-opacity", 0.55)
    end("circle", tip: tip)
  }

  /// A line through points.
  mutating func curve(_ points: [(x: Double, y: Double)], stroke: String, dashed: Bool = false) {
    guard !points.isEmpty else { return }
    writer.begin("polyline")
    add(points)
    writer.attribute("fill", "none")
    writer.attribute("stroke", stroke)
    writer.attribute("stroke-width", 1.8)
    if dashed { writer.attribute("stroke-dasharray", "5 4") }
    writer.endEmpty()
  }

  /// The area inside points, which lets what is below it shine through.
  mutating func area(_ points: [(x: Double, y: Double)], fill: String) {
    guard !points.isEmpty else { return }
    writer.begin("polygon")
    add(points)
    writer.attribute("fill", fill)
    writer.attribute("fill-opacity", 0.18)
    writer.endEmpty()
  }

  private mutating func add(_ points: [(x: Double, y: Double)]) {
    writer.raw(" points=\"")
    for (index, point) in points.enumerated() {
      if index > 0 { writer.raw(" ") }
      writer.number(point.x)
      writer.raw(",")
      writer.number(point.y)
    }
    writer.raw("\"")
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

  /// About how wide a line of text is.
  static func width(of text: String, size: Double = 11) -> Double {
    Double(text.count) * size * 0.58
  }

  /// Ends a begun element with what is shown when one points at it.
  mutating func end(_ element: String, tip: String) {
    writer.raw("><title>")
    writer.text(tip)
    writer.raw("</title></\(element)>\n")
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
