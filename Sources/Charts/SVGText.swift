/// An SVG drawing as it is written, element after element.
struct SVGText {
  private(set) var text: String

  /// Opens a drawing of a size, on white.
  init(width: Double, height: Double, title: String) {
    let size = "\(Self.number(width))\" height=\"\(Self.number(height))"
    text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size)" \
      viewBox="0 0 \(Self.number(width)) \(Self.number(height))" \
      font-family="sans-serif" font-size="11">
      <title>\(Self.escaped(title))</title>
      <rect width="100%" height="100%" fill="#ffffff"/>

      """
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, tip: String
  ) {
    text +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\" fill=\"\(fill)\"><title>\(Self.escaped(tip))</title></rect>\n"
  }

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, stroke: String) {
    text +=
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
      + "y2=\"\(Self.number(y2))\" stroke=\"\(stroke)\"/>\n"
  }

  /// Sets text; `anchor` is `start`, `middle` or `end`, and `turn` is in degrees.
  mutating func label(
    _ label: String, x: Double, y: Double, anchor: String = "start", turn: Double = 0,
    fill: String = "#333333", size: Double = 11
  ) {
    let (x, y) = (Self.number(x), Self.number(y))
    let turned = turn == 0 ? "" : " transform=\"rotate(\(Self.number(turn)) \(x) \(y))\""
    let sized = size == 11 ? "" : " font-size=\"\(Self.number(size))\""
    text +=
      "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" fill=\"\(fill)\"\(sized)\(turned)>"
      + "\(Self.escaped(label))</text>\n"
  }

  /// The whole drawing.
  consuming func finished() -> String { text + "</svg>\n" }

  /// A coordinate with at most two decimals.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    return "\(Double(hundredths) / 100)"
  }

  /// Text as XML takes it; control characters become spaces.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
