internal import ComputationGraph
internal import DatasetCatalog
package import Datasets
internal import RecordStreams
internal import SafetensorsFormat

/// Graphs and figures as tensors, ready for PyTorch Geometric and DGL; `docs/export.md` has the
/// layout and a loader.
package struct TensorExport {
  private var operators = Numbering()
  private var graphs = Numbering()
  private var platforms = Numbering()
  private var metrics = Numbering()
  private var splits = Numbering()
  private var families = Numbering()
  private var units: [String: String] = [:]
  private var nodeEnds = [0]
  private var edgeEnds = [0]
  private var op: [Int] = []
  private var shape: [Int] = []
  private var cost: [Int] = []
  private var from: [Int] = []
  private var to: [Int] = []
  private var totals: [Int] = []
  private var structures: [String] = []
  private var graphFamilies: [String?] = []
  private var figures: [[Int]] = Array(repeating: [], count: 6)
  private var values: [Double] = []

  /// So many dimensions of a node's first output are kept; those that it does not have are 0, those
  /// that are not known -1.
  private static let rank = 6

  /// Makes the file.
  ///
  /// - Parameters:
  ///   - selection: The figures.
  ///   - cards: The cards of datasets, whose licences and citations go with the figures.
  /// - Returns: Safetensors.
  /// - Throws: `CatalogError`.
  package static func file(_ selection: ExportSelection, cards: DatasetCards) throws -> [UInt8] {
    try selection.catalog.inSnapshot {
      var export = TensorExport()
      try selection.forEachGraph { export.add($0) }
      try selection.forEachFigure { export.add($1, of: $0) }
      return export.file(try selection.cards(cards))
    }
  }

  private mutating func add(_ graph: Graph) {
    _ = graphs.number(of: graph.id ?? "")
    structures.append(graph.structure ?? "")
    graphFamilies.append(graph.family)
    for node in graph.nodes {
      op.append(operators.number(of: node.op))
      let sizes = node.outputs.first?.shape ?? []
      for place in 0..<Self.rank { shape.append(place < sizes.count ? sizes[place] ?? -1 : 0) }
      cost += Self.numbers(of: node.cost)
    }
    for edge in graph.edges {
      from.append(edge.from)
      to.append(edge.to)
    }
    totals += Self.numbers(of: graph.totals)
    nodeEnds.append(op.count)
    edgeEnds.append(from.count)
  }

  private static func numbers(of cost: Cost) -> [Int] {
    [cost.flops ?? -1, cost.macs ?? -1, cost.parameters ?? -1, cost.bytes ?? -1]
  }

  private mutating func add(_ figure: Measurement, of graph: String) {
    guard let value = figure.value else { return }
    let number = graphs.number(of: graph)
    let family = figure.family ?? graphFamilies[number]
    let numbers = [
      number, platforms.number(of: figure.platform),
      metrics.number(of: figure.metric + (figure.phase.map { " (\($0))" } ?? "")),
      figure.split.map { splits.number(of: $0) } ?? -1,
      family.map { families.number(of: $0) } ?? -1, figure.batch ?? 0,
    ]
    units[figure.metric] = figure.unit
    for (place, number) in numbers.enumerated() { figures[place].append(number) }
    values.append(value)
  }

  private func file(_ cards: [DatasetCard]) -> [UInt8] {
    var writer = SafetensorsWriter()
    let (nodes, edges) = (op.count, from.count)
    writer.add("node_ptr", shape: [nodeEnds.count], integers: nodeEnds)
    writer.add("edge_ptr", shape: [edgeEnds.count], integers: edgeEnds)
    writer.add("op", shape: [nodes], integers: op)
    writer.add("shape", shape: [nodes, Self.rank], integers: shape)
    writer.add("cost", shape: [nodes, 4], integers: cost)
    writer.add("edge_index", shape: [2, edges], integers: from + to)
    writer.add("totals", shape: [nodeEnds.count - 1, 4], integers: totals)
    let names = ["graph", "platform", "metric", "split", "family", "batch"]
    for (name, column) in zip(names, figures) {
      writer.add("figure_" + name, shape: [column.count], integers: column)
    }
    writer.add("figure_value", shape: [values.count], doubles: values)
    writer.metadata = [
      "graphs": Self.json(graphs.names), "structures": Self.json(structures),
      "operators": Self.json(operators.names), "platforms": Self.json(platforms.names),
      "metrics": Self.json(metrics.names), "splits": Self.json(splits.names),
      "families": Self.json(families.names),
      "units": Self.json(units.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }),
      "licences": Self.json(cards.map { "\($0.name): \($0.licence ?? "unknown")" }),
      "citations": Self.json(cards.map { "\($0.name): \($0.citation ?? "unknown")" }),
    ]
    return writer.file()
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
