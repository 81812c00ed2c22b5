package import ComputationGraph

/// Where boxes stand and how lines run: layers from top to bottom, broken into columns where that
/// makes a better page.
///
/// Six steps, each of which knows only the one before: ``LayeredItems`` (layers and bends),
/// ``Ordering`` (few crossings), ``Folding`` (columns), ``HorizontalPlacement`` and
/// ``VerticalPlacement`` (coordinates), and ``Router`` (lines). The same content gives the same layout.
///
/// Reference: Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System
/// Structures" (1981)
package struct Layout: Sendable, Equatable {
  /// A box in its place.
  package struct Frame: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    /// Whether two boxes have a point in common.
    package func overlaps(_ other: Frame) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height
        && other.y < y + height
    }
  }

  /// The boxes.
  package private(set) var frames: [Frame]
  /// The layer of each box.
  package private(set) var layers: [Int]
  /// The column that each box stands in.
  package private(set) var columns: [Int]
  /// The lines that leave boxes, one route for each box that any leave.
  package private(set) var routes: [Route]
  /// How large the whole is, from (0, 0).
  package private(set) var width: Double
  package private(set) var height: Double

  /// Lays boxes out.
  ///
  /// - Parameters:
  ///   - content: The boxes and their links.
  ///   - columns: How many columns to make; `nil` takes as many as make a page of good proportions.
  /// - Throws: ``GraphError`` if links lead in a circle.
  package init(_ content: LinkedBoxes, columns: Int? = nil) throws(GraphError) {
    let items = Ordering.ordered(try LayeredItems(content))
    let folding = Folding(items, content.boxes, count: columns)
    let horizontal = HorizontalPlacement(items, widths: content.boxes.map(\.width), folding)
    let vertical = VerticalPlacement(
      items, heights: content.boxes.map(\.height), middles: horizontal.middles)
    let page = Page(items, content, horizontal, vertical, folding)
    frames = content.boxes.indices.map { page.frame($0) }
    layers = content.boxes.indices.map { Int(items.layers[$0]) }
    self.columns = layers.map { folding.columnOfRow[$0] }
    routes = Router(items, page, content).routes()
    (width, height) = (page.width, page.height)
  }
}
