package import ComputationGraph
package import Datasets

/// Gathers training data from graph and measurement records, whatever they are read from and in
/// whatever order. Of a graph only the encoding is kept.
package struct TrainingDataCollector {
  /// Which figures are taken.
  package struct Choice: Sendable {
    /// What was measured, such as `latency`.
    package var metrics: [String]
    /// The platforms; empty for all.
    package var platforms: Set<String>
    /// `inference` or `training`; `nil` for both.
    package var phase: String?
    /// The values that conditions must have, by name.
    package var conditions: [String: String]

    /// A choice.
    package init(
      metrics: [String] = ["latency"], platforms: Set<String> = [], phase: String? = nil,
      conditions: [String: String] = [:]
    ) {
      self.conditions = conditions
      self.metrics = metrics
      self.phase = phase
      self.platforms = platforms
    }
  }

  private let encoding: GraphEncoding
  private let choice: Choice
  private var networks: [String: TrainingData.Network] = [:]
  private var measurements: [Figure] = []
  private var wanted: Set<String> = []
  private var foreign: Set<String> = []
  /// The conditions that were met, and the position of each text of them.
  private var conditions: [FigureConditions] = []
  private var conditionPlaces: [[UInt8]?: Int] = [:]

  private struct Figure {
    var graph: String
    var target: Target
    var value: Double
    var batch: Int?
    var family: String?
    var split: String?
    var dataset: String?
    var conditions: Int
  }

  /// What one figure is expected for.
  private struct Cell: Hashable {
    let graph: String
    let target: Target
  }

  /// Nothing gathered yet.
  package init(encoding: GraphEncoding, choice: Choice) {
    self.encoding = encoding
    self.choice = choice
  }

  /// Encodes a graph, unless it is there already.
  package mutating func add(_ graph: Graph) {
    guard let id = graph.id, networks[id] == nil else { return }
    guard let encoded = encoding.encode(graph) else {
      foreign.insert(id)
      return
    }
    networks[id] = TrainingData.Network(
      id: id, structure: graph.structure ?? id, family: graph.family,
      encoded: encoded, sums: OperatorSums(graph))
  }

  /// Whether a figure that was taken already is about a graph; saves encoding the others.
  package func needs(_ graph: Graph) -> Bool {
    graph.id.map { wanted.contains($0) } ?? false
  }

  /// Takes a figure if it is chosen, was really measured and is above 0.
  package mutating func add(_ measurement: Measurement) {
    guard case .graph(let id) = measurement.network, choice.metrics.contains(measurement.metric),
      choice.phase == nil || choice.phase == measurement.phase,
      choice.platforms.isEmpty || choice.platforms.contains(measurement.platform),
      measurement.state == .measured || measurement.state == .estimated,
      let value = measurement.value, value > 0, value.isFinite
    else { return }
    let place = place(of: measurement.conditions)
    guard conditions[place].hold(choice.conditions) else { return }
    wanted.insert(id)
    measurements.append(
      Figure(
        graph: id,
        target: Target(
          platform: measurement.platform, metric: measurement.metric, phase: measurement.phase,
          unit: measurement.unit), value: value, batch: measurement.batch,
        family: measurement.family, split: measurement.split,
        dataset: measurement.dataset, conditions: place))
  }

  private mutating func place(of json: [UInt8]?) -> Int {
    if let place = conditionPlaces[json] { return place }
    conditionPlaces[json] = conditions.count
    conditions.append(FigureConditions(json))
    return conditions.count - 1
  }

  /// Joins figures and graphs; the result is the same for every order of the records.
  package consuming func finish() -> TrainingData {
    let used = wanted.filter { networks[$0] != nil }.sorted()
    let sorted = used.compactMap { networks[$0] }
    let positions = Dictionary(uniqueKeysWithValues: zip(used, sorted.indices))
    let known = measurements.filter { positions[$0.graph] != nil }
    let targets = Set(known.map(\.target)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(targets, targets.indices))
    let rows = known.map { figure in
      let network = positions[figure.graph] ?? 0
      return TrainingData.Row(
        network: network, target: numbers[figure.target] ?? 0, value: figure.value,
        batch: figure.batch, family: figure.family ?? sorted[network].family ?? "unknown",
        split: figure.split, dataset: figure.dataset)
    }
    return TrainingData(
      networks: sorted, targets: targets, rows: rows.sorted(by: Self.precedes),
      orphans: measurements.count { networks[$0.graph] == nil && !foreign.contains($0.graph) },
      foreign: foreign.intersection(wanted).count, differences: differences(among: known))
  }

  /// What figures of one network and one target differ in.
  private func differences(among figures: [Figure]) -> [(name: String, values: [String])] {
    guard conditions.count > 1 else { return [] }
    var places: [Cell: Set<Int>] = [:]
    for figure in figures {
      places[Cell(graph: figure.graph, target: figure.target), default: []].insert(
        figure.conditions)
    }
    var differences: [String: Set<String>] = [:]
    for several in Set(places.values) where several.count > 1 {
      let own = FigureConditions.differences(among: several.map { conditions[$0] })
      differences.merge(own) { $0.union($1) }
    }
    return differences.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }

  private static func precedes(_ a: TrainingData.Row, _ b: TrainingData.Row) -> Bool {
    if a.network != b.network { return a.network < b.network }
    if a.target != b.target { return a.target < b.target }
    if a.value != b.value { return a.value < b.value }
    return (a.split ?? "", a.family, a.dataset ?? "") < (b.split ?? "", b.family, b.dataset ?? "")
  }
}
