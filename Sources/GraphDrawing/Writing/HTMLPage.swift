import Charts
import ComputationGraph
import RecordStreams

/// A page that shows one graph and can be moved about in, searched, and asked about its nodes. It is
/// one file and loads nothing: style and script stand in it, and a policy forbids everything else.
package struct HTMLPage {
  private let drawing: Drawing

  /// Describes the page of a drawing.
  package init(_ drawing: Drawing) {
    self.drawing = drawing
  }

  /// The page.
  package func document() -> [UInt8] {
    let picture = SVGPicture(drawing)
    let title = Heading(drawing.diagram).title
    var writer = XMLWriter()
    writer.raw("<!DOCTYPE html>\n<html lang=\"en\"\(themeAttribute)>\n<head>\n")
    writer.raw(PackageResources.head_html)
    writer.element("title", title)
    writer.raw("<style>\n")
    writer.raw(PackageResources.viewer_css)
    writer.raw(Palette.shapes + styles + Palette.heat + "\n</style>\n</head>\n<body>\n")
    writer.raw(PackageResources.tools_html)
    writer.raw("<svg id=\"picture\" tabindex=\"0\" data-width=\"\(picture.size.width)\" ")
    writer.raw("data-height=\"\(picture.size.height)\"><g id=\"view\">\n")
    picture.write(to: &writer, hasTips: false)
    writer.raw("</g></svg>\n<div id=\"tip\" role=\"status\"></div>\n")
    writer.raw("<script type=\"application/json\" id=\"facts\">")
    writer.raw(facts())
    writer.raw("</script>\n<script>\n")
    writer.raw(PackageResources.viewer_js)
    writer.raw("</script>\n</body>\n</html>\n")
    return writer.bytes
  }

  private var themeAttribute: String {
    drawing.style.theme == .auto ? "" : " data-theme=\"\(drawing.style.theme.rawValue)\""
  }

  /// Light colours, and dark ones where they are chosen or preferred.
  private var styles: String {
    Palette.light.rules() + "@media (prefers-color-scheme:dark){"
      + Palette.dark.rules(prefix: "html:not([data-theme=light]) ") + "}"
      + Palette.dark.rules(prefix: "html[data-theme=dark] ")
  }

  /// What is known of each vertex, and whom it is linked with. No character of it can end the element
  /// that it stands in.
  private func facts() -> [UInt8] {
    let diagram = drawing.diagram
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("vertices")
    writer.beginArray()
    for vertex in diagram.vertices.indices {
      writer.beginArray()
      writer.string(diagram.op(vertex))
      for (name, text) in diagram.facts(of: vertex) {
        writer.string(name)
        writer.string(Self.shortened(text))
      }
      writer.endArray()
    }
    writer.endArray()
    writer.key("links")
    writer.beginArray()
    for link in diagram.links { writer.pair(link.from, link.to) }
    writer.endArray()
    writer.endObject()
    var text: [UInt8] = []
    text.reserveCapacity(writer.bytes.count + 64)
    for byte in writer.bytes {
      if byte == UInt8(ascii: "<") {
        text += "\\u003c".utf8
      } else {
        text.append(byte)
      }
    }
    return text
  }

  /// Long texts, such as names that a program has made up, at a length that a page can show.
  private static func shortened(_ text: String) -> String {
    let most = 400
    guard text.unicodeScalars.prefix(most + 1).count > most else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(most))) + "…"
  }
}
