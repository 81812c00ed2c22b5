import Charts
import ComputationGraph

/// A graph as GraphML: nodes with what is known of them, for programs that analyse graphs.
///
/// Reference: <http://graphml.graphdrawing.org/specification.html>
package enum GraphMLText {
  /// What is kept of each node, and its type in GraphML.
  private static let keys: [(name: String, type: String)] = [
    ("op", "string"), ("name", "string"), ("shape", "string"), ("type", "string"),
    ("attributes", "string"), ("copies", "int"), ("flops", "long"), ("macs", "long"),
    ("bytes", "long"), ("parameters", "long"),
  ]

  /// The document; several graphs stand one after the other in it.
  package static func document(_ diagrams: [Diagram]) -> [UInt8] {
    let graphs = diagrams.enumerated().flatMap { graph($1, number: $0) }
    return start + graphs + end
  }

  /// What a document begins with.
  package static var start: [UInt8] {
    var writer = XMLWriter()
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    writer.raw("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
    for key in keys {
      writer.begin("key")
      writer.attribute("id", key.name)
      writer.attribute("for", "node")
      writer.attribute("attr.name", key.name)
      writer.attribute("attr.type", key.type)
      writer.endEmpty()
    }
    return writer.bytes
  }

  /// One graph of a document.
  ///
  /// - Parameters:
  ///   - diagram: The graph.
  ///   - number: Its number in the document, from 0.
  /// - Returns: The bytes.
  package static func graph(_ diagram: Diagram, number: Int) -> [UInt8] {
    var writer = XMLWriter()
    // Names of nodes are the document's, not the graph's.
    write(diagram, prefix: number == 0 ? "n" : "g\(number)n", to: &writer)
    return writer.bytes
  }

  /// What a document ends with.
  package static var end: [UInt8] {
    var writer = XMLWriter()
    writer.end("graphml")
    return writer.bytes
  }

  private static func write(
    _ diagram: Diagram, prefix: String, to writer: inout XMLWriter
  ) {
    writer.begin("graph")
    writer.attribute("id", diagram.graph.name ?? diagram.graph.id ?? "graph")
    writer.attribute("edgedefault", "directed")
    writer.raw(">\n")
    for vertex in diagram.vertices.indices {
      writer.begin("node")
      writer.attribute("id", prefix + "\(vertex)")
      writer.endTag()
      for (name, text) in facts(of: vertex, diagram) {
        writer.begin("data")
        writer.attribute("key", name)
        writer.endTag()
        writer.text(text)
        writer.raw("</data>")
      }
      writer.end("node")
    }
    for link in diagram.links {
      writer.begin("edge")
      writer.attribute("source", prefix + "\(link.from)")
      writer.attribute("target", prefix + "\(link.to)")
      writer.endEmpty()
    }
    writer.end("graph")
  }

  private static func facts(of vertex: Int, _ diagram: Diagram) -> [(String, String)] {
    var facts = [("op", diagram.op(vertex))]
    if let name = diagram.name(vertex) { facts.append(("name", name)) }
    if let value = diagram.value(vertex) {
      if value.shape != nil { facts.append(("shape", value.shapeText)) }
      if let type = value.type { facts.append(("type", type.rawValue)) }
    }
    let attributes = diagram.node(vertex)?.attributes ?? []
    if !attributes.isEmpty {
      let texts = attributes.map { "\($0.name)=\($0.value.text)" }
      facts.append(("attributes", texts.joined(separator: " ")))
    }
    if diagram.vertices[vertex].copies > 1 {
      facts.append(("copies", "\(diagram.vertices[vertex].copies)"))
    }
    for figure in [Figure.flops, .macs, .bytes, .parameters] {
      guard let count = figure.value(of: diagram.vertices[vertex].cost) else { continue }
      facts.append((figure.rawValue, "\(count)"))
    }
    return facts
  }
}
