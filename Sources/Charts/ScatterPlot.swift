/// Points of several groups over two logarithmic axes of one range, with the diagonal: what is predicted
/// beside what was measured.
package struct ScatterPlot: Sendable {
  /// What is shown, above the drawing.
  package var title: String
  /// What stands along the axes, with its unit.
  package var horizontal: String
  package var vertical: String
  /// The groups with their points, as logarithms to base ten.
  package var groups: [(name: String, points: [(x: Double, y: Double)])]

  /// So many points can be told apart; of more, as many are drawn, evenly chosen.
  private static let most = 4000

  /// Describes a plot.
  package init(
    title: String, horizontal: String, vertical: String,
    groups: [(name: String, points: [(x: Double, y: Double)])]
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.groups = groups
  }

  /// The drawing.
  package var svg: String {
    let values = groups.flatMap { $0.points.flatMap { [$0.x, $0.y] } }.filter(\.isFinite)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let margin = max((high - low) * 0.04, 0.02)
    let range = low - margin...high + margin
    let frame = PlotFrame(
      PlotFrame.Axis(name: horizontal, range: range, isLogarithmic: true),
      PlotFrame.Axis(name: vertical, range: range, isLogarithmic: true), width: 400, height: 400)
    let legend = groups.indices.map { (groups[$0].name, Self.colour($0)) }
    var drawing = frame.begin(title: title, legend: groups.count > 1 ? legend : [])
    drawing.line(
      x1: frame.x(range.lowerBound), y1: frame.y(range.lowerBound), x2: frame.x(range.upperBound),
      y2: frame.y(range.upperBound), stroke: "#999999")
    let step = max(1, groups.reduce(0) { $0 + $1.points.count } / Self.most)
    for (index, group) in groups.enumerated() {
      for (place, point) in group.points.enumerated()
      where place.isMultiple(of: step) && point.x.isFinite && point.y.isFinite {
        drawing.dot(x: frame.x(point.x), y: frame.y(point.y), fill: Self.colour(index))
      }
    }
    return drawing.finished()
  }

  private static func colour(_ index: Int) -> String {
    PlotFrame.colours[index % PlotFrame.colours.count]
  }
}
