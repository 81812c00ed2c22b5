import ArgumentParser
import GraphLearning
import LearningSupport
import ToolSupport

@main
struct GNNEval: Tool {
  static let configuration = CommandConfiguration.tool(
    "gnn-eval",
    "Judge a predictor on networks that it has not seen.",
    usage: "[<options>] <checkpoint> [<file> ...]",
    discussion: """
      Prints the error of a checkpoint beside baselines that are fitted to the rows it learned \
      from: mean (the training mean), flops (a line through the operations), lookup (a figure for \
      each operator), ridge (a regression on counts, operations and bytes of each operator), knn \
      (the most alike), gp (a Gaussian process) and trees (boosted trees). MAPE is the mean of \
      |p - y|/y, RMSPE the root of the mean of its square, Acc(5 %) the share within 5 %; Spearman \
      and Kendall (tau-b) compare the orders. --show names other tables: sizes (tenths by \
      operations), ranking (NDCG and regret of the best), errors (their distribution) and worst. \
      --json and --csv give every figure of every group.

      --predictions FILE writes a prediction record for each row; to standard output with -, \
      which then has no table.

      Examples:
        gnn-eval --catalog catalog.db model.safetensors
        gnn-eval --catalog catalog.db --rows all --predictions p.jsonl m.safetensors
        gnn-eval --catalog catalog.db m-1.safetensors --also m-2.safetensors
      """)

  @Argument(
    help: ArgumentHelp("What gnn-fit wrote.", valueName: "checkpoint"),
    completion: .file(extensions: ["safetensors"]))
  var checkpoint: String

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Data") var data: DataOptions

  @Option(help: ArgumentHelp("What is held out. (default: as in training)", valueName: "rule"))
  var split: Split?

  @Option(help: ArgumentHelp("Judge on: test, validation, train or all.", valueName: "which"))
  var rows = JudgedRows.test

  @OptionGroup var report: ReportOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    let (checkpoint, hash) = try session.checkpoint(self.checkpoint)
    let others = try report.also.map { try session.checkpoint($0) }
    let data = try session.trainingData(
      data, input, encoding: checkpoint.predictor.configuration.encoding)
    let all = [checkpoint] + others.map(\.0)
    let evaluation = try session.judge(
      all, on: data, rows: rows, split: split, report.settings, jobs: parallel.count)
    let hashes = ([hash] + others.map(\.hash)).joined(separator: "+")
    try session.report(evaluation, of: all, hash: hashes, data, report)
  }
}
