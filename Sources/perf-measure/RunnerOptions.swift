import ArgumentParser
import Measuring
import RecordStreams
import ToolSupport

/// What runs the models, and how.
struct RunnerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "onnxruntime, vela, exec, or the command line of a runner of your own.", valueName: "runner"))
  var runner = "onnxruntime"

  @Option(
    help: ArgumentHelp(
      "Run the runner through this command, such as \"ssh host\" or \"taskset -c 3\".",
      valueName: "command"))
  var via: String?

  @Option(
    help: ArgumentHelp(
      "The Python of the runners that come with the tool. (default: $PERFMILL_PYTHON, or python3)",
      valueName: "program"))
  var python: String?

  @Option(help: ArgumentHelp("Run each model on so many threads.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "onnxruntime's execution provider: cpu, CUDAExecutionProvider, …", valueName: "name"))
  var provider: String?

  @Option(help: "How much onnxruntime may rewrite a model.")
  var optimisation: OptimisationLevel?

  @Option(
    help: ArgumentHelp(
      "For exec: the words of a command line, with {model}, {batch}, {threads}, {warmup}, {repetitions} and {seconds} in them; no shell reads them unless --option shell=true.",
      valueName: "words"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "For exec: a regular expression whose group is a sample in the output; without one, the program itself is timed.",
      valueName: "expression"))
  var pattern: String?

  @Option(
    help: ArgumentHelp("For exec: the unit of the samples: s, ms, us, ns, mJ, …", valueName: "unit")
  )
  var unit: String?

  @Option(
    help: ArgumentHelp("Tell the runner this besides; may be repeated.", valueName: "name=value"))
  var option: [NamedValue] = []

  @Option(
    help: ArgumentHelp(
      "The platform's name in the records. (default: the runner's own)", valueName: "name"))
  var platform: String?

  func validate() throws {
    guard threads ?? 1 > 0 else { throw ValidationError("--threads must be at least 1") }
  }

  /// How the runner is started.
  func program() throws -> RunnerProgram {
    let via = try via.map { try words(of: $0, "--via") } ?? []
    if let standard = RunnerProgram.Standard(rawValue: runner) {
      let python = python ?? Environment.value(of: "PERFMILL_PYTHON") ?? "python3"
      return RunnerProgram(standard, python: python, via: via)
    }
    return RunnerProgram(words: try words(of: runner, "--runner"), via: via)
  }

  /// What the runner is told: names and JSON texts.
  func settings() throws -> [(name: String, json: [UInt8])] {
    var settings = option.map { ($0.name, text($0.value)) }
    let usesShell = option.contains { $0.name == "shell" && $0.value != "false" }
    if let threads { settings.append(("threads", Array("\(threads)".utf8))) }
    for (name, value) in [
      ("provider", provider), ("optimisation", optimisation?.rawValue), ("pattern", pattern),
      ("unit", unit),
    ] {
      if let value { settings.append((name, text(value))) }
    }
    if let command {
      settings.append(
        ("command", usesShell ? text(command) : list(try words(of: command, "--command"))))
    }
    let names = settings.map(\.0)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw ValidationError("the runner's option \(twice) is given twice")
    }
    return settings
  }

  private func words(of text: String, _ flag: String) throws -> [String] {
    guard let words = CommandWords.split(text), !words.isEmpty else {
      throw ValidationError("\(flag) is no command line; expected words, with all quotes closed")
    }
    return words
  }

  private func text(_ value: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.string(value)
    return writer.take()
  }

  private func list(_ values: [String]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for value in values { writer.string(value) }
    writer.endArray()
    return writer.take()
  }
}

/// How much a runtime may rewrite a model.
enum OptimisationLevel: String, ExpressibleByArgument, CaseIterable {
  case all, extended, basic, none
}
