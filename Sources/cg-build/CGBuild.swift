import ArgumentParser
import GraphBuilding
import RecordStreams
import ToolSupport

@main
struct CGBuild: Tool {
  static let configuration = CommandConfiguration.tool(
    "cg-build", "Turn models, and records that name them, into graph records.",
    discussion: """
      Reads models (ONNX, TensorFlow graphs and SavedModels, TensorFlow Lite; files, folders, \
      archives) and writes one graph record each: operators, shapes, \
      costs, and an id that depends on what is computed and on nothing else. Reads records \
      (standard input, .jsonl) and replaces each measurement's "model" by the id of its graph, \
      whose record comes right before its first measurement. Codes of search spaces \
      ("architecture", or a missing model named after its code: nasbench201/10062.onnx) become \
      graphs too. All other lines pass through.

      Unknown operators and shapes that cannot be settled stay in the record, with a note.

      Examples:
        cg-build resnet18.onnx
        cg-build --batch 8 models.tar.gz
        cg-build --dim height=224 --dim width=224 frozen.pb saved-model/
        gt-parse d.tar.gz | cg-build --models d.tar.gz | dataset-merge --into c.db
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var building: BuildOptions
  @OptionGroup var architectures: ArchitectureOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    let costs = try building.costTable()
    if let listing = try building.listing(of: costs, as: input.files) {
      return try session.output.write(listing)
    }
    try session.buildGraphs(from: input, building, architectures, costs, jobs: parallel.count)
  }
}
