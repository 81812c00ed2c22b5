import ComputationGraph
import DatasetCatalog
import DatasetQuality
import Datasets
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Checks a dataset, or compares its platforms, as the options ask.
  mutating func lint(_ input: InputOptions, _ options: LintOptions, jobs: Int) throws {
    let table = try figures(of: input, jobs: jobs)
    if let kind = options.matrix {
      return try compare(CorrelationMatrix(kind, of: table, metric: options.metric), options)
    }
    let findings = DatasetChecks.run(on: table).filter { !options.except.contains($0.code) }
    let report = LintReport(findings, version: perfmillVersion)
    switch options.format {
    case .json: try output.write(report.json)
    case .sarif: try output.write(report.sarif)
    case .text, .csv: try output.write(Array(report.text.utf8))
    }
    if findings.contains(where: { $0.severity >= options.failOn }) { endWithOne() }
  }

  private mutating func figures(of input: InputOptions, jobs: Int) throws -> FigureTable {
    var table = FigureTable()
    var records = input
    records.files = try input.files.filter { file in
      guard PathKind(of: file) == .file, Catalog.isDatabase(file) else { return true }
      try table.add(Catalog(readingAt: file))
      return false
    }
    // Without any other input standard input would be read.
    guard input.files.isEmpty || !records.files.isEmpty || records.filesFrom != nil else {
      return table
    }
    try mapBlocks(of: records, jobs: jobs) { input in
      let name = input.name
      return { FigureTable.read($0, of: name) }
    } remarking: {
      table.add($0)
    }
    return table
  }

  private mutating func compare(_ matrix: CorrelationMatrix, _ options: LintOptions) throws {
    guard !matrix.platforms.isEmpty else { throw NothingToCompare(metric: options.metric) }
    switch options.format {
    case .json: try output.write(matrix.json)
    case .csv: try output.write(Array(matrix.csv.utf8))
    case .text, .sarif:
      var table = TextTable([""] + matrix.platforms.indices.map { "\($0 + 1)" })
      for (index, row) in matrix.table.enumerated() {
        table.add(
          row.enumerated().map { column, text in
            TextTable.Cell(column == 0 ? "\(index + 1) \(text)" : text, isNumber: column > 0)
          })
      }
      try output.write(Array(table.take().utf8))
    }
    if let path = options.heatMap { try write(Array(matrix.svg.utf8), to: path) }
  }
}

extension FigureTable {
  /// Adds a catalog's rows, under the files that they were read from.
  fileprivate mutating func add(_ catalog: Catalog) throws {
    try catalog.inSnapshot {
      try catalog.forEachGraph { add($0) }
      try catalog.forEachMeasurement {
        add($0, file: $0.source?.path ?? catalog.path, line: $0.source?.line ?? 0)
      }
    }
  }
}

/// There are no figures of a metric.
private struct NothingToCompare: Error, CustomStringConvertible {
  let metric: String

  var description: String { "no figures of \(metric); name another with --metric" }
}
