import ByteReading
import ComputationGraph
import GraphDrawing
import ProcessControl
import RecordStreams

/// How each graph is drawn.
struct DrawingPlan: Sendable {
  let style: DrawingStyle
  let collapses: Bool
  let format: DrawingFormat
  /// Pixels of a PNG for each unit.
  let scale: Double

  /// The most nodes of a graph that is drawn: nobody could read more.
  private static let mostNodes = 200_000

  /// A graph as it is to be drawn.
  func diagram(_ graph: Graph) throws -> Diagram {
    guard graph.nodes.count <= Self.mostNodes else {
      throw GraphError(
        .overLimit("\(graph.nodes.count) nodes; at most \(Self.mostNodes) are drawn"))
    }
    return Diagram(graph, collapsing: collapses)
  }

  /// The drawing of a graph alone.
  func document(_ graph: Graph) throws -> [UInt8] {
    let diagram = try diagram(graph)
    switch format {
    case .dot: return DOTText.document(diagram, style)
    case .graphml: return GraphMLText.document([diagram])
    case .html: return HTMLPage(try Drawing(diagram, style)).document()
    case .svg: return SVGPicture(try Drawing(diagram, style)).document()
    case .png:
      let picture = SVGPicture(try Drawing(diagram, style))
      return try png(of: picture.document(), picture.size)
    }
  }

  /// The drawing of graphs on one sheet.
  func sheet(of drawings: [Drawing]) throws -> [UInt8] {
    let sheet = ContactSheet(drawings, theme: style.theme)
    return format == .png ? try png(of: sheet.document(), sheet.size) : sheet.document()
  }

  /// Lets librsvg's program draw pixels.
  private func png(of svg: [UInt8], _ size: (width: Double, height: Double)) throws -> [UInt8] {
    let request = PNGRequest(width: size.width, height: size.height, scale: scale)
    do {
      return try ChildProcess.output(of: request.words, reading: svg.bytes, by: nil)
    } catch let error where error.reason == .notStarted(2) {
      throw NoConverter()
    }
  }
}

/// Pixels cannot be drawn here.
struct NoConverter: Error, CustomStringConvertible {
  var description: String {
    "PNG needs rsvg-convert, which is not installed; install librsvg2-bin, or draw svg"
  }
}
