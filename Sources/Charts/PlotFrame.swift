/// The axes of a plot: round ticks, faint lines, names.
struct PlotFrame {
  /// What one axis shows.
  struct Axis {
    /// What stands beside it, with its unit.
    var name: String
    /// The least and the largest value; logarithms to base ten where `isLogarithmic`.
    var range: ClosedRange<Double>
    /// Whether positions are logarithms to base ten of what is written.
    var isLogarithmic = false

    /// Where lines are drawn, and what is written there.
    var ticks: [(position: Double, text: String)] {
      guard isLogarithmic else {
        return Scale.ticks(from: range.lowerBound, to: range.upperBound).map {
          ($0, Scale.text($0))
        }
      }
      let decades = range.upperBound - range.lowerBound
      let steps = decades > 4 ? [1.0] : [1.0, 2, 5]
      var ticks: [(position: Double, text: String)] = []
      let (first, last) = (range.lowerBound.rounded(.down), range.upperBound.rounded(.up))
      for exponent in stride(from: first, through: last, by: 1) {
        for (step, logarithm) in zip(steps, [0, 0.301_03, 0.698_97])
        where range.contains(exponent + logarithm) {
          ticks.append((exponent + logarithm, Scale.text(step * Self.power(exponent))))
        }
      }
      return ticks
    }

    private static func power(_ exponent: Double) -> Double {
      var value = 1.0
      for _ in 0..<Int(exponent.magnitude) { value *= 10 }
      return exponent < 0 ? 1 / value : value
    }
  }

  let horizontal: Axis
  let vertical: Axis
  private let (left, top, width, height): (Double, Double, Double, Double)

  /// A frame whose plot has this size.
  init(_ horizontal: Axis, _ vertical: Axis, width: Double = 460, height: Double = 340) {
    self.horizontal = horizontal
    self.vertical = vertical
    (left, top, self.width, self.height) = (76, 44, width, height)
  }

  /// Where a value stands.
  func x(_ value: Double) -> Double {
    let range = horizontal.range
    return left + (value - range.lowerBound) / (range.upperBound - range.lowerBound) * width
  }

  /// Where a value stands.
  func y(_ value: Double) -> Double {
    let range = vertical.range
    return top + height
      - (value - range.lowerBound) / (range.upperBound - range.lowerBound) * height
  }

  /// Begins a drawing with the axes and, on the right, the names of colours.
  func begin(title: String, legend: [(name: String, colour: String)]) -> SVGText {
    let aside = legend.isEmpty ? 24 : 44 + 6.4 * Double(legend.map(\.name.count).max() ?? 0)
    var drawing = SVGText(width: left + width + aside, height: top + height + 52, title: title)
    drawing.label(title, x: left, y: 22, size: 14)
    for (position, text) in horizontal.ticks {
      drawing.line(x1: x(position), y1: top, x2: x(position), y2: top + height, stroke: "#e6e6e6")
      drawing.label(text, x: x(position), y: top + height + 17, anchor: "middle")
    }
    for (position, text) in vertical.ticks {
      drawing.line(x1: left, y1: y(position), x2: left + width, y2: y(position), stroke: "#e6e6e6")
      drawing.label(text, x: left - 6, y: y(position) + 4, anchor: "end")
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

  /// A colour for each of several things (Paul Tol's bright scheme, and greys).
  static let colours = [
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777", "#bbbbbb",
  ]
}
