package import ComputationGraph

/// A diagram that has been laid out: what writers of pictures draw.
package struct Drawing: Sendable {
  package let diagram: Diagram
  package let style: DrawingStyle
  package let layout: Layout
  /// The lines of each box, cut to a width that fits in.
  let labels: [[String]]

  /// The widest line of a label, and the room around it.
  private static let widest = 230.0
  private static let padding = (across: 9.0, along: 5.0)
  /// How high the heading and each further line is.
  static let lineHeight = (heading: 15.0, other: 13.5)
  static let heading = TextWidth(size: 12, isBold: true)
  static let line = TextWidth(size: 11)

  /// Lays a diagram out.
  ///
  /// - Throws: ``GraphError`` if its links lead in a circle.
  package init(_ diagram: Diagram, _ style: DrawingStyle) throws(GraphError) {
    self.diagram = diagram
    self.style = style
    labels = diagram.vertices.indices.map { vertex in
      diagram.label(of: vertex, style.labels).enumerated().map { number, line in
        (number == 0 ? Self.heading : Self.line).fitted(line, to: Self.widest)
      }
    }
    let boxes = labels.map { lines in
      var width = 0.0
      for (number, line) in lines.enumerated() {
        width = max(width, (number == 0 ? Self.heading : Self.line).width(of: line))
      }
      let further = Double(lines.count - 1) * Self.lineHeight.other
      return LinkedBoxes.Box(
        width: (width + 2 * Self.padding.across).rounded(.up),
        height: Self.lineHeight.heading + further + 2 * Self.padding.along)
    }
    layout = try Layout(
      LinkedBoxes(boxes: boxes, links: diagram.links), columns: style.columns)
  }
}
