internal import ComputationGraph
internal import RecordStreams

/// What models are measured with, and how.
package struct MeasuringSetup: Sendable {
  /// The runner.
  package let runner: RunnerProgram
  /// What the runner is told: names and JSON texts.
  package let options: [(name: String, json: [UInt8])]
  /// How often and in what order.
  package let plan: MeasuringPlan
  /// The platform's name in the records; `nil` takes the runner's own.
  package let platform: String?
  /// The dataset that the measurements belong to.
  package let dataset: String?

  /// Names a runner and what it is to do.
  package init(
    runner: RunnerProgram, options: [(name: String, json: [UInt8])], plan: MeasuringPlan,
    platform: String? = nil, dataset: String? = nil
  ) {
    self.runner = runner
    self.options = options
    self.plan = plan
    self.platform = platform
    self.dataset = dataset
  }

  /// The options as a JSON object.
  var optionsObject: [UInt8] {
    var writer = JSONWriter()
    writeOptions(to: &writer)
    return writer.take()
  }

  /// All that figures depend on, a JSON object: what a journal must have been begun with. More
  /// rounds, another order and more patience may be asked for later.
  package var settings: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("runner", runner.name)
    writer.member(
      "words", runner.prologue.isEmpty ? runner.words : runner.via, leavingOutEmpty: true
    ) { $1.string($0) }
    writer.key("options")
    writeOptions(to: &writer)
    writer.member("platform", platform)
    plan.writeMembers(to: &writer)
    writer.member("seed", String(plan.seed))
    let dimensions = plan.dimensions.sorted { $0.key < $1.key }
    writer.member("dimensions", dimensions, leavingOutEmpty: true) { dimension, writer in
      writer.string("\(dimension.key)=\(dimension.value)")
    }
    writer.endObject()
    return writer.take()
  }

  private func writeOptions(to writer: inout JSONWriter) {
    writer.beginObject()
    for option in options {
      writer.key(option.name)
      writer.raw(option.json)
    }
    writer.endObject()
  }
}
