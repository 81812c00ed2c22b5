import ArgumentParser
import DatasetQuality
import Statistics

/// How figures are reduced and scaled.
struct CleaningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "eagle, mean, median, min, trimmed:SHARE, mad:LIMIT or iqr:FACTOR.", valueName: "rule"))
  var rule = SampleRule.eagle

  @Option(
    help: ArgumentHelp(
      "The largest share of samples that mad and iqr may leave out; those furthest away go first. (default: 0.25)",
      valueName: "share"))
  var cap: Double?

  @Flag(help: "Keep the samples in the records.") var keepSamples = false

  @Flag(
    help:
      "Put the samples of records about one network, platform, metric, phase, batch, dataset and conditions into the first of them."
  )
  var combine = false

  @Option(
    help: ArgumentHelp(
      "Scale the figures of each platform, metric and phase; the record says how to undo it.",
      valueName: "kind"))
  var normalize = Normalisation.none

  @Flag(help: "Undo what --normalize has done.") var undo = false

  func validate() throws {
    if let cap {
      guard cap >= 0, cap <= 1 else { throw ValidationError("--cap must be from 0 to 1") }
      guard rule.judgesOutliers else {
        throw ValidationError(
          "--cap is for the rules mad and iqr; \(rule) always leaves out the same share")
      }
    }
    guard !undo || !combine else {
      throw ValidationError("--undo and --combine exclude each other")
    }
    guard !undo || normalize == .none else {
      throw ValidationError("--undo and --normalize exclude each other")
    }
  }

  /// The rule, ready to be used.
  var reducer: SampleReducer { SampleReducer(rule, cap: cap ?? 0.25) }
}

extension SampleRule: ExpressibleByArgument {
  /// Reads a rule as `SampleRule.init(_:)` does.
  package init?(argument: String) {
    self.init(argument)
  }

  /// How the help shows a default.
  package var defaultValueDescription: String { description }
}

extension Normalisation: ExpressibleByArgument {}
