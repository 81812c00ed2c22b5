import ArgumentParser
import ModelFormats
import ToolSupport

@main
struct ONNXStrip: Tool {
  static let configuration = CommandConfiguration.tool(
    "onnx-strip",
    "Drop the weights of ONNX models, keep their graphs.",
    discussion: """
      Writes models of any size without their tensors' values. All else stays byte for byte, and \
      so do small constants that shapes need. --fill gives made-up values, so that models run.

      Examples:
        onnx-strip resnet18.onnx > resnet18-graph.onnx
        onnx-strip --into graphs models/ more-models.tar.gz
        onnx-strip --fill seed:1 resnet18-graph.onnx -o resnet18-runs.onnx
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Keep integers and texts up to this size.", valueName: "bytes"))
  var keepUpTo = 1024

  @Flag(help: "Turn stripped initializers into inputs of the graph, as NNLQP does.")
  var asInputs = false

  @Option(help: ArgumentHelp("Give tensors without values made-up ones.", valueName: "seed:n"))
  var fill: FillSeed?

  @Option(
    help: ArgumentHelp("Write each model under its own path here.", valueName: "folder"),
    completion: .directory)
  var into: String?

  @Option(help: ArgumentHelp("What to say of each model on standard error.", valueName: "form"))
  var report = ReportForm.text

  func validate() throws {
    guard keepUpTo >= 0 else { throw ValidationError("--keep-up-to must not be negative") }
    guard into == nil || common.output.output == nil else {
      throw ValidationError("--into and --output exclude each other")
    }
  }

  func run(_ session: inout ToolSession) throws {
    let filler = fill.map { ONNXFiller(seed: $0.seed) }
    let stripper = ONNXStripper(
      keepUpTo: keepUpTo, style: asInputs ? .graphInputs : .emptyInitializers)
    try session.rewriteFiles(
      of: input, choosing: .ending(in: ".onnx"), into: into.map(OutputFolder.init)
    ) { session, input, output in
      let done =
        try filler.map { filler in try input.withBytes { try filler.fill($0, to: output) } }
        ?? stripper.strip(try input.open(), to: output)
      report.say(done, of: input.name, in: &session)
    }
  }
}
