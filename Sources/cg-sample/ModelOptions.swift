import ArgumentParser
import ComputationGraph
import ModelFormats
import RecordStreams
import SearchSpaces
import ToolSupport

/// Whether networks are written as ONNX models too, and how.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write each network as an ONNX model, too, under its id in this folder.",
      valueName: "folder"),
    completion: .directory)
  var onnx: String?

  @Option(
    help: ArgumentHelp(
      "What becomes of the models' weights: inputs, zeros, none or seed:n.", valueName: "form"))
  var weights = ModelWeights(style: .graphInputs)

  /// Where models of these graphs go; `nil` if none are asked for.
  func folder(for maker: GraphMaker) throws -> ModelFolder? {
    guard let onnx else { return nil }
    guard maker.view == .network else {
      throw ValidationError(
        "--onnx writes whole networks, and these are cells of \(maker.space.name)")
    }
    return ModelFolder(OutputFolder(path: onnx), ONNXWriter(weights: weights.style))
  }
}

/// What `--weights` takes.
struct ModelWeights: ExpressibleByArgument {
  let style: ONNXWriter.Weights

  init(style: ONNXWriter.Weights) {
    self.style = style
  }

  init?(argument: String) {
    switch argument {
    case "inputs": style = .graphInputs
    case "zeros": style = .zeros
    case "none": style = .none
    default:
      let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "seed", let seed = UInt64(parts[1]) else { return nil }
      style = .values(seed: seed)
    }
  }

  var defaultValueDescription: String { "inputs" }
}

/// Writes networks as models, each once.
struct ModelFolder {
  private let folder: OutputFolder
  private let writer: ONNXWriter
  private var written: Set<String> = []

  init(_ folder: OutputFolder, _ writer: ONNXWriter) {
    self.folder = folder
    self.writer = writer
  }

  /// Writes a network under its id, unless it was written before.
  mutating func write(_ graph: Graph) throws {
    guard let id = graph.id, written.insert(id).inserted else { return }
    let file = try folder.file(at: id + ".onnx")
    try writer.write(graph, to: file)
    try file.finish()
  }
}
