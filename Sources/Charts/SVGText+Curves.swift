extension SVGText {
  /// A line through points.
  mutating func curve(_ points: [(x: Double, y: Double)], stroke: String, dashed: Bool = false) {
    writer.begin("polyline")
    addPoints(points)
    writer.attribute("fill", "none")
    writer.attribute("stroke", stroke)
    writer.attribute("stroke-width", 1.5)
    if dashed { writer.attribute("stroke-dasharray", "5 4") }
    writer.endEmpty()
  }

  /// The area inside points, which lets what is below it shine through.
  mutating func area(_ points: [(x: Double, y: Double)], fill: String) {
    writer.begin("polygon")
    addPoints(points)
    writer.attribute("fill", fill)
    writer.attribute("fill-opacity", 0.18)
    writer.endEmpty()
  }

  /// A dot with a tip.
  mutating func dot(x: Double, y: Double, radius: Double, fill: String, tip: String) {
    writer.begin("circle")
    writer.attribute("cx", x)
    writer.attribute("cy", y)
    writer.attribute("r", radius)
    writer.attribute("fill", fill)
    writer.raw("><title>")
    writer.text(tip)
    writer.raw("</title></circle>\n")
  }

  private mutating func addPoints(_ points: [(x: Double, y: Double)]) {
    writer.raw(" points=\"")
    for (index, point) in points.enumerated() {
      if index > 0 { writer.raw(" ") }
      writer.number(point.x)
      writer.raw(",")
      writer.number(point.y)
    }
    writer.raw("\"")
  }
}
