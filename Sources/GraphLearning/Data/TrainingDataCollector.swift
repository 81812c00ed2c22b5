package import ComputationGraph
package import Datasets

/// Gathers training data from graph and measurement records, whatever they are read from and in
/// whatever order. Of a graph only the encoding is kept.
package struct TrainingDataCollector {
  /// Which figures are taken.
  package struct Choice: Sendable {
    /// What was measured, such as `latency`.
    package var metric: String
    /// The platforms; empty for all.
    package var platforms: Set<String>

    /// A choice.
    package init(metric: String = "latency", platforms: Set<String> = []) {
      self.metric = metric
      self.platforms = platforms
    }
  }

  private let encoding: NNLQPEncoding
  private let choice: Choice
  private var networks: [String: TrainingData.Network] = [:]
  private var measurements: [Figure] = []
  private var wanted: Set<String> = []

  private struct Figure {
    var graph: String
    var platform: String
    var value: Double
    var unit: String
    var batch: Int?
    var family: String?
    var split: String?
    var dataset: String?
  }

  /// Nothing gathered yet.
  package init(encoding: NNLQPEncoding, choice: Choice) {
    self.encoding = encoding
    self.choice = choice
  }

  /// Encodes a graph, unless it is there already.
  package mutating func add(_ graph: Graph) {
    guard let id = graph.id, networks[id] == nil else { return }
    networks[id] = TrainingData.Network(
      id: id, structure: graph.structure ?? id, family: graph.family,
      encoded: encoding.encode(graph), sums: OperatorSums(graph))
  }

  /// Whether a figure that was taken already is about a graph; saves encoding the others.
  package func needs(_ graph: Graph) -> Bool {
    graph.id.map { wanted.contains($0) } ?? false
  }

  /// Takes a figure if it is chosen, was really measured and is above 0.
  package mutating func add(_ measurement: Measurement) {
    guard case .graph(let id) = measurement.network, measurement.metric == choice.metric,
      choice.platforms.isEmpty || choice.platforms.contains(measurement.platform),
      measurement.state == .measured || measurement.state == .estimated,
      let value = measurement.value, value > 0, value.isFinite
    else { return }
    wanted.insert(id)
    measurements.append(
      Figure(
        graph: id, platform: measurement.platform, value: value, unit: measurement.unit,
        batch: measurement.batch, family: measurement.family, split: measurement.split,
        dataset: measurement.dataset))
  }

  /// Joins figures and graphs; the result is the same for every order of the records.
  package consuming func finish() -> TrainingData {
    let used = wanted.filter { networks[$0] != nil }.sorted()
    let sorted = used.compactMap { networks[$0] }
    let positions = Dictionary(uniqueKeysWithValues: zip(used, sorted.indices))
    let known = measurements.filter { positions[$0.graph] != nil }
    let platforms = Set(known.map(\.platform)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(platforms, platforms.indices))
    let rows = known.map { figure in
      let network = positions[figure.graph] ?? 0
      return TrainingData.Row(
        network: network, platform: numbers[figure.platform] ?? 0, value: figure.value,
        unit: figure.unit, batch: figure.batch,
        family: figure.family ?? sorted[network].family ?? "unknown", split: figure.split,
        dataset: figure.dataset)
    }
    return TrainingData(
      networks: sorted, platforms: platforms, rows: rows.sorted(by: Self.precedes),
      orphans: measurements.count - known.count)
  }

  private static func precedes(_ a: TrainingData.Row, _ b: TrainingData.Row) -> Bool {
    if a.network != b.network { return a.network < b.network }
    if a.platform != b.platform { return a.platform < b.platform }
    if a.value != b.value { return a.value < b.value }
    return (a.split ?? "", a.family, a.dataset ?? "") < (b.split ?? "", b.family, b.dataset ?? "")
  }
}
