import ArgumentParser
import GraphLearning

/// A checkpoint of a predictor's authors, and what it does not say.
struct ImportOptions: ParsableArguments {
  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      "Take over the checkpoint that the nnlqp, gennape or eagle code saved; --platform names its heads.",
      valueName: "author"))
  var author: OriginalCheckpoint.Author?

  @Option(
    help: ArgumentHelp(
      "The figures that Eagle's normalisation made 0 and 1.", valueName: "from:to"))
  var range: FigureRange?

  /// What is known besides the file.
  func facts(platforms: [String], _ model: ModelOptions) -> OriginalCheckpoint.Facts {
    var facts = OriginalCheckpoint.Facts()
    facts.platforms = platforms
    facts.range = range?.bounds
    facts.encoding =
      model.encoding
      ?? model.features.flatMap { GraphEncoding(rawValue: "nnlqp-\($0.rawValue)") }
    facts.convolution = model.convolution
    return facts
  }
}

/// Two figures, the first below the second.
struct FigureRange: ExpressibleByArgument {
  let bounds: ClosedRange<Double>

  init?(argument: String) {
    let parts = argument.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 2, parts[0].isFinite, parts[1].isFinite, parts[0] < parts[1] else {
      return nil
    }
    bounds = parts[0]...parts[1]
  }
}

extension OriginalCheckpoint.Author: ExpressibleByArgument {}
