/// How an SVG picture becomes a PNG one: the program that is asked, `rsvg-convert` of librsvg, and how
/// large the picture may be.
///
/// The library itself would bring some forty others into the tool, whose start would take longer than
/// most drawings do.
package struct PNGRequest: Sendable, Equatable {
  /// Pixels for each unit of the drawing.
  package let scale: Double
  /// The program and its arguments; it reads SVG from its standard input and writes PNG to its
  /// standard output.
  package var words: [String] { ["rsvg-convert", "--format", "png", "--zoom", "\(scale)"] }

  /// Neither side of a picture may be longer: cairo, which draws it, takes no more than 32767.
  package static let longestSide = 32_000.0
  /// Nor may it have more pixels, four bytes each.
  package static let mostPixels = 400_000_000.0

  /// Asks for a picture of a drawing of a size, as large as `wanted` or as can be.
  package init(width: Double, height: Double, scale wanted: Double) {
    let bySide = Self.longestSide / max(width, height, 1)
    let byArea = (Self.mostPixels / max(width * height, 1)).squareRoot()
    let most = min(bySide, byArea)
    scale = wanted <= most ? wanted : (most * 1000).rounded(.down) / 1000
  }
}
