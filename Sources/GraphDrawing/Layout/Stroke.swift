/// A point of the drawing.
package struct Point: Sendable, Equatable {
  package var x: Double
  package var y: Double
}

/// A part of a line.
package enum Stroke: Sendable, Equatable {
  /// Lifts the pen.
  case move(Point)
  /// A straight line.
  case line(Point)
  /// A curve that begins and ends vertically, with its turn at half height.
  case bend(Point)
  /// A quarter of a circle or less around a corner.
  case corner(Point, to: Point)
}

/// All lines that leave a box: a trunk, and what branches off it.
package struct Route: Sendable, Equatable {
  /// The box that they leave.
  package var source: Int
  /// How to draw them.
  package var strokes: [Stroke] = []
  /// Where they end: the boxes, and the points on their upper edges.
  package var heads: [(target: Int, point: Point)] = []

  /// Whether two routes are the same.
  package static func == (left: Route, right: Route) -> Bool {
    left.source == right.source && left.strokes == right.strokes
      && left.heads.elementsEqual(right.heads) { $0.target == $1.target && $0.point == $1.point }
  }
}
