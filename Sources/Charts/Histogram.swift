/// A histogram as an SVG drawing.
package struct Histogram: Sendable {
  /// What is counted, above the drawing.
  package var title: String
  /// What stands along the horizontal axis, with its unit.
  package var axis: String
  /// Where the first bar begins, and how wide each is.
  package var lower: Double
  package var width: Double
  /// How high the bars are.
  package var counts: [Int]
  /// Values that are marked by a line, with their names.
  package var marks: [(name: String, value: Double)]

  /// Describes a histogram.
  package init(
    title: String, axis: String, lower: Double, width: Double, counts: [Int],
    marks: [(name: String, value: Double)] = []
  ) {
    self.title = title
    self.axis = axis
    self.lower = lower
    self.width = width
    self.counts = counts
    self.marks = marks
  }

  /// The drawing.
  package var svg: String {
    let (left, top, plotWidth, plotHeight) = (64.0, 48.0, 560.0, 260.0)
    var drawing = SVGText(width: left + plotWidth + 24, height: top + plotHeight + 56, title: title)
    drawing.label(title, x: left, y: 20, size: 14)
    let span = width > 0 ? width * Double(counts.count) : 1
    let most = max(counts.max() ?? 0, 1)
    func x(_ value: Double) -> Double { left + (value - lower) / span * plotWidth }
    func y(_ count: Double) -> Double { top + plotHeight * (1 - count / Double(most)) }
    for tick in Scale.ticks(from: 0, to: Double(most)) where tick == tick.rounded() {
      drawing.line(x1: left, y1: y(tick), x2: left + plotWidth, y2: y(tick), stroke: "#e0e0e0")
      drawing.label(Scale.text(tick, digits: 6), x: left - 6, y: y(tick) + 4, anchor: "end")
    }
    let bar = plotWidth / Double(max(counts.count, 1))
    for (index, count) in counts.enumerated() where count > 0 {
      let start = lower + Double(index) * width
      drawing.rectangle(
        x: left + Double(index) * bar, y: y(Double(count)), width: max(bar - 1, 1),
        height: top + plotHeight - y(Double(count)), fill: "#4477aa",
        tip: "\(Scale.text(start)) to \(Scale.text(start + width)): \(count)")
    }
    drawing.line(
      x1: left, y1: top + plotHeight, x2: left + plotWidth, y2: top + plotHeight, stroke: "#333333")
    if width > 0 {
      for tick in Scale.ticks(from: lower, to: lower + span) {
        drawing.line(
          x1: x(tick), y1: top + plotHeight, x2: x(tick), y2: top + plotHeight + 4,
          stroke: "#333333")
        drawing.label(Scale.text(tick), x: x(tick), y: top + plotHeight + 17, anchor: "middle")
      }
      for mark in marks {
        drawing.line(
          x1: x(mark.value), y1: top - 8, x2: x(mark.value), y2: top + plotHeight, stroke: "#cc6677"
        )
        drawing.label(mark.name, x: x(mark.value) + 3, y: top - 2, fill: "#cc6677")
      }
    } else {
      drawing.label(
        Scale.text(lower), x: left + plotWidth / 2, y: top + plotHeight + 17, anchor: "middle")
    }
    drawing.label(axis, x: left + plotWidth / 2, y: top + plotHeight + 40, anchor: "middle")
    return drawing.finished()
  }
}
