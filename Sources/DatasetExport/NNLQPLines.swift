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
    var lines = SortedTexts()
    var numbers = PlatformNumbers(cards)
    var (model, family): (String, String?) = ("", nil)
    try selection.forEach { graph in
      (model, family) = (Self.model(of: graph), graph.family)
    } figure: { graph, figure in
      guard figure.metric == "latency", figure.value != nil else { return }
      let fields = [
        figure.source?.id ?? "", model, "\(figure.batch ?? 1)", milliseconds(of: figure),
        figure.family ?? family ?? "unknown", numbers.number(of: figure) ?? "", figure.platform,
        figure.split ?? "",
      ]
      let key = SortedTexts.Key(path: figure.source?.path ?? "", line: figure.source?.line ?? 0)
      try lines.add(Array(fields.joined(separator: "\0").utf8), at: key)
    }
    guard !lines.isEmpty else { throw ExportError("no latencies to write") }
    // Only now is it known which platforms need numbers.
    let own = numbers.own
    var position = 0
    try lines.forEach { text in
      position += 1
      var fields = text.split(separator: separator, omittingEmptySubsequences: false)
      if fields[0].isEmpty { fields[0] = padded(position)[...] }
      if fields[5].isEmpty {
        fields[5] = Array("\(own[String(decoding: fields[6], as: UTF8.self)] ?? 0)".utf8)[...]
      }
      fields.remove(at: 6)
      if fields[6].isEmpty { fields.removeLast() }
      let words = fields.map { $0.map { $0 == space ? UInt8(ascii: "_") : $0 } }
      try output.write(Array(words.joined(separator: [space])) + [0x0A])
    }
    return own.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
  }

  /// What no name holds.
  private static let separator: UInt8 = 0
  private static let space = UInt8(ascii: " ")

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

  private static func padded(_ number: Int) -> [UInt8] {
    let digits = Array("\(number)".utf8)
    return repeatElement(UInt8(ascii: "0"), count: max(0, 6 - digits.count)) + digits
  }
}

/// The numbers that NNLQP has for platforms.
private struct PlatformNumbers {
  private let cards: DatasetCards
  private var unknown: Set<String> = []

  init(_ cards: DatasetCards) {
    self.cards = cards
  }

  /// Numbers of the platforms that were asked for and have none.
  var own: [String: Int] {
    Dictionary(uniqueKeysWithValues: unknown.sorted().enumerated().map { ($1, $0 + 1) })
  }

  /// The number of a figure's platform; `nil` if it is to get one.
  mutating func number(of figure: Measurement) -> String? {
    if let number = Self.card(of: figure, cards) { return number }
    unknown.insert(figure.platform)
    return nil
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
