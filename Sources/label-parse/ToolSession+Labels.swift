import LabelFormats
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Turns label files into records.
  mutating func parseLabels(
    from options: InputOptions, _ flags: LabelFlags, jobs: Int
  ) throws {
    var pairs = LabelPairs()
    try pairs.find(flags.models, among: options.files)
    let reader = try flags.reader(pairs.graphs)
    var inputs = LabelInputs(options, reader)
    var missing = 0
    var done = 0
    let map = OrderedMap<LabelWork, [LabelOutcome]>(jobs: jobs) { $0.done(by: reader) }
    try map.run {
      try inputs.next()
    } delivering: { outcomes in
      for outcome in try outcomes.get() {
        switch outcome {
        case .refused(let name, let error): try refuse(error, at: Place(name))
        case .block(let label):
          try deliver(label.block, of: label.name)
          if let failure = label.failure { try refuse(failure, at: Place(label.name)) }
          missing += label.block.remarks.missing
          pairs.note(label)
          done += label.block.lines
        }
      }
      showProgress(done, "labels")
    }
    if missing > 0 {
      warn("\(missing) figure\(missing == 1 ? " is" : "s are") missing in the files and left out")
    }
    for message in pairs.messages(inputs.graphs) { warn(message) }
  }
}
