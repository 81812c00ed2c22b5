import Charts

/// What the colours of a drawing mean: a swatch for each family of operators that there is, or the
/// scale of a figure.
struct Legend {
  private enum Content {
    case families([(family: OperatorFamily, text: String)])
    case scale(HeatScale)
    case none
  }

  private let content: Content
  /// Where each entry stands.
  private var places: [Point] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  private static let row = 18.0
  private static let bar = 180.0

  /// A legend of lines no wider than `limit`.
  init(_ drawing: Drawing, width limit: Double) {
    if let figure = drawing.style.heat {
      content = .scale(HeatScale(figure, of: drawing.diagram))
      (width, height) = (Self.bar + 160, Self.row)
    } else if drawing.style.labels == .gennape {
      content = .none
    } else {
      var counts: [OperatorFamily: Int] = [:]
      for vertex in drawing.diagram.vertices.indices where drawing.diagram.node(vertex) != nil {
        counts[drawing.diagram.family(vertex), default: 0] +=
          drawing.diagram.vertices[vertex].copies
      }
      let entries = OperatorFamily.allCases.compactMap { family in
        counts[family].map { (family: family, text: "\(family.rawValue) \($0)") }
      }
      content = .families(entries)
      arrange(entries.map(\.text), limit)
    }
  }

  private mutating func arrange(_ texts: [String], _ limit: Double) {
    var place = Point(x: 0, y: 0)
    for text in texts {
      let length = 16 + Drawing.line.width(of: text) + 14
      if place.x > 0, place.x + length > limit { place = Point(x: 0, y: place.y + Self.row) }
      places.append(place)
      place.x += length
      width = max(width, place.x)
    }
    height = texts.isEmpty ? 0 : place.y + Self.row
  }

  func write(at corner: Point, to writer: inout XMLWriter) {
    switch content {
    case .none: break
    case .families(let entries):
      for (entry, place) in zip(entries, places) {
        let (x, y) = (corner.x + place.x, corner.y + place.y)
        writer.raw("<g class=\"f\(entry.family.number)\">")
        swatch(x: x, y: y, width: 11, fill: nil, to: &writer)
        writer.end("g")
        writer.label(entry.text, "d s", x: x + 16, y: y + 10)
      }
    case .scale(let scale):
      let steps = 36
      for step in 0..<steps {
        let width = Self.bar / Double(steps)
        swatch(
          x: corner.x + 20 + Double(step) * width, y: corner.y, width: width,
          fill: HeatScale.colour(Double(step) / Double(steps - 1)).fill, to: &writer)
      }
      writer.label("0", "d s", x: corner.x + 8, y: corner.y + 10)
      let most = "\(Figure.text(scale.most)) \(scale.figure.name)".replacing("  ", with: " ")
      writer.label(most, "d s", x: corner.x + 26 + Self.bar, y: corner.y + 10)
    }
  }

  private func swatch(
    x: Double, y: Double, width: Double, fill: String?, to writer: inout XMLWriter
  ) {
    writer.begin("rect")
    writer.attribute("x", x)
    writer.attribute("y", y)
    writer.attribute("width", width)
    writer.attribute("height", 11)
    if let fill { writer.attribute("style", "fill:" + fill) } else { writer.attribute("rx", 2) }
    writer.endEmpty()
  }
}
