import ArgumentParser
import GraphDrawing
import ToolSupport

/// Where drawings go, and in which format.
struct TargetOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The format. (default: what the output's name ends with, or svg)", valueName: "format"))
  var format: DrawingFormat?

  @Option(
    help: ArgumentHelp(
      "Draw each graph into a file of this folder, named after the graph.", valueName: "folder"),
    completion: .directory)
  var into: String?

  @Flag(help: "Draw all graphs on one sheet, small; svg or png.")
  var sheet = false

  @Option(
    help: ArgumentHelp(
      "Pixels of a PNG for each unit of the drawing; fewer if it would be too large.",
      valueName: "factor"))
  var scale = 1.0

  func validate() throws {
    guard scale > 0, scale <= 16 else {
      throw ValidationError("--scale must be above 0 and at most 16")
    }
    guard into == nil || !sheet else {
      throw ValidationError("--into and --sheet exclude each other")
    }
  }

  func format(for output: String?) throws -> DrawingFormat {
    if into != nil, output != nil {
      throw ValidationError("--into names the files itself; leave out --output")
    }
    let format = format ?? output.flatMap { DrawingFormat(ofFile: $0) } ?? .svg
    guard !sheet || format == .svg || format == .png else {
      throw ValidationError("--sheet draws svg or png, not \(format.rawValue)")
    }
    return format
  }

  func destination(_ format: DrawingFormat) throws -> Destination {
    if sheet { return .sheet }
    return into.map { .folder(OutputFolder(path: $0)) } ?? .output
  }
}

extension DrawingFormat: ExpressibleByArgument {}

/// Where drawings go.
enum Destination {
  /// The one output.
  case output
  /// A file each.
  case folder(OutputFolder)
  /// All in one drawing.
  case sheet
}
