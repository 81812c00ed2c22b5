import ByteReading
import DatasetQuality
import RecordStreams
import Statistics
import ToolSupport

extension ToolSession {
  /// Reduces, scales and summarises the figures of records as the options ask.
  mutating func clean(
    _ input: InputOptions, _ options: CleaningOptions, _ summary: SummaryOptions, jobs: Int
  ) throws {
    guard !options.undo else {
      return try mapBlocks(of: input, jobs: jobs) { _ in
        RecordScaler.undoing.scale
      } remarking: { _ in
      }
    }
    let scales = options.normalize != .none
    let cleaner = RecordCleaner(
      options.reducer, keepsSamples: options.keepSamples,
      aim: summary.summary ? .figures : summary.isWanted || scales ? .recordsAndFigures : .records)
    // The scales are known when all figures are: until then the records wait on the disk.
    let waiting = scales ? try ScratchFile() : nil
    var totals = FigureTotals()
    if options.combine {
      let combined = try combine(input, jobs: jobs)
      try map(combined, jobs: jobs, to: waiting, cleaner.clean) { try totals.add($0) }
    } else {
      try mapBlocks(of: input, jobs: jobs, to: waiting) { _ in
        cleaner.clean
      } remarking: {
        try totals.add($0)
      }
    }
    if let waiting { try scale(waiting, by: options.normalize, totals, jobs: jobs) }
    if summary.summary { try print(totals, summary) }
    if let folder = summary.plot { try draw(totals, into: OutputFolder(path: folder)) }
    if totals.reduced > 0 {
      note(
        "\(totals.reduced) measurements had \(totals.samples) samples, \(totals.leftOut) left out")
    }
    if totals.spared > 0 {
      let samples = totals.spared == 1 ? "sample was" : "samples were"
      warn("\(totals.spared) outlying \(samples) kept, since no more may be left out (--cap)")
    }
  }

  private mutating func scale(
    _ waiting: ScratchFile, by kind: Normalisation, _ totals: FigureTotals, jobs: Int
  ) throws {
    var scales: [Series: SeriesScale] = [:]
    for series in totals.distributions.keys where !series.platform.isEmpty {
      guard let distribution = totals.distributions[series] else { continue }
      scales[series] = try SeriesScale(kind, of: distribution, unit: series.unit)
    }
    try map(waiting, jobs: jobs, to: nil, RecordScaler(scales).scale) {}
  }

  /// Puts the samples of records about one thing together, in a temporary file.
  private mutating func combine(_ input: InputOptions, jobs: Int) throws -> ScratchFile {
    let lines = try ScratchFile()
    var combination = SampleCombination()
    try mapBlocks(of: input, jobs: jobs, to: lines) { _ in
      CombinedLine.lines
    } remarking: {
      combination.add($0)
    }
    let combined = try ScratchFile()
    try combination.write(from: lines, to: combined)
    note("\(combination.combined) records were put into others about the same")
    return combined
  }

  /// Turns the lines of a temporary file into output.
  private mutating func map<Remarks>(
    _ file: ScratchFile, jobs: Int, to sink: (any ByteSink)?,
    _ transform: @escaping @Sendable (LineBlock) -> MappedBlock<Remarks>,
    remarking remark: (Remarks) throws -> Void
  ) throws {
    var blocks = BlockInput(file.source())
    let map = OrderedMap<LineBlock, MappedBlock<Remarks>>(jobs: jobs, transform)
    try map.run {
      try blocks.next()
    } delivering: { result in
      let block = try result.get()
      try deliver(block, of: "output", to: sink)
      try remark(block.remarks)
    }
  }

  private func print(_ totals: FigureTotals, _ options: SummaryOptions) throws {
    let summaries = try totals.summaries()
    var tables: [(heading: String?, table: SummaryTable)] = []
    if options.shape == .perfseer {
      let platforms = Set(summaries.map(\.series.platform)).subtracting([""]).sorted()
      for platform in platforms.isEmpty ? [""] : platforms {
        tables.append(
          (platforms.count > 1 ? platform : nil, SummaryTable(perfSeer: platform, summaries)))
      }
    } else {
      tables.append((nil, SummaryTable(summaries, exact: options.json || options.csv)))
    }
    for (index, (heading, table)) in tables.enumerated() {
      if index > 0, !options.json { try output.write(Array("\n".utf8)) }
      if let heading, !options.json { try output.write(Array("\(heading)\n\n".utf8)) }
      try output.write(bytes(of: table, options))
    }
  }

  private func bytes(of table: SummaryTable, _ options: SummaryOptions) -> [UInt8] {
    if options.json { return table.json }
    if options.csv { return Array(table.csv.utf8) }
    if options.markdown { return Array(table.markdown.utf8) }
    var text = TextTable(table.headings)
    for row in table.rows {
      text.add(
        row.enumerated().map { TextTable.Cell($0.element, isNumber: $0.offset >= table.words) })
    }
    return Array(text.take().utf8)
  }

  private func draw(_ totals: FigureTotals, into folder: OutputFolder) throws {
    for (name, svg) in try totals.histograms() {
      let file = try folder.file(at: name)
      try file.write(Array(svg.utf8))
      try file.finish()
    }
  }
}
