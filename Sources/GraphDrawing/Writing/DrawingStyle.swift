/// How a diagram is drawn.
package struct DrawingStyle: Sendable {
  /// What boxes say.
  package var labels = LabelStyle.shape
  /// The figure that colours follow from; `nil` colours by operator.
  package var heat: Figure?
  /// Light, dark, or what the viewer prefers.
  package var theme = Theme.auto
  /// How many columns a long drawing is broken into; `nil` takes as many as make a good page.
  package var columns: Int?

  /// The usual style.
  package init() {}
}

/// Which colours a drawing has.
package enum Theme: String, Sendable, CaseIterable {
  case auto, light, dark
}
