import ByteReading
import ComputationGraph
import Foundation
import FoundationXML
import GraphDrawing
import TestSupport
import Testing

@Suite("Drawings")
struct WriterTests {
  /// Names that would break out of a document that does not escape them.
  static let hostile = [
    "</script><script>alert(1)</script>", "<svg onload=alert(1)>",
    "\"'><img src=x onerror=alert(1)>",
    "]]>", "&amp;", "a\u{0}b\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}c", "\u{202E}gpj.exe",
    "\u{FFFE}\u{FFFF}",
    "back\\slash \\n \"quote\"", "two\nlines\r\tand more", String(repeating: "x", count: 3000),
    "e\u{301}\u{1F469}\u{200D}\u{1F52C}", "</title></style>", "<!--", "",
  ]

  static func graph(named name: String) -> Graph {
    var graph = DiagramTests.residual(blocks: 2)
    graph.name = name
    graph.inputs[0].name = name
    for index in graph.nodes.indices {
      graph.nodes[index].name = name + "\(index)"
      graph.nodes[index].notes = [name]
      graph.nodes[index].attributes = [Attribute(name: name, value: .string(name))]
    }
    graph.nodes[2].op = name.isEmpty ? "Conv" : name
    return graph
  }

  static let documents: [(String, @Sendable (Diagram) throws -> [UInt8])] = [
    ("svg", { try SVGPicture(Drawing($0, DrawingStyle())).document() }),
    (
      "svg with heat",
      {
        var style = DrawingStyle()
        (style.heat, style.labels, style.theme) = (.flops, .name, .dark)
        return try SVGPicture(Drawing($0, style)).document()
      }
    ),
    (
      "gennape",
      {
        var style = DrawingStyle()
        style.labels = .gennape
        return try SVGPicture(Drawing($0, style)).document()
      }
    ),
    ("sheet", { try ContactSheet([Drawing($0, DrawingStyle())], theme: .auto).document() }),
    ("graphml", { GraphMLText.document([$0, $0]) }),
  ]

  @Test(arguments: hostile, documents.map(\.0))
  func `are well-formed whatever names say`(name: String, kind: String) throws {
    let make = try #require(Self.documents.first { $0.0 == kind }?.1)
    for collapsing in [false, true] {
      let document = try make(Diagram(Self.graph(named: name), collapsing: collapsing))
      let elements = try Elements(of: document)
      #expect(!elements.names.contains("script") && !elements.names.contains("img"))
      #expect(elements.attributes.allSatisfy { !$0.hasPrefix("on") })
      #expect(document.count < 4_000_000)
    }
  }

  @Test(arguments: hostile)
  func `let no name leave its place on a page`(name: String) throws {
    let drawing = try Drawing(Diagram(Self.graph(named: name)), DrawingStyle())
    let page = String(decoding: HTMLPage(drawing).document(), as: UTF8.self)
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(!page.contains("<img") && !page.contains("<svg onload"))
    #expect(!page.contains("http://") || !page.contains("src=\"http"))
    let start = try #require(page.range(of: "id=\"facts\">")).upperBound
    let end = try #require(page[start...].range(of: "</script>")).lowerBound
    let facts = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
    #expect(((facts as? [String: Any])?["vertices"] as? [Any])?.count == 15)
  }

  @Test(arguments: hostile)
  func `quote names in DOT`(name: String) {
    let text = String(
      decoding: DOTText.document(Diagram(Self.graph(named: name)), DrawingStyle()), as: UTF8.self)
    // Every line holds whole strings: an even number of quotes that nothing escapes.
    for line in text.split(separator: "\n") {
      var quotes = 0
      var isEscaped = false
      for scalar in line.unicodeScalars {
        if scalar == "\"", !isEscaped { quotes += 1 }
        isEscaped = scalar == "\\" && !isEscaped
      }
      #expect(quotes.isMultiple(of: 2), "\(line.prefix(200))")
    }
  }

  @Test func `are the same each time`() throws {
    let diagram = Diagram(DiagramTests.residual(blocks: 20))
    for (_, make) in Self.documents { #expect(try make(diagram) == make(diagram)) }
  }

  @Test func `hold every node in GraphML`() throws {
    let document = GraphMLText.document([Diagram(DiagramTests.residual(blocks: 2))])
    let elements = try Elements(of: document)
    #expect(elements.names.count { $0 == "node" } == 15)
    #expect(elements.names.count { $0 == "edge" } == 16)
  }

  static let sizes: [(Double, Double, Double, Double)] = [
    (100, 100, 1, 1), (100, 100, 4, 4), (64_000, 10, 1, 0.5), (40_000, 40_000, 2, 0.5),
  ]

  @Test(arguments: sizes)
  func `ask for pictures that can be drawn`(
    width: Double, height: Double, wanted: Double, expected: Double
  ) {
    #expect(PNGRequest(width: width, height: height, scale: wanted).scale == expected)
  }
}

/// The elements of an XML document, which must be well-formed.
private final class Elements: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []
  private(set) var attributes: Set<String> = []

  init(of document: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(document))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    names.append(name)
    self.attributes.formUnion(attributes.keys)
  }
}
