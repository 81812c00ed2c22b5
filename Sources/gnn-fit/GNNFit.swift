import ArgumentParser
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

@main
struct GNNFit: Tool {
  static let configuration = CommandConfiguration.tool(
    "gnn-fit",
    "Train a latency predictor on measured networks.",
    discussion: """
      Reads a catalog, or graph and measurement records, and writes a checkpoint (safetensors) \
      that holds the whole configuration. --predictor names a preset; flags override its values, \
      and --print-config shows them all. Networks that --split holds out are never seen; of the \
      others --validation keeps a share back, by structure, to choose the best epoch.

      With --resume FILE the state of the run is kept in FILE and a run that was killed goes on \
      from there: the same command again ends with the same checkpoint. The same seed, data and \
      machine give the same bytes, for every --jobs.

      --import reads a checkpoint of the predictor's authors instead, without running any of it, \
      and trains nothing.

      Examples:
        gnn-fit --catalog catalog.db --split family:alexnet -o m.safetensors
        gnn-fit --catalog c.db --anchor ridge --schedule linear -o m.safetensors
        cg-build --models nnlqp labels.jsonl | gnn-fit --epochs 50 -o m.safetensors
        gnn-fit --import gennape gnn_chkpt.pt -o kgnn.safetensors
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Predictor") var model: ModelOptions
  @OptionGroup(title: "Learning") var learning: LearningOptions
  @OptionGroup(title: "GENNAPE") var contrast: ContrastOptions
  @OptionGroup(title: "Run") var run: RunOptions
  @OptionGroup(title: "Import") var importing: ImportOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    if let author = importing.author {
      return try session.takeOver(
        input, by: author, importing.facts(platforms: data.platforms, model), run: run)
    }
    let configuration = try learning.configuration(of: model, contrast)
    if run.printConfig {
      try session.output.write(Array((configuration.description + "\n").utf8))
      return
    }
    let data = try session.trainingData(data, input, encoding: configuration.encoding)
    try session.fitSeries(configuration, data, run: run, jobs: parallel.count)
  }
}
