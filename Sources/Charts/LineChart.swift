/// Curves over a common axis as an SVG drawing, each with a band around it where it has one.
package struct LineChart: Sendable {
  /// One curve.
  package struct Series: Sendable {
    /// What the legend calls it.
    package var name: String
    /// Its points, from left to right.
    package var points: [(x: Double, y: Double)]
    /// The lower and upper edge of its band at each point; empty without one.
    package var band: [(lower: Double, upper: Double)]
    /// Whether points are dots that nothing joins.
    package var isScattered: Bool

    /// A curve, or a cloud of dots.
    package init(
      name: String, points: [(x: Double, y: Double)],
      band: [(lower: Double, upper: Double)] = [], isScattered: Bool = false
    ) {
      self.name = name
      self.points = points
      self.band = band
      self.isScattered = isScattered
    }
  }

  /// What is shown, above the drawing.
  package var title: String
  /// What stands along the axes, with units.
  package var horizontal: String
  package var vertical: String
  /// The curves, in the order of the legend.
  package var series: [Series]
  /// Heights that are marked across the drawing, with their names.
  package var marks: [(name: String, value: Double)]

  /// Describes a chart.
  package init(
    title: String, horizontal: String, vertical: String, series: [Series],
    marks: [(name: String, value: Double)] = []
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.marks = marks
  }

  /// Colours that are told apart by all eyes (Paul Tol's bright scheme).
  private static let colours = [
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb",
  ]

  /// The drawing; what is not finite is left out.
  package var svg: String {
    let plot = Plot(self)
    var drawing = SVGText(width: Plot.width + 180, height: Plot.height + 104, title: title)
    drawing.label(title, x: Plot.left, y: 20, size: 14)
    plot.drawAxes(horizontal, vertical, on: &drawing)
    for mark in marks where mark.value.isFinite {
      let y = plot.y(mark.value)
      drawing.curve(
        [(Plot.left, y), (Plot.left + Plot.width, y)], stroke: "#999999", dashed: true)
      drawing.label(mark.name, x: Plot.left + 4, y: y - 4, fill: "#777777")
    }
    for (index, series) in series.enumerated() {
      draw(series, Self.colours[index % Self.colours.count], plot, on: &drawing)
      let y = Plot.top + 8 + Double(index) * 18
      let x = Plot.left + Plot.width + 14
      drawing.dot(
        x: x, y: y, radius: 4, fill: Self.colours[index % Self.colours.count], tip: series.name)
      drawing.label(series.name, x: x + 9, y: y + 4)
    }
    return drawing.finished()
  }

  private func draw(_ series: Series, _ colour: String, _ plot: Plot, on drawing: inout SVGText) {
    let known = series.points.indices.filter {
      series.points[$0].x.isFinite && series.points[$0].y.isFinite
    }
    let points = known.map { (x: plot.x(series.points[$0].x), y: plot.y(series.points[$0].y)) }
    if series.isScattered {
      for (index, point) in zip(known, points) {
        let tip = [series.points[index].x, series.points[index].y].map { Scale.text($0) }
        drawing.dot(
          x: point.x, y: point.y, radius: 2.5, fill: colour, tip: tip.joined(separator: ", "))
      }
      return
    }
    if series.band.count == series.points.count, !known.isEmpty {
      let upper = known.map { (plot.x(series.points[$0].x), plot.y(series.band[$0].upper)) }
      let lower = known.map { (plot.x(series.points[$0].x), plot.y(series.band[$0].lower)) }
      drawing.area(upper + lower.reversed(), fill: colour)
    }
    drawing.curve(points, stroke: colour)
  }
}

/// Where a chart's numbers are on the paper.
private struct Plot {
  static let (left, top, width, height) = (72.0, 40.0, 560.0, 320.0)

  private let across: ClosedRange<Double>
  private let up: ClosedRange<Double>

  init(_ chart: LineChart) {
    let points = chart.series.flatMap(\.points)
    let bands = chart.series.flatMap(\.band).flatMap { [$0.lower, $0.upper] }
    across = Self.range(of: points.map(\.x))
    up = Self.range(of: points.map(\.y) + bands + chart.marks.map(\.value))
  }

  /// The least and the largest finite value, never the same.
  private static func range(of values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return 0...1 }
    return least < most ? least...most : (least - 0.5)...(most + 0.5)
  }

  func x(_ value: Double) -> Double {
    Self.left + (value - across.lowerBound) / (across.upperBound - across.lowerBound) * Self.width
  }

  func y(_ value: Double) -> Double {
    Self.top + (up.upperBound - value) / (up.upperBound - up.lowerBound) * Self.height
  }

  func drawAxes(_ horizontal: String, _ vertical: String, on drawing: inout SVGText) {
    let (right, bottom) = (Self.left + Self.width, Self.top + Self.height)
    for tick in Scale.ticks(from: up.lowerBound, to: up.upperBound) {
      drawing.line(x1: Self.left, y1: y(tick), x2: right, y2: y(tick), stroke: "#e8e8e8")
      drawing.label(Scale.text(tick), x: Self.left - 6, y: y(tick) + 4, anchor: "end")
    }
    for tick in Scale.ticks(from: across.lowerBound, to: across.upperBound) {
      drawing.line(x1: x(tick), y1: bottom, x2: x(tick), y2: bottom + 4, stroke: "#333333")
      drawing.label(Scale.text(tick), x: x(tick), y: bottom + 18, anchor: "middle")
    }
    drawing.line(x1: Self.left, y1: bottom, x2: right, y2: bottom, stroke: "#333333")
    drawing.line(x1: Self.left, y1: Self.top, x2: Self.left, y2: bottom, stroke: "#333333")
    drawing.label(horizontal, x: Self.left + Self.width / 2, y: bottom + 40, anchor: "middle")
    drawing.label(
      vertical, x: 16, y: Self.top + Self.height / 2, anchor: "middle", turn: -90)
  }
}
