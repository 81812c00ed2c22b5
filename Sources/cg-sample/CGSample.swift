import ArgumentParser
import RecordStreams
import SearchSpaces
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
        cg-sample nasbench201 -n 5 --architectures --to index
        cut -f1 keys.tsv | cg-sample nasbench201 --translate --to vector
      """)

  @Argument(
    help: ArgumentHelp("The search space; --list names them all.", valueName: "space"),
    completion: .list(SpaceRegistry.all.map(\.name)))
  var space: String?

  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var graphs: GraphOptions
  @OptionGroup var codes: CodeOptions
  @OptionGroup var seed: SeedOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    if sampling.list {
      return try session.output.write(Array(SpaceListing.text(of: space).utf8))
    }
    let space = try chosenSpace()
    let coding = try codes.coding(of: space)
    if codes.translate { return try session.translate(input, coding, jobs: parallel.count) }
    let plan = try sampling.plan(space, seed.seed)
    if codes.architectures, plan.filter == nil {
      try session.write(plan, "codes", chunk: 1024, jobs: parallel.count) { coding.line(of: $0) }
    } else {
      let maker = try graphs.maker(of: space)
      let isShort = codes.architectures
      let chunk = maker.view == .cell ? 256 : 32
      try session.write(plan, "graphs", chunk: chunk, jobs: parallel.count) { genes in
        guard let record = maker.record(of: genes, if: plan.filter) else { return nil }
        return isShort ? coding.line(of: genes) : record
      }
    }
  }

  func validate() throws {
    guard sampling.list || space != nil else {
      throw ValidationError("expected the name of a search space; --list names them all")
    }
    guard input.files.isEmpty || codes.translate else {
      throw ValidationError("files are read with --translate only")
    }
  }

  private func chosenSpace() throws -> any SearchSpace {
    if let chosen = SpaceRegistry.space(named: space ?? "") { return chosen }
    let names = SpaceRegistry.all.map(\.name).joined(separator: ", ")
    throw ValidationError("no search space \"\(space ?? "")\"; expected one of \(names)")
  }
}
