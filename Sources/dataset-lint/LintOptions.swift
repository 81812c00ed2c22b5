import ArgumentParser
import DatasetQuality

/// What is reported, and how.
struct LintOptions: ParsableArguments {
  /// How findings are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, csv
  }

  @Option(
    help: ArgumentHelp("How to print: sarif for findings, csv for a matrix.", valueName: "form"))
  var format = Format.text

  @Option(
    help: ArgumentHelp("The least severity that makes the exit status 1.", valueName: "severity"))
  var failOn = Severity.error

  @Option(
    help: ArgumentHelp("Leave out findings with this code; may be repeated.", valueName: "code"))
  var except: [FindingCode] = []

  @Option(help: ArgumentHelp("Print the correlation of platforms' ranks.", valueName: "kind"))
  var matrix: CorrelationMatrix.Kind?

  @Option(help: ArgumentHelp("The metric of the matrix.", valueName: "name"))
  var metric = "latency"

  @Option(
    help: ArgumentHelp("Draw the matrix into this SVG file.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var heatMap: String?

  func validate() throws {
    guard matrix == nil || format != .sarif else {
      throw ValidationError("a matrix is printed as text, json or csv")
    }
    guard matrix != nil || format != .csv else {
      throw ValidationError("findings are printed as text, json or sarif")
    }
    guard heatMap == nil || matrix != nil else {
      throw ValidationError("--heat-map needs --matrix")
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension FindingCode: ExpressibleByArgument {}
extension CorrelationMatrix.Kind: ExpressibleByArgument {}
