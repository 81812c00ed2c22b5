import ArgumentParser
import ByteReading
import ComputationGraph
import DatasetCatalog
import Datasets
import DenseKernels
import FigureLookup
import GraphBuilding
import GraphLearning
import LearningSupport
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Answers what is asked of a catalog or of a model.
  mutating func answer(
    _ query: DatasetQuery, to printer: RowPrinter, _ sink: any ByteSink, isPaged: Bool
  ) throws -> Answer {
    if let path = query.model.model { return try tellFigure(ofModel: path, query, to: printer) }
    return try query.question.answer(
      to: printer, sink, query.catalog, query.filters, isPaged: isPaged)
  }

  /// Tells the figure of a model: what was measured, what a checkpoint predicts, or what is measured
  /// now.
  private mutating func tellFigure(
    ofModel path: String, _ query: DatasetQuery, to printer: RowPrinter
  ) throws -> Answer {
    let (options, catalogPath) = (query.model, query.catalog.path)
    guard let platform = query.filters.platform else {
      throw ValidationError("--model asks of a platform: --platform")
    }
    let file = try MappedFile.open(path)
    let question = try FigureQuestion(
      aboutModel: file.bytes, named: path, platform: platform,
      metric: query.filters.metric ?? "latency",
      GraphBuilder(costs: CostTable.standard(), batch: options.batch))
    let isThere = PathKind(of: catalogPath) == .file
    guard isThere || options.checkpoint != nil || options.measure else {
      throw ValidationError("there is no catalog \(catalogPath), and no --checkpoint")
    }
    let saved = try options.checkpoint.map { try checkpoint($0) }
    let lookup = FigureLookup(
      isThere ? try Catalog(readingAt: catalogPath) : nil,
      try saved.map { saved in
        try Forecaster(
          saved.0, hash: saved.hash, platforms: [platform], coverage: options.coverage)
      })
    var answer = try lookup.answer(question, workers: Workers(1))
    var word: String?
    if options.measure, !answer.isKnown {
      answer = try measure(question, at: path, options, catalogPath)
      word = "measured now"
    }
    try printer.write(answer, to: question, word)
    switch answer {
    case .known, .predicted: break
    case .otherBatches, .unknown:
      if let reason = try lookup.unknownName(in: question) { warn(reason) }
      endWithOne()
    }
    return .given
  }

  /// Measures and stores, and trains anew if that is due.
  private mutating func measure(
    _ question: FigureQuestion, at path: String, _ options: ModelOptions, _ catalogPath: String
  ) throws -> FigureAnswer {
    let records = try MeasuringCommand(options.measureWith).records(
      ofModel: path, platform: question.platform)
    let catalog = EvolvingCatalog(path: catalogPath)
    let run = CatalogRun(
      tool: name, version: perfmillVersion, arguments: ["--model", path, "--measure"],
      started: WallClock.utc)
    let found = try catalog.store(records, about: question, run: run, at: WallClock.utc)
    warn("stored what was measured in \(catalogPath)")
    let count = try catalog.count(platform: question.platform, metric: question.metric)
    if let due = options.retrainWhen, let path = options.checkpoint,
      (count - found.count) / due < count / due
    {
      let fresh = try Retraining(try checkpoint(path).0).checkpoint(
        from: Catalog(readingAt: catalogPath), tool: "\(name) \(perfmillVersion)",
        workers: Workers(Processors.count))
      try write(fresh.file(), to: path)
      warn("trained \(path) anew: \(count) figures of \(question.platform) were stored so far")
    }
    return found.isEmpty ? .unknown : .known(found)
  }
}

extension FigureAnswer {
  fileprivate var isKnown: Bool {
    if case .known = self { true } else { false }
  }
}

extension RowPrinter {
  /// Prints what is known of a figure, a row for each measurement.
  fileprivate func write(
    _ answer: FigureAnswer, to question: FigureQuestion, _ word: String?
  ) throws {
    try header([
      "answer", "graph", "platform", "metric", "value", "unit", "lower", "upper", "batch",
      "dataset", "source", "how",
    ])
    switch answer {
    case .known(let measurements):
      for measurement in measurements { try row(word ?? "measured", measurement, question) }
    case .otherBatches(let measurements):
      for measurement in measurements { try row("other batch", measurement, question) }
    case .predicted(let said):
      let interval = said.interval.map { [$0.lower, $0.upper] } ?? []
      try row(
        ["predicted", said.graph, said.platform, said.metric].map { .text($0) }
          + [.real(said.value), .text(said.unit)]
          + (0..<2).map { $0 < interval.count ? .real(interval[$0]) : .null }
          + [said.batch.map { .integer(Int64($0)) } ?? .null, .null, .null, .text(said.model)])
    case .unknown:
      try row(
        ["unknown", question.graph.id ?? "", question.platform, question.metric].map { .text($0) }
          + Array(repeating: .null, count: 8))
    }
    try finish()
  }

  private func row(
    _ word: String, _ measurement: Measurement, _ question: FigureQuestion
  ) throws {
    func text(_ text: String?) -> CatalogValue { text.map { .text($0) } ?? .null }
    var graph = question.graph.id
    if case .graph(let id) = measurement.network { graph = id }
    let conditions = measurement.conditions.map { String(decoding: $0, as: UTF8.self) }
    try row([
      .text(word), text(graph), .text(measurement.platform), .text(measurement.metric),
      measurement.value.map { .real($0) } ?? .null, .text(measurement.unit), .null, .null,
      measurement.batch.map { .integer(Int64($0)) } ?? .null, text(measurement.dataset),
      text(measurement.source?.path), text(conditions),
    ])
  }
}
