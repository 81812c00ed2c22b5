import ArgumentParser
import GraphDrawing
import ToolSupport

/// What drawings look like.
struct DrawingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What boxes say: the operator and its shape, the operator alone, the operator and its name, or what GENNAPE's drawings say.",
      valueName: "style"))
  var labels = LabelStyle.shape

  @Option(
    help: ArgumentHelp(
      "Colour by this figure instead of by operator.", valueName: "figure"))
  var heat: Figure?

  @Flag(help: "Draw parts that come several times in a row once, with their number.")
  var collapse = false

  @Option(
    help: ArgumentHelp(
      "Light or dark colours; auto is what the viewer prefers, and light in PNG and DOT.",
      valueName: "colours"))
  var theme = Theme.auto

  @Option(
    help: ArgumentHelp(
      "Break a long drawing into this many columns. (default: as many as make a good page)",
      valueName: "n"))
  var columns: Int?

  func validate() throws {
    guard columns ?? 1 > 0 else { throw ValidationError("--columns must be at least 1") }
  }

  func style(for format: DrawingFormat) -> DrawingStyle {
    var style = DrawingStyle()
    style.labels = labels
    style.heat = heat
    style.theme = theme == .auto && format == .png ? .light : theme
    style.columns = columns
    return style
  }
}

extension LabelStyle: ExpressibleByArgument {}
extension Figure: ExpressibleByArgument {}
extension Theme: ExpressibleByArgument {}
