import ArgumentParser
import DatasetCatalog
import Datasets
import RecordStreams
import ToolSupport

/// How a question ended.
enum Answer {
  case given
  /// So many networks of all that were looked at are in several parts of a split.
  case leaks(Int, of: Int)
  /// So many things differ from another catalog.
  case differences(Int)
}

extension QuestionOptions {
  /// Answers what was asked.
  func answer(
    to printer: RowPrinter, _ sink: any ByteSink, _ options: CatalogOptions,
    _ filters: FilterOptions, isPaged: Bool
  ) throws -> Answer {
    if cards {
      try answerCards(to: printer, filters)
      return .given
    }
    let catalog = try Catalog(readingAt: options.path)
    var query = try filters.query(of: catalog)
    query.parts = try splitAs.map { try catalog.storedSplit(named: $0) }
    let (limit, header, row) = (filters.limit, printer.header, printer.row)
    if records {
      try catalog.writeRecords(to: sink, matching: query, limit: limit)
      return .given
    } else if let why {
      try answerWhy(why, query, of: catalog, limit, to: printer, sink)
      return .given
    } else if let snapshot {
      try catalog.snapshot(to: snapshot)
      return .given
    } else if let diff {
      return try answerDifference(from: diff, of: catalog, limit, to: printer)
    } else if let splitCheck {
      return try answerCheck(splitCheck, of: catalog, to: printer)
    } else if let sql {
      let seconds = timeLimit ?? (isPaged ? 0 : 60)
      try catalog.query(
        sql, limit: limit, timeLimit: seconds > 0 ? .seconds(seconds) : nil, header: header,
        row: row)
    } else if let nearest {
      try answerNearest(nearest, query, of: catalog, limit, to: printer)
    } else if isSummary {
      try answerSummary(query, of: catalog, limit, to: printer)
    } else {
      try catalog.list(
        listing ?? .datasets, matching: query, limit: limit, header: header, row: row)
    }
    try printer.finish()
    return .given
  }

  private func answerCheck(
    _ name: String, of catalog: Catalog, to printer: RowPrinter
  ) throws -> Answer {
    try printer.header(["structure", "platform", "parts", "graphs"])
    var leaks = 0
    let all = try catalog.forEachLeak(ofSplit: name == "own" ? nil : name) {
      structure, platform, parts, graphs in
      leaks += 1
      try printer.row(
        [
          .text(structure), platform.map { .text($0) } ?? .null,
          .text(parts.joined(separator: " ")), .text(graphs.joined(separator: " ")),
        ])
    }
    try printer.finish()
    return leaks > 0 ? .leaks(leaks, of: all) : .given
  }

  private func answerDifference(
    from other: String, of catalog: Catalog, _ limit: Int?, to printer: RowPrinter
  ) throws -> Answer {
    let other = try Catalog(readingAt: other)
    try printer.header(CatalogDifference.columns)
    var count = 0
    try catalog.forEachDifference(from: other) { difference in
      count += 1
      if count <= limit ?? .max { try printer.row(difference.row) }
    }
    try printer.finish()
    return .differences(count)
  }

  private func answerSummary(
    _ query: MeasurementQuery, of catalog: Catalog, _ limit: Int?, to printer: RowPrinter
  ) throws {
    let aggregation = try aggregation
    guard let pivot else {
      return try catalog.aggregate(
        aggregation, matching: query, limit: limit, header: printer.header, row: printer.row)
    }
    var table = PivotTable(on: pivot)
    let statistics = aggregation.statistics.count
    try catalog.aggregate(
      aggregation, matching: query, header: { table.take(header: $0, statistics: statistics) },
      row: { table.take($0) })
    try table.write(limit: limit, header: printer.header, row: printer.row)
  }

  private func answerNearest(
    _ id: String, _ query: MeasurementQuery, of catalog: Catalog, _ limit: Int?,
    to printer: RowPrinter
  ) throws {
    try printer.header(
      ["graph", "distance", "name", "family", "nodes", "flops", "parameters", "bytes"])
    for neighbour in try catalog.nearest(to: id, matching: query, limit: limit ?? 10) {
      try catalog.query(
        """
        SELECT name, family, nodes, flops, parameters, bytes FROM graph
        WHERE id = '\(neighbour.id)'
        """, header: { _ in },
        row: { try printer.row([.text(neighbour.id), .real(neighbour.distance)] + $0) })
    }
  }

  private func answerWhy(
    _ id: String, _ query: MeasurementQuery, of catalog: Catalog, _ limit: Int?,
    to printer: RowPrinter, _ sink: any ByteSink
  ) throws {
    var query = query
    query.graph = id
    var count = 0
    try catalog.forEachProvenance(matching: query, limit: limit, cards: DatasetCards()) { chain in
      count += 1
      try sink.write(printer.format == .json ? chain.json : Array(chain.text.utf8))
    }
    guard count > 0 else { throw NoFigures(graph: id) }
  }

  private func answerCards(to printer: RowPrinter, _ filters: FilterOptions) throws {
    try printer.header(["dataset", "title", "licence", "platforms", "origin", "ingest"])
    for card in try DatasetCards().all where filters.dataset ?? card.name == card.name {
      let texts = [card.name, card.title, card.licence, nil, card.origin, card.ingest]
      var row = texts.map { $0.map { CatalogValue.text($0) } ?? .null }
      row[3] = .integer(Int64(card.platforms.count))
      try printer.row(row)
    }
    try printer.finish()
  }
}

/// Nothing is known of a graph that was asked about.
private struct NoFigures: Error, CustomStringConvertible {
  let graph: String

  var description: String { "no figures of graph \(graph) that fulfil what was asked" }
}

extension [ProvenanceStep] {
  /// The chain for people: a step a paragraph, indented facts, an empty line behind the last.
  fileprivate var text: String {
    map { step in
      ([step.name] + step.facts.map { "  \($0.name): \($0.value.text)" }).map { $0 + "\n" }.joined()
    }.joined() + "\n"
  }

  /// The chain as one JSON object: a list of steps.
  fileprivate var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for step in self {
      writer.beginObject()
      writer.key("step")
      writer.string(step.name)
      for fact in step.facts {
        writer.key(fact.name)
        writer.value(fact.value)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endLine()
    return writer.take()
  }
}
