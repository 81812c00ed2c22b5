import ArgumentParser
import Measuring
import ToolSupport

@main
struct PerfMeasure: Tool {
  static let configuration = CommandConfiguration.tool(
    "perf-measure",
    "Run models again and again, and write down how long they take.",
    discussion: """
      Takes models (files, folders, archives), or records that name them, has a runner run each, and \
      writes measurements with every sample and the conditions. Models without weights get made-up \
      ones. A model that fails is a measurement that says why.

      A runner is a program of its own that speaks JSON Lines (docs/runner-protocol.md). onnxruntime, \
      vela and exec come with the tool and need Python 3; any other word is the command line of a \
      runner. --via runs it elsewhere, with the models sent along.

      Each model is run --warmup times untimed, then --repetitions times or for --seconds. With \
      --rounds all models are visited once before any is visited again. With --journal a run that was \
      killed or interrupted goes on where it stood. Graphs and other records pass through; \
      measurements name what is to be measured.

      Examples:
        perf-measure resnet18.onnx --threads 2
        cg-build models/ | perf-measure --journal run.jsonl --rounds 3 | stats-clean
        perf-measure --via "ssh board" --platform board-cpu models.tar.gz
        perf-measure --runner vela --option accelerator=ethos-u65-256 models/
        perf-measure --runner exec --command "trtexec --onnx={model}" \\
          --pattern "mean = ([0-9.]+) ms" --unit ms resnet18.onnx
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Runner") var runner: RunnerOptions
  @OptionGroup(title: "Repetition") var repetition: RepetitionOptions
  @OptionGroup(title: "Models") var models: NamedModelOptions
  @OptionGroup(title: "Keeping") var keeping: KeepingOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    let setup = MeasuringSetup(
      runner: try runner.program(), options: try runner.settings(),
      plan: repetition.plan(dimensions: models.dimensions), platform: runner.platform,
      dataset: keeping.dataset)
    try session.measure(try session.queue(of: input, models), models, setup, keeping)
  }
}
