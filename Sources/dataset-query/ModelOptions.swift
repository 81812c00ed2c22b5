import ArgumentParser
import RecordStreams

/// A model whose figure is asked for, and what is done where nobody knows it.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Tell the figure of this model on --platform: measured, or predicted, or unknown.",
      valueName: "file"),
    completion: .file())
  var model: String?

  @Option(
    help: ArgumentHelp("Build the model for this batch. (default: the file's)", valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Predict with this checkpoint what was not measured.", valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp("The probability with which a predicted interval holds the truth."))
  var coverage = 0.8

  @Flag(help: "Measure what nobody knows, and store it in the catalog.") var measure = false

  @Option(
    help: ArgumentHelp(
      "The command line that measures; --platform and the model come behind it.",
      valueName: "words"))
  var measureWith = "perf-measure"

  @Option(
    help: ArgumentHelp(
      "Train the checkpoint anew after each n figures of the platform that were stored so.",
      valueName: "n"))
  var retrainWhen: Int?

  func validate() throws {
    guard model != nil || (checkpoint == nil && !measure && batch == nil) else {
      throw ValidationError("--checkpoint, --measure and --batch go with --model")
    }
    guard retrainWhen == nil || (measure && checkpoint != nil) else {
      throw ValidationError("--retrain-when goes with --measure and --checkpoint")
    }
    guard batch ?? 1 > 0, retrainWhen ?? 1 > 0 else {
      throw ValidationError("--batch and --retrain-when must be at least 1")
    }
    guard coverage > 0, coverage < 1 else {
      throw ValidationError("--coverage must be above 0 and below 1")
    }
  }
}
