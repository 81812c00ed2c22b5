import ComputationGraph

/// A diagram in Graphviz's language, for those who want its layouts.
package struct DOTText {
  private var text = ""

  /// The text of a digraph, with a newline at its end.
  package static func document(_ diagram: Diagram, _ style: DrawingStyle) -> [UInt8] {
    var writing = DOTText()
    writing.write(diagram, style)
    return Array(writing.text.utf8)
  }

  private init() {}

  private mutating func write(_ diagram: Diagram, _ style: DrawingStyle) {
    let heat = style.heat.map { HeatScale($0, of: diagram) }
    let isDark = style.theme == .dark
    let palette = isDark ? Palette.dark : Palette.light
    text += "digraph \(Self.quoted(diagram.graph.name ?? diagram.graph.id ?? "graph")) {\n"
    text += "  graph [bgcolor=\"\(palette.background)\" ranksep=0.3 nodesep=0.25]\n"
    text +=
      "  node [shape=box style=\"rounded,filled\" fontname=\"DejaVu Sans\" fontsize=11 height=0.3"
    text += " fontcolor=\"\(palette.text)\"]\n"
    text += "  edge [color=\"\(palette.line)\" arrowsize=0.6]\n"
    for vertex in diagram.vertices.indices {
      var lines = diagram.label(of: vertex, style.labels)
      if diagram.vertices[vertex].copies > 1 { lines[0] += " ×\(diagram.vertices[vertex].copies)" }
      text += "  n\(vertex) [label=\(Self.quoted(lines.joined(separator: "\n")))"
      if style.labels == .gennape, heat == nil {
        text += " fillcolor=\(diagram.isWeighted(vertex) ? "lightblue" : "lightgrey")"
      } else if let heat, let value = heat.figure.value(of: diagram.vertices[vertex].cost) {
        let colour = heat.colour(value)
        text +=
          " fillcolor=\"\(colour.fill)\" fontcolor=\"\(colour.isDeep ? "#ffffff" : "#1f2328")\""
      } else {
        let colours = palette.families[diagram.family(vertex).number]
        text += " fillcolor=\"\(colours.fill)\" color=\"\(colours.edge)\""
      }
      text += " tooltip=\(Self.quoted(diagram.name(vertex) ?? diagram.op(vertex)))]\n"
    }
    for link in diagram.links { text += "  n\(link.from) -> n\(link.to)\n" }
    text += "}\n"
  }

  /// A quoted string. A backslash before most letters would mean something else; line breaks stand
  /// as `\n`, other control characters as spaces.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
