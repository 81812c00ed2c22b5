/// The place of a chart's numbers on the paper: axes with round ticks, faint lines, names.
struct PlotFrame {
  private let horizontal: ChartAxis
  private let vertical: ChartAxis
  /// The positions of the axes' ends.
  private let across: ClosedRange<Double>
  private let up: ClosedRange<Double>
  private let left = 76.0
  private let top = 44.0
  private let width: Double
  private let height: Double

  /// A frame for values, whose plot has a size.
  init(
    _ horizontal: ChartAxis, _ xs: [Double], _ vertical: ChartAxis, _ ys: [Double],
    width: Double = 460, height: Double = 340
  ) {
    self.horizontal = horizontal
    self.vertical = vertical
    across = horizontal.span(of: xs)
    up = vertical.span(of: ys)
    (self.width, self.height) = (width, height)
  }

  /// Where a point stands; none if it is not finite or beside the plot. What is above or below stands
  /// at the edge.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let (x, y) = (horizontal.position(of: x), vertical.position(of: y))
    guard across.contains(x), y.isFinite else { return nil }
    return (self.x(at: x), self.y(at: min(max(y, up.lowerBound), up.upperBound)))
  }

  private func x(at position: Double) -> Double {
    left + (position - across.lowerBound) / (across.upperBound - across.lowerBound) * width
  }

  private func y(at position: Double) -> Double {
    top + (up.upperBound - position) / (up.upperBound - up.lowerBound) * height
  }

  /// Begins a drawing with the axes and, on the right, the names of colours.
  func begin(title: String, legend: [(name: String, colour: String)]) -> SVGText {
    let aside = legend.isEmpty ? 24 : 44 + 6.4 * Double(legend.map(\.name.count).max() ?? 0)
    let below = max(height, 18 * Double(legend.count))
    var drawing = SVGText(
      width: max(left + width + aside, left + SVGText.width(of: title, size: 14)),
      height: top + below + 52, title: title)
    drawing.label(title, x: left, y: 22, size: 14)
    for (position, text) in horizontal.ticks(in: across) {
      let x = x(at: position)
      drawing.line(x1: x, y1: top, x2: x, y2: top + height, stroke: "#e6e6e6")
      drawing.label(text, x: x, y: top + height + 17, anchor: "middle")
    }
    for (position, text) in vertical.ticks(in: up) {
      let y = y(at: position)
      drawing.line(x1: left, y1: y, x2: left + width, y2: y, stroke: "#e6e6e6")
      drawing.label(text, x: left - 6, y: y + 4, anchor: "end")
    }
    for end in [0.0, 1] {
      let (x, y) = (left + end * width, top + end * height)
      drawing.line(x1: x, y1: top, x2: x, y2: top + height, stroke: "#999999")
      drawing.line(x1: left, y1: y, x2: left + width, y2: y, stroke: "#999999")
    }
    drawing.label(horizontal.name, x: left + width / 2, y: top + height + 40, anchor: "middle")
    drawing.label(vertical.name, x: 16, y: top + height / 2, anchor: "middle", turn: -90)
    for (index, (name, colour)) in legend.enumerated() {
      let y = top + 14 + 18 * Double(index)
      drawing.rectangle(
        x: left + width + 14, y: y - 9, width: 10, height: 10, fill: colour, tip: name)
      drawing.label(name, x: left + width + 30, y: y)
    }
    return drawing
  }

  /// Draws the line of equal values, from end to end.
  func drawDiagonal(on drawing: inout SVGText) {
    drawing.line(x1: left, y1: top + height, x2: left + width, y2: top, stroke: "#999999")
  }

  /// Marks a height across the plot.
  func mark(_ name: String, at value: Double, on drawing: inout SVGText) {
    let y = y(at: vertical.position(of: value))
    drawing.curve([(left, y), (left + width, y)], stroke: "#999999", dashed: true)
    drawing.label(name, x: left + 4, y: y - 4, fill: "#777777")
  }
}
