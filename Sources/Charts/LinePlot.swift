/// Lines of several groups: a distribution of errors, a calibration, a training curve.
package struct LinePlot: Sendable {
  /// What is shown, above the drawing.
  package var title: String
  /// What stands along the axes.
  package var horizontal: String
  package var vertical: String
  /// The groups with their points, in order along the horizontal axis.
  package var groups: [(name: String, points: [(x: Double, y: Double)])]
  /// The ranges of the axes; those of the points where there is none.
  package var ranges: (x: ClosedRange<Double>?, y: ClosedRange<Double>?)
  /// Whether the diagonal is drawn.
  package var hasDiagonal: Bool

  /// Describes a plot.
  package init(
    title: String, horizontal: String, vertical: String,
    groups: [(name: String, points: [(x: Double, y: Double)])],
    ranges: (x: ClosedRange<Double>?, y: ClosedRange<Double>?) = (nil, nil),
    hasDiagonal: Bool = false
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.groups = groups
    self.ranges = ranges
    self.hasDiagonal = hasDiagonal
  }

  /// The drawing.
  package var svg: String {
    let points = groups.flatMap(\.points)
    let frame = PlotFrame(
      PlotFrame.Axis(name: horizontal, range: ranges.x ?? Self.range(points.map(\.x))),
      PlotFrame.Axis(name: vertical, range: ranges.y ?? Self.range(points.map(\.y))))
    let legend = groups.indices.map { (groups[$0].name, Self.colour($0)) }
    var drawing = frame.begin(title: title, legend: groups.count > 1 ? legend : [])
    let (x, y) = (frame.horizontal.range, frame.vertical.range)
    if hasDiagonal {
      drawing.line(
        x1: frame.x(x.lowerBound), y1: frame.y(y.lowerBound), x2: frame.x(x.upperBound),
        y2: frame.y(y.upperBound), stroke: "#999999")
    }
    for (index, group) in groups.enumerated() {
      drawing.path(
        group.points.filter { x.contains($0.x) && $0.y.isFinite }.map { point in
          (frame.x(point.x), frame.y(min(max(point.y, y.lowerBound), y.upperBound)))
        }, stroke: Self.colour(index))
    }
    return drawing.finished()
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    return high > low ? low...high : low - 0.5...low + 0.5
  }

  private static func colour(_ index: Int) -> String {
    PlotFrame.colours[index % PlotFrame.colours.count]
  }
}
