import ArchitectureSearch
import ByteReading
import Charts
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Tells of searches what was asked for.
  mutating func tell(
    _ traces: [SearchTrace], of problem: SearchProblem, _ options: NASSearch
  ) throws {
    let report = options.report
    if report.show == .front { return try tellFront(traces, of: problem, options) }
    let predictor = options.predictor.predictor.rawValue
    if report.show == .trials {
      var writer = JSONWriter()
      for trace in traces {
        let isGuided = SearchStrategy(rawValue: trace.strategy)?.asksPredictor ?? false
        trace.write(of: problem, predictor: isGuided ? predictor : nil, to: &writer)
        try output.write(writer.take())
      }
    }
    let sequences = traces.map { trace in
      TrainedSequence(trace, of: problem, name: trace.strategy)
    }
    let target = options.goal.target ?? problem.best
    try tell(
      sequences, target: target.map { problem.score($0) },
      metric: options.goal.judge ?? options.goal.metric,
      report)
  }

  /// Reads logs, or trial records, and tells of the searches that they stand for.
  mutating func replay(
    _ input: InputOptions, _ goal: GoalOptions, _ report: ReportOptions
  ) throws {
    let isMaximised = goal.goal.isMaximised
    var sequences: [TrainedSequence] = []
    var count = 0
    try eachInput(of: input) { session, input in
      var reader = EagleLogReader()
      var trials = TrialReader(isMaximised: isMaximised)
      try session.eachLine(of: input, after: &count) { _, line, _ in
        let text = line.text
        if text.hasPrefix("{") { return try trials.read(json: line) }
        try reader.read(text)
      }
      try reader.end()
      sequences += trials.sequences
      let name = input.name.split(separator: "/").last.map(String.init) ?? input.name
      sequences += reader.logs.map {
        TrainedSequence($0, name: name, isMaximised: isMaximised)
      }
    }
    let best = sequences.compactMap { $0.best.last ?? nil }.map { isMaximised ? $0 : -$0 }.max()
    let target = goal.target.map { isMaximised ? $0 : -$0 } ?? best
    try tell(sequences, target: target, metric: goal.metric, report)
  }

  private mutating func tell(
    _ sequences: [TrainedSequence], target: Double?, metric: String, _ report: ReportOptions
  ) throws {
    var names: [String] = []
    for sequence in sequences where !names.contains(sequence.name) { names.append(sequence.name) }
    let groups = names.map { name in (name, sequences.filter { $0.name == name }) }
    let curves = groups.map { BestCurve($0, of: $1) }
    let form = report.form(writesToFile: settings.output != nil)
    if report.show == .curve {
      try output.write(Array(ReportTable(of: curves, metric).text(form).utf8))
    } else if report.show == .summary {
      let summaries = groups.map { SearchSummary($0, of: $1, toReach: target ?? .infinity) }
      try output.write(Array(ReportTable(of: summaries, metric).text(form).utf8))
    }
    guard let plot = report.plot else { return }
    let series = curves.map { curve in
      Chart.Series(
        curve.name, curve.points.map { (Double($0.models), $0.best.mean) },
        band: curve.points.map { ($0.best.range.lowerBound, $0.best.range.upperBound) })
    }
    let chart = Chart(
      title: "Best architecture found; the band holds 95 of 100 resampled means",
      ChartAxis("models trained"), ChartAxis(metric), series)
    try write(Array(chart.svg.utf8), to: plot)
  }

  /// Writes a log behind those that a file holds.
  func append(_ log: EagleLog, to path: String) throws {
    var text: [UInt8] = []
    if PathKind(of: path) == .file {
      let file = try MappedFile.open(path)
      text.append(file.bytes)
    }
    if !text.isEmpty { text += Array("===\n".utf8) }
    text += log.text
    try write(text, to: path)
  }
}

extension ReportTable {
  fileprivate init(of curves: [BestCurve], _ metric: String) {
    self.init(["search", "models", metric, "lower", "upper"])
    for curve in curves {
      for point in curve.points {
        let range = point.best.range
        add([
          .text(curve.name), .count(point.models), .figure(point.best.mean),
          .figure(range.lowerBound), .figure(range.upperBound),
        ])
      }
    }
  }

  fileprivate init(of summaries: [SearchSummary], _ metric: String) {
    self.init([
      "search", "runs", "found", "models", "lower", "upper", "median", "least", "most",
      "best \(metric)",
    ])
    for summary in summaries {
      let range = summary.models?.range
      add([
        .text(summary.name), .count(summary.runs), .count(summary.found),
        .figure(summary.models?.mean), .figure(range?.lowerBound), .figure(range?.upperBound),
        .figure(summary.median), .count(summary.least), .count(summary.most),
        .figure(summary.best?.mean),
      ])
    }
  }
}
