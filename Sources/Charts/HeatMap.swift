/// A matrix of numbers from -1 to 1 as a coloured SVG drawing.
package struct HeatMap: Sendable {
  /// What is shown, above the drawing.
  package var title: String
  /// The names of rows and columns.
  package var names: [String]
  /// The numbers, row after row; `nil` where there is none.
  package var values: [[Double?]]

  /// Describes a square matrix.
  package init(title: String, names: [String], values: [[Double?]]) {
    self.title = title
    self.names = names
    self.values = values
  }

  /// The drawing.
  package var svg: String {
    let longest = names.map { SVGText.width(of: $0) }.max() ?? 0
    let (cell, margin) = (names.count > 30 ? 18.0 : 30.0, 24 + longest)
    let size = cell * Double(names.count)
    let width = max(margin + size + 24, 24 + SVGText.width(of: title, size: 14))
    var drawing = SVGText(width: width, height: margin + size + 40, title: title)
    drawing.label(title, x: 12, y: 20, size: 14)
    for (row, name) in names.enumerated() {
      let middle = margin + (Double(row) + 0.5) * cell
      drawing.label(name, x: margin - 6, y: middle + 14, anchor: "end")
      drawing.label(name, x: middle + 4, y: margin + 4, turn: -90)
      for (column, value) in values[row].enumerated() {
        let text = value.map { Self.text($0) } ?? "no networks in common"
        drawing.rectangle(
          x: margin + Double(column) * cell, y: margin + 10 + Double(row) * cell, width: cell - 1,
          height: cell - 1, fill: value.map(Self.colour) ?? "#f4f4f4",
          tip: "\(name), \(names[column]): \(text)")
        if names.count <= 30, let value {
          drawing.label(
            Self.text(value), x: margin + (Double(column) + 0.5) * cell,
            y: margin + 14 + (Double(row) + 0.5) * cell, anchor: "middle",
            fill: abs(value) > 0.6 ? "#ffffff" : "#333333", size: 9)
        }
      }
    }
    return drawing.finished()
  }

  private static func text(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    return (value < 0 && hundredths > 0 ? "-" : "")
      + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }

  /// White for 0, blue for 1, red for -1.
  private static func colour(_ value: Double) -> String {
    let strength = min(1, max(0, abs(value)))
    let end = value < 0 ? [0xB2, 0x18, 0x2B] : [0x21, 0x66, 0xAC]
    let parts = end.map { Int((255 + (Double($0) - 255) * strength).rounded()) }
    return "#"
      + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
