/// Series of points over two axes as an SVG drawing: curves, clouds of dots, bands around them.
package struct Chart: Sendable {
  /// What belongs together, in one colour.
  package struct Series: Sendable {
    /// What the legend calls it.
    package var name: String
    /// Its points; those of a curve from left to right. What is not finite is left out.
    package var points: [(x: Double, y: Double)]
    /// The lower and upper edge of its band at each point; empty without one.
    package var band: [(lower: Double, upper: Double)]

    /// A series without points is only named.
    package init(
      _ name: String, _ points: [(x: Double, y: Double)],
      band: [(lower: Double, upper: Double)] = []
    ) {
      self.name = name
      self.points = points
      self.band = band
    }
  }

  /// How points are shown.
  package enum Style: Sendable {
    /// A line joins them.
    case curves
    /// Dots, with a tip each.
    case dots
  }

  /// What is shown, above the drawing.
  package var title: String
  /// The axes.
  package var horizontal: ChartAxis
  package var vertical: ChartAxis
  /// What is drawn, in the order of the legend.
  package var series: [Series]
  /// How.
  package var style: Style
  /// Heights that are marked across the drawing, with their names.
  package var marks: [(name: String, value: Double)]
  /// Whether the line of equal values is drawn; the axes have one range then.
  package var hasDiagonal: Bool

  /// Describes a chart.
  package init(
    title: String, _ horizontal: ChartAxis, _ vertical: ChartAxis, _ series: [Series],
    style: Style = .curves, marks: [(name: String, value: Double)] = [], hasDiagonal: Bool = false
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.style = style
    self.marks = marks
    self.hasDiagonal = hasDiagonal
  }

  /// So many dots can be told apart; of more, about as many are drawn, evenly chosen.
  private static let mostDots = 4000

  /// The drawing.
  package var svg: String {
    let frame = frame
    let legend = series.indices.map { (series[$0].name, ChartColours.colour(of: $0)) }
    var drawing = frame.begin(title: title, legend: legend.count > 1 ? legend : [])
    if hasDiagonal { frame.drawDiagonal(on: &drawing) }
    for mark in marks where mark.value.isFinite {
      frame.mark(mark.name, at: mark.value, on: &drawing)
    }
    for (index, series) in series.enumerated() {
      let colour = ChartColours.colour(of: index)
      switch style {
      case .curves: drawCurve(series, colour, frame, on: &drawing)
      case .dots: drawDots(series, colour, frame, on: &drawing)
      }
    }
    return drawing.finished()
  }

  private var frame: PlotFrame {
    let points = series.flatMap(\.points)
    let bands = series.flatMap(\.band).flatMap { [$0.lower, $0.upper] }
    let (xs, ys) = (points.map(\.x), points.map(\.y) + bands + marks.map(\.value))
    guard hasDiagonal else { return PlotFrame(horizontal, xs, vertical, ys) }
    return PlotFrame(horizontal, xs + ys, vertical, xs + ys, width: 400, height: 400)
  }

  private func drawCurve(
    _ series: Series, _ colour: String, _ frame: PlotFrame, on drawing: inout SVGText
  ) {
    if series.band.count == series.points.count {
      let edges = zip(series.points, series.band)
      let upper = edges.compactMap { frame.place($0.x, $1.upper) }
      let lower = edges.compactMap { frame.place($0.x, $1.lower) }
      drawing.area(upper + lower.reversed(), fill: colour)
    }
    drawing.curve(series.points.compactMap { frame.place($0.x, $0.y) }, stroke: colour)
  }

  private func drawDots(
    _ series: Series, _ colour: String, _ frame: PlotFrame, on drawing: inout SVGText
  ) {
    let step = max(1, self.series.reduce(0) { $0 + $1.points.count } / Self.mostDots)
    for (index, point) in series.points.enumerated() where index.isMultiple(of: step) {
      guard let place = frame.place(point.x, point.y) else { continue }
      let tip = "\(Scale.text(point.x)), \(Scale.text(point.y))"
      drawing.dot(x: place.x, y: place.y, fill: colour, tip: tip)
    }
  }
}
