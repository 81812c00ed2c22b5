import ArgumentParser
import LearningSupport
import ToolSupport

@main
struct GNNPredict: Tool {
  static let configuration = CommandConfiguration.tool(
    "gnn-predict",
    "Predict the figures of networks on every platform that a predictor knows.",
    usage: "[<options>] <checkpoint> [<file> ...]",
    discussion: """
      Reads graph records, as cg-build writes them, and writes a prediction record for each network \
      and platform; on a terminal a table. The interval holds the true figure with the probability \
      --coverage, for networks like those that the predictor learned from: it comes from the rows \
      that training held back (gnn-fit --validation). Lines that are no graphs are passed over.

      Examples:
        cg-build resnet18.onnx | gnn-predict model.safetensors
        cg-build nets.tar.gz | gnn-predict a.safetensors --also b.safetensors
        cg-build nets/ | gnn-predict a.safetensors --also b.safetensors --mean
        cg-sample nasbench201 -n 5 | gnn-predict model.safetensors --table
      """)

  @Argument(
    help: ArgumentHelp("What gnn-fit wrote.", valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var checkpoint: String

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "Predict with this checkpoint too; may be repeated.", valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var also: [String] = []

  @Flag(help: "Predict the mean of all checkpoints instead of each for itself; it has no interval.")
  var mean = false

  @OptionGroup var forecast: ForecastOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    if forecast.exportONNX != nil || forecast.saveInputs != nil {
      return try session.export(checkpoint, input, forecast)
    }
    let forecasters = try session.forecasters([checkpoint] + also, asMean: mean, forecast)
    try session.predict(
      input, with: forecasters, asTable: forecast.isTable(common), jobs: parallel.count)
  }
}
