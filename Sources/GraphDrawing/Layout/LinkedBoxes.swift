/// Boxes and the links between them: what a layout is made of.
package struct LinkedBoxes: Sendable {
  /// A box's size, in the drawing's units.
  package struct Box: Sendable, Equatable {
    package var width: Double
    package var height: Double

    /// A box of a size.
    package init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }

  /// A link leads down from one box to another.
  package struct Link: Sendable, Hashable {
    package var from: Int
    package var to: Int

    /// Links two boxes.
    package init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  package var boxes: [Box]
  /// The links, in no particular order; the same link twice counts once.
  package var links: [Link]

  /// Boxes with links.
  package init(boxes: [Box] = [], links: [Link] = []) {
    self.boxes = boxes
    self.links = links
  }
}
