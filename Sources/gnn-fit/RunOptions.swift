import ArgumentParser
import GraphLearning
import LearningSupport

/// How a run goes, besides what it learns.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What is held out: own (the dataset's test rows), family:NAME, random:FRACTION:SEED, \
      fold:NUMBER:COUNT:SEED (one of so many parts), or all but networks:COUNT:SEED or \
      rows:COUNT:SEED.
      """,
      valueName: "rule"))
  var split = Split.own

  @Option(
    help: ArgumentHelp(
      "Train so many predictors with seeds from --seed on; % in file names is the number of each.",
      valueName: "n"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "Hold out each of so many parts of the networks in turn; % in file names is its number.",
      valueName: "n"))
  var folds: Int?

  @Option(
    help: ArgumentHelp("Keep the run's state here and go on from it.", valueName: "file"),
    completion: .file())
  var resume: String?

  @Option(help: ArgumentHelp("Keep the state each so many epochs.", valueName: "n"))
  var saveEvery = 5

  @Option(
    help: ArgumentHelp(
      "Begin with the parameters of this checkpoint that have a fitting name and shape.",
      valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var initFrom: String?

  @Option(
    help: ArgumentHelp(
      "Let the parameters stay as they are whose names begin so; may be repeated.",
      valueName: "name"))
  var freeze: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write the encoded data and the order of every epoch, for other programs (safetensors).",
      valueName: "file"),
    completion: .file())
  var saveData: String?

  @Option(
    name: .customLong("export-onnx"),
    help: ArgumentHelp("Write the predictor as an ONNX model here, too.", valueName: "file"),
    completion: .file(extensions: ["onnx"]))
  var exportONNX: String?

  @Option(
    help: ArgumentHelp("Write a line of JSON about each epoch here.", valueName: "file"),
    completion: .file())
  var report: String?

  @Flag(help: "Print the configuration and train nothing.") var printConfig = false

  func validate() throws {
    guard saveEvery > 0 else { throw ValidationError("--save-every must be at least 1") }
    guard seeds == nil || folds == nil else {
      throw ValidationError("--seeds and --folds exclude each other")
    }
    guard (1...1000).contains(seeds ?? 1), (2...1000).contains(folds ?? 2) else {
      throw ValidationError("--seeds must be 1 to 1000, --folds 2 to 1000")
    }
  }
}
