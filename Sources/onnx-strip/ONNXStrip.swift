import ArgumentParser
import ModelFormats
import ToolSupport

@main
struct ONNXStrip: Tool {
  static let configuration = CommandConfiguration.tool(
    "onnx-strip",
    "Drop the weights of ONNX models, keep their graphs.",
    discussion: """
      Reads a model of any size and writes the same model without the values of its tensors. \
      Node order, names, attributes and fields that this tool does not know are kept byte for \
      byte; so are small constants that shape inference needs. With --fill it goes the other \
      way and gives a stripped model made-up weights, so that it runs.

      Examples:
        onnx-strip resnet18.onnx > resnet18-graph.onnx
        onnx-strip --into graphs models/ more-models.tar.gz
        onnx-strip --fill seed:1 resnet18-graph.onnx -o resnet18-runs.onnx
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp(
      "Keep integers, booleans and strings up to this size; shape inference reads small ones.",
      valueName: "bytes"))
  var keepUpTo = 1024

  @Flag(help: "Turn stripped initializers into inputs of the graph, as NNLQP's models have them.")
  var asInputs = false

  @Option(help: ArgumentHelp("Give tensors without values made-up ones.", valueName: "seed:n"))
  var fill: FillSeed?

  @Option(
    help: ArgumentHelp("Write each model under its own path in this folder.", valueName: "folder"),
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
