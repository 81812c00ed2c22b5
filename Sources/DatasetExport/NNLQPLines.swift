internal import ComputationGraph
package import Datasets
package import RecordStreams

/// Latencies as NNLQP's `gt.txt` has them: `id path batch latency family platform stage`.
///
/// Figures that were read from such a file come back digit for digit and in its order. Platforms are
/// the numbers of the dataset's card, or else numbers from 1 in the order of their names; models are
/// called as the graph's source is, from `onnx/` on.
package enum NNLQPLines {
  /// Writes the lines.
  ///
  /// - Returns: The platforms that got numbers of their own, with these.
  /// - Throws: `CatalogError`; `StreamError`; `ExportError` where there is no latency.
  package static func write(
    _ selection: ExportSelection, cards: DatasetCards, to output: any ByteSink
  ) throws -> [(platform: String, number: Int)] {
    var graphs: [String: (model: String, family: String?)] = [:]
    try selection.forEachGraph { graph in
      if let id = graph.id { graphs[id] = (model(of: graph), graph.family) }
    }
    var figures: [(place: (String, Int), graph: String, figure: Measurement)] = []
    try selection.forEachFigure { graph, figure in
      guard figure.metric == "latency", figure.value != nil else { return }
      figures.append(((figure.source?.path ?? "", figure.source?.line ?? 0), graph, figure))
    }
    guard !figures.isEmpty else { throw ExportError("no latencies to write") }
    // Figures without a line stay in the catalog's order.
    let order = figures.indices.sorted {
      (figures[$0].place.0, figures[$0].place.1, $0) < (
        figures[$1].place.0, figures[$1].place.1, $1
      )
    }
    let numbers = PlatformNumbers(figures.map(\.figure), cards)
    for (position, index) in order.enumerated() {
      let (_, graph, figure) = figures[index]
      let fields = [
        figure.source?.id ?? padded(position + 1), graphs[graph]?.model ?? "onnx/\(graph).onnx",
        "\(figure.batch ?? 1)", milliseconds(of: figure),
        figure.family ?? graphs[graph]?.family ?? "unknown",
        numbers.number(of: figure),
      ]
      let stage = figure.split.map { [$0] } ?? []
      let line = (fields + stage).map { $0.replacing(" ", with: "_") }.joined(separator: " ")
      try output.write(Array((line + "\n").utf8))
    }
    return numbers.own
  }

  /// The source's own digits, where they are in milliseconds.
  private static func milliseconds(of figure: Measurement) -> String {
    if let source = figure.source, source.unit == "ms", let value = source.value { return value }
    return "\((figure.value ?? 0) * 1000)"
  }

  private static func model(of graph: Graph) -> String {
    let parts = (graph.source?.path ?? "").split(separator: "/")
    guard let start = parts.lastIndex(of: "onnx"), start < parts.count - 1 else {
      return "onnx/\(graph.id ?? "").onnx"
    }
    return parts[start...].joined(separator: "/")
  }

  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

/// The numbers that NNLQP has for platforms.
private struct PlatformNumbers {
  private(set) var own: [(platform: String, number: Int)] = []
  private let cards: DatasetCards

  init(_ figures: [Measurement], _ cards: DatasetCards) {
    self.cards = cards
    let unknown = Set(figures.filter { Self.card(of: $0, cards) == nil }.map(\.platform))
    own = unknown.sorted().enumerated().map { ($1, $0 + 1) }
  }

  func number(of figure: Measurement) -> String {
    Self.card(of: figure, cards) ?? own.first { $0.platform == figure.platform }
      .map { "\($0.number)" } ?? "0"
  }

  private static func card(of figure: Measurement, _ cards: DatasetCards) -> String? {
    let card = figure.dataset.flatMap { cards.card(named: $0) }
    if let id = card?.platforms.first(where: { $0.name == figure.platform })?.id { return id }
    // What gt-parse calls a number that nobody has named.
    let prefix = "nnlqp-platform-"
    guard figure.platform.hasPrefix(prefix) else { return nil }
    return String(figure.platform.dropFirst(prefix.count))
  }
}
