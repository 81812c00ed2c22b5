import ArgumentParser
import RecordStreams
import ToolSupport

@main
struct CGSample: Tool {
  static let configuration = CommandConfiguration.tool(
    "cg-sample", "Write graph records of a search space's networks, or their codes.",
    usage: "[<options>] <space> [<file> ...]",
    discussion: """
      Draws codes of a search space, or enumerates them all, and writes the graph of each: the \
      searched cell, or the whole network with shapes and costs. Draw number n depends on the seed \
      and n alone.

      With --translate reads codes, one a line, and writes each in another encoding.

      Examples:
        cg-sample --list
        cg-sample nasbench201 --all --view cell | dataset-merge --into cells.db
        cg-sample ofa-mobilenetv3 -n 1000 --seed 7 --where 'flops < 600M'
        cg-sample perfseer -n 50 --onnx models --weights zeros -o graphs.jsonl
        cg-sample nasbench201 -n 5 --architectures --to index
        cut -f1 keys.tsv | cg-sample nasbench201 --translate --to vector
      """)

  @OptionGroup var space: SpaceArgument
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var graphs: GraphOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var codes: CodeOptions
  @OptionGroup var seed: SeedOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    if space.list { return try session.output.write(SpaceListing.text(of: space.named())) }
    let coding = try codes.coding(of: try space.chosen())
    if codes.translate { return try session.translate(input, coding, jobs: parallel.count) }
    let plan = try sampling.plan(coding.space, graphs.view(of: coding.space), seed.seed)
    if codes.architectures, plan.filter == nil, models.onnx == nil {
      try session.writeCodes(coding, plan, jobs: parallel.count)
    } else {
      let maker = try graphs.maker(of: coding.space)
      try session.writeGraphs(
        maker, plan, namesOnly: codes.architectures ? coding : nil, try models.folder(for: maker),
        jobs: parallel.count)
    }
  }

  func validate() throws {
    guard input.files.isEmpty || codes.translate else {
      throw ValidationError("files are read with --translate only")
    }
    guard !codes.translate || !(sampling.all || sampling.n != nil) else {
      throw ValidationError("--translate reads codes, and draws none with -n or --all")
    }
  }
}
