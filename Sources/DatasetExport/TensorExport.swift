internal import ComputationGraph
internal import DatasetCatalog
package import Datasets
package import RecordStreams

/// Graphs and figures as tensors, ready for PyTorch Geometric and DGL; `docs/export.md` has the
/// layout and loaders.
///
/// Numbers and the names of graphs wait in temporary files: memory does not grow with either.
package struct TensorExport {
  /// The form of the file.
  package enum Form: Sendable {
    case safetensors, numpy
  }

  private var operators = Numbering()
  private var platforms = Numbering()
  private var metrics = Numbering()
  private var splits = Numbering()
  private var families = Numbering()
  private var units: [String: String] = [:]
  private var datasets: Set<String> = []
  private let graphs: NameColumn
  private let structures: NameColumn
  private var family: String?
  private let nodeEnds: TensorColumn
  private let edgeEnds: TensorColumn
  private let op: TensorColumn
  private let shape: TensorColumn
  private let cost: TensorColumn
  private let from: TensorColumn
  private let to: TensorColumn
  private let totals: TensorColumn
  private let figures: [TensorColumn]
  private let values: TensorColumn

  private static let figureColumns = ["graph", "platform", "metric", "split", "family", "batch"]

  /// So many dimensions of a node's first output are kept; those that it does not have are 0, those
  /// that are not known -1.
  private static let rank = 6

  private init() throws {
    (nodeEnds, edgeEnds) = (try TensorColumn(), try TensorColumn())
    (op, shape, cost) = (try TensorColumn(), try TensorColumn(), try TensorColumn())
    (from, to, totals) = (try TensorColumn(), try TensorColumn(), try TensorColumn())
    values = try TensorColumn()
    (graphs, structures) = (try NameColumn(), try NameColumn())
    figures = try Self.figureColumns.map { _ in try TensorColumn() }
    try nodeEnds.append(0)
    try edgeEnds.append(0)
  }

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - selection: The figures.
  ///   - form: What kind of file.
  ///   - cards: The cards of datasets, whose licences and citations go with the figures.
  ///   - output: Where to.
  /// - Throws: `CatalogError`; `StreamError`.
  package static func write(
    _ selection: ExportSelection, as form: Form, cards: DatasetCards, to output: any ByteSink
  ) throws {
    let file = try selection.catalog.inSnapshot {
      var export = try TensorExport()
      try selection.forEach {
        try export.add($0)
      } figure: {
        try export.add($1)
      }
      return export.file(export.datasets.sorted().compactMap { cards.card(named: $0) })
    }
    switch form {
    case .safetensors: try file.writeSafetensors(to: output)
    case .numpy: try file.writeNumPy(to: output)
    }
  }

  private mutating func add(_ graph: Graph) throws {
    try graphs.append(graph.id ?? "")
    try structures.append(graph.structure ?? "")
    family = graph.family
    for node in graph.nodes {
      try op.append(operators.number(of: node.op))
      let sizes = node.outputs.first?.shape ?? []
      for place in 0..<Self.rank {
        try shape.append(place < sizes.count ? sizes[place] ?? -1 : 0)
      }
      try append(node.cost, to: cost)
    }
    for edge in graph.edges {
      try from.append(edge.from)
      try to.append(edge.to)
    }
    try append(graph.totals, to: totals)
    try nodeEnds.append(op.count)
    try edgeEnds.append(from.count)
  }

  private func append(_ cost: Cost, to column: TensorColumn) throws {
    for part in [cost.flops, cost.macs, cost.parameters, cost.bytes] {
      try column.append(part ?? -1)
    }
  }

  private mutating func add(_ figure: Measurement) throws {
    guard let value = figure.value else { return }
    let family = figure.family ?? family
    let numbers = [
      graphs.count - 1, platforms.number(of: figure.platform),
      metrics.number(of: figure.metric + (figure.phase.map { " (\($0))" } ?? "")),
      figure.split.map { splits.number(of: $0) } ?? -1,
      family.map { families.number(of: $0) } ?? -1, figure.batch ?? 0,
    ]
    units[figure.metric] = figure.unit
    if let dataset = figure.dataset { datasets.insert(dataset) }
    for (column, number) in zip(figures, numbers) { try column.append(number) }
    try values.append(value)
  }

  private func file(_ cards: [DatasetCard]) -> TensorFile {
    var file = TensorFile()
    func add(_ name: String, _ tail: [Int], _ columns: TensorColumn...) {
      let rows = columns[0].count / tail.reduce(1, *)
      let shape = columns.count > 1 ? [columns.count, rows] : [rows] + tail
      file.tensors.append(.init(name: name, shape: shape, columns: columns))
    }
    add("node_ptr", [], nodeEnds)
    add("edge_ptr", [], edgeEnds)
    add("op", [], op)
    add("shape", [Self.rank], shape)
    add("cost", [4], cost)
    add("edge_index", [], from, to)
    add("totals", [4], totals)
    for (name, column) in zip(Self.figureColumns, figures) { add("figure_" + name, [], column) }
    file.tensors.append(
      .init(name: "figure_value", isReal: true, shape: [values.count], columns: [values]))
    file.names = [("graphs", graphs), ("structures", structures)]
    file.metadata = [
      "operators": Self.json(operators.names), "platforms": Self.json(platforms.names),
      "metrics": Self.json(metrics.names), "splits": Self.json(splits.names),
      "families": Self.json(families.names),
      "units": Self.json(units.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }),
      "licences": Self.json(cards.map { "\($0.name): \($0.licence ?? "unknown")" }),
      "citations": Self.json(cards.map { "\($0.name): \($0.citation ?? "unknown")" }),
    ]
    return file
  }

  private static func json(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.beginArray()
    for text in texts { writer.string(text) }
    writer.endArray()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Names and their numbers, in the order in which they are met.
private struct Numbering {
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
