import Charts

extension XMLWriter {
  /// Two coordinates.
  mutating func point(_ point: Point) {
    number(point.x)
    raw(" ")
    number(point.y)
  }

  /// A part of a path; returns where the pen stands then.
  mutating func draw(_ stroke: Stroke, from pen: Point) -> Point {
    switch stroke {
    case .move(let point):
      raw("M")
      self.point(point)
      return point
    case .line(let point):
      raw("L")
      self.point(point)
      return point
    case .bend(let point):
      let half = (pen.y + point.y) / 2
      raw("C")
      self.point(Point(x: pen.x, y: half))
      raw(" ")
      self.point(Point(x: point.x, y: half))
      raw(" ")
      self.point(point)
      return point
    case .corner(let corner, let point):
      raw("Q")
      self.point(corner)
      raw(" ")
      self.point(point)
      return point
    }
  }
}
