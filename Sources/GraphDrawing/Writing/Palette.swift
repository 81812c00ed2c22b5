/// The colours of a drawing, as rules of a style sheet.
///
/// Boxes of a family have the class `f` and its number; in the light colours text is dark on pale
/// boxes, in the dark ones light on deep boxes.
struct Palette {
  let background: String
  let text: String
  let dim: String
  let line: String
  let frame: String
  /// Fill and edge of each family, in the order of `OperatorFamily`.
  let families: [(fill: String, edge: String)]

  static let light = Palette(
    background: "#ffffff", text: "#1f2328", dim: "#57606a", line: "#8c959f", frame: "#f3f5f8",
    families: [
      ("#e9ecef", "#868e96"), ("#d0e4ff", "#4a86d8"), ("#dbd7ff", "#7463d6"),
      ("#d3f3ee", "#2a9d8f"), ("#ffe0d9", "#e0634a"), ("#d9f2d0", "#5a9e45"),
      ("#fff1c2", "#c9a227"), ("#f7dcf5", "#b557ad"), ("#f0ead9", "#a08a55"),
      ("#ffe6c7", "#d98b2b"), ("#ffd6e5", "#d6457f"), ("#d6eef8", "#3a96b8"),
      ("#e4e4e4", "#777777"), ("#f5f5f5", "#999999"),
    ])
  static let dark = Palette(
    background: "#15191e", text: "#eef1f4", dim: "#b4bcc6", line: "#7d8793", frame: "#1e242b",
    families: [
      ("#343b43", "#8b949e"), ("#1d3f6b", "#5b9bf0"), ("#37306f", "#9184f0"),
      ("#124a44", "#3dbdad"), ("#67291d", "#f2806a"), ("#29491f", "#77bd60"),
      ("#51430e", "#dcb93c"), ("#502450", "#cf74c8"), ("#443c26", "#bda771"),
      ("#583a12", "#eda44b"), ("#5f1f3b", "#ec6a9d"), ("#174557", "#55b3d6"),
      ("#3c3c3c", "#999999"), ("#2a2a2a", "#8a8a8a"),
    ])

  /// The rules that do not depend on colours.
  static let shapes = """
    text{font-family:"DejaVu Sans",Verdana,sans-serif;font-size:11px;text-anchor:middle}\
    .h{font-weight:bold;font-size:12px}.s{text-anchor:start}\
    .e{fill:none;stroke-width:1.2}.b rect{stroke-width:1}
    """
  /// The rules of boxes whose colours stand with them, whatever the others are.
  static let heat = ".p text{fill:#1f2328}.p .d{fill:#444c56}.q text,.q .d{fill:#ffffff}"

  /// The rules of these colours; of a drawing with several, `prefix` selects where they hold.
  func rules(prefix: String = "") -> String {
    var rules = """
      \(prefix).bg{fill:\(background)}\(prefix)text{fill:\(text)}\(prefix).d{fill:\(dim)}\
      \(prefix).e{stroke:\(line)}\(prefix).a{fill:\(line)}\
      \(prefix).g{fill:\(frame);stroke:\(line);stroke-dasharray:4 3}
      """
    for (number, colours) in families.enumerated() {
      rules += "\(prefix).f\(number) rect{fill:\(colours.fill);stroke:\(colours.edge)}"
    }
    return rules
  }

  /// The style sheet of a drawing that stands alone.
  static func sheet(_ theme: Theme) -> String {
    switch theme {
    case .light: shapes + light.rules() + heat
    case .dark: shapes + dark.rules() + heat
    case .auto:
      shapes + light.rules() + "@media (prefers-color-scheme:dark){" + dark.rules() + "}" + heat
    }
  }
}

extension OperatorFamily {
  /// The class of its boxes.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
