import Charts

/// The part of a picture that shows the graph itself: frames of blocks, lines, boxes.
struct SVGBody {
  private let drawing: Drawing
  private let heat: HeatScale?
  /// Whether boxes say what they are when the pointer rests on them; a page says more by itself.
  private let hasTips: Bool

  init(_ drawing: Drawing, hasTips: Bool) {
    self.drawing = drawing
    self.hasTips = hasTips
    heat = drawing.style.heat.map { HeatScale($0, of: drawing.diagram) }
  }

  /// Appends everything, with the layout's corner at (0, 0).
  func write(to writer: inout XMLWriter) {
    for block in drawing.diagram.blocks { write(block, to: &writer) }
    for route in drawing.layout.routes { write(route, to: &writer) }
    for vertex in drawing.diagram.vertices.indices { write(vertex, to: &writer) }
  }

  /// Draws a frame around a part that stands for several, and how many there are; if other boxes stand
  /// in the frame, each box of the part says it instead.
  private func write(_ block: Diagram.Block, to writer: inout XMLWriter) {
    let columns = Dictionary(grouping: block.vertices) { drawing.layout.columns[$0] }
    for (_, vertices) in columns.sorted(by: { $0.key < $1.key }) {
      let frame = drawing.frame(around: vertices)
      let members = Set(vertices)
      let isAlone = drawing.layout.frames.indices.allSatisfy { vertex in
        members.contains(vertex) || !drawing.layout.frames[vertex].overlaps(frame)
      }
      guard isAlone else {
        for vertex in vertices {
          let box = drawing.layout.frames[vertex]
          writer.label("×\(block.copies)", "d s", x: box.x + box.width + 2, y: box.y + 9)
        }
        continue
      }
      writer.begin("rect")
      writer.attribute("class", "g")
      writer.attribute("x", frame.x)
      writer.attribute("y", frame.y)
      writer.attribute("width", frame.width)
      writer.attribute("height", frame.height)
      writer.attribute("rx", 8)
      writer.endEmpty()
      writer.label("×\(block.copies)", "h s", x: frame.x + frame.width + 4, y: frame.y + 13)
    }
  }

  private func write(_ route: Route, to writer: inout XMLWriter) {
    writer.begin("path")
    writer.attribute("class", "e")
    if !hasTips { writer.attribute("data-s", Double(route.source)) }
    writer.raw(" d=\"")
    var pen = Point(x: 0, y: 0)
    for stroke in route.strokes { pen = writer.draw(stroke, from: pen) }
    writer.raw("\"/>\n")
    writer.begin("path")
    writer.attribute("class", "a")
    writer.raw(" d=\"")
    for (_, point) in route.heads {
      writer.raw("M")
      writer.point(point)
      writer.raw("l-3 -6h6z")
    }
    writer.raw("\"/>\n")
  }

  private func write(_ vertex: Int, to writer: inout XMLWriter) {
    let frame = drawing.layout.frames[vertex]
    let colour = colour(of: vertex)
    writer.begin("g")
    writer.attribute("class", "b " + colour.name)
    if !hasTips { writer.attribute("data-v", Double(vertex)) }
    writer.endTag()
    if hasTips { writeTip(of: vertex, to: &writer) }
    writer.begin("rect")
    writer.attribute("x", frame.x)
    writer.attribute("y", frame.y)
    writer.attribute("width", frame.width)
    writer.attribute("height", frame.height)
    writer.attribute("rx", drawing.diagram.node(vertex) == nil ? frame.height / 2 : 4)
    if let fill = colour.fill { writer.attribute("style", "fill:" + fill) }
    writer.endEmpty()
    let lines = drawing.labels[vertex]
    var y = frame.y + 5 + 11.5
    for (number, line) in lines.enumerated() {
      writer.begin("text")
      writer.attribute("class", number == 0 ? "h" : "d")
      writer.attribute("x", frame.x + frame.width / 2)
      writer.attribute("y", y)
      writer.endTag()
      writer.text(line)
      writer.end("text")
      y += Drawing.lineHeight.other
    }
    writer.end("g")
  }

  /// Writes what a box is, for the pointer that rests on it.
  private func writeTip(of vertex: Int, to writer: inout XMLWriter) {
    let diagram = drawing.diagram
    writer.begin("title")
    writer.endTag()
    writer.text(Drawing.line.fitted(diagram.op(vertex), to: 1000))
    for part in [diagram.name(vertex), diagram.value(vertex)?.shapeText] {
      guard let part else { continue }
      writer.raw(" ")
      writer.text(Drawing.line.fitted(part, to: 1000))
    }
    writer.end("title")
  }

  /// The class of a box, and its colour where that is its own.
  private func colour(of vertex: Int) -> (name: String, fill: String?) {
    let diagram = drawing.diagram
    if let heat {
      guard let value = heat.figure.value(of: diagram.vertices[vertex].cost),
        diagram.node(vertex) != nil
      else { return ("f\(OperatorFamily.other.number)", nil) }
      let colour = heat.colour(value)
      return (colour.isDeep ? "f0 q" : "f0 p", colour.fill)
    }
    if drawing.style.labels == .gennape {
      return diagram.isWeighted(vertex) ? ("f0 p", "#add8e6") : ("f0 p", "#d3d3d3")
    }
    return ("f\(diagram.family(vertex).number)", nil)
  }
}

extension Drawing {
  /// The frame around boxes, with some room.
  func frame(around vertices: [Int]) -> Layout.Frame {
    var (left, top, right, bottom) = (
      Double.infinity, Double.infinity, -Double.infinity, -Double.infinity
    )
    for vertex in vertices {
      let frame = layout.frames[vertex]
      (left, top) = (min(left, frame.x), min(top, frame.y))
      (right, bottom) = (max(right, frame.x + frame.width), max(bottom, frame.y + frame.height))
    }
    return Layout.Frame(
      x: left - 7, y: top - 7, width: right - left + 14, height: bottom - top + 14)
  }
}
