package import ComputationGraph
package import Datasets
package import SearchSpaces

/// Gathers the figures of a space's architectures from records, whatever their order.
///
/// A measurement names its architecture, or a graph whose own record names it.
package struct FigureCollector {
  /// What figures are gathered of; `nil` takes the space of the first record that names one.
  private var space: (any SearchSpace)?
  private let platforms: Set<String>
  private var table: FigureTable?
  private var figures: [Key: [(position: Int, value: Double)]] = [:]
  private var order: [Key] = []
  private var codes: [String: Genes] = [:]
  private var waiting: [Measurement] = []
  /// Measurements that are not of the space, or of no architecture that is known.
  package private(set) var foreign = 0

  private struct Key: Hashable {
    let metric: String
    let platform: String
    let unit: String
  }

  /// Nothing gathered yet.
  ///
  /// - Parameters:
  ///   - space: The space; without one that of the first record.
  ///   - platforms: The platforms whose figures are taken; empty for all.
  package init(of space: (any SearchSpace)?, platforms: Set<String> = []) {
    self.space = space
    self.platforms = platforms
    table = space.map { FigureTable(of: $0) }
  }

  /// Takes the code that a graph record says it is of.
  package mutating func add(_ graph: Graph) {
    guard let id = graph.id, graph.source?.format == "architecture",
      let family = graph.family, let code = graph.source?.id ?? graph.name,
      settle(family), let genes = try? space?.genes(from: code, as: nil)
    else { return }
    codes[id] = genes
  }

  /// Takes a figure, unless it is of another space, of another platform, or a failure.
  ///
  /// - Throws: If the code is none of the space.
  package mutating func add(_ measurement: Measurement) throws(CodeError) {
    guard platforms.isEmpty || platforms.contains(measurement.platform),
      let value = measurement.value, value.isFinite, measurement.state != .failed,
      measurement.state != .withheld
    else { return }
    switch measurement.network {
    case .architecture(let name, let code):
      guard settle(name), let genes = try space?.genes(from: code, as: nil) else {
        foreign += 1
        return
      }
      add(measurement, value, of: genes)
    case .graph: waiting.append(measurement)
    case .model: foreign += 1
    }
  }

  /// The table of all that was gathered.
  ///
  /// - Throws: If no record named an architecture.
  package mutating func finish() throws(SearchError) -> FigureTable {
    for measurement in waiting {
      guard case .graph(let id) = measurement.network, let genes = codes[id],
        let value = measurement.value
      else {
        foreign += 1
        continue
      }
      add(measurement, value, of: genes)
    }
    waiting = []
    guard var table else {
      throw SearchError(
        "no record names an architecture; expected measurements of a search space, as label-parse and "
          + "pickle-read --as write them")
    }
    for key in order {
      table.add(
        metric: key.metric, platform: key.platform, unit: key.unit, figures[key] ?? [])
    }
    return table
  }

  private mutating func add(_ measurement: Measurement, _ value: Double, of genes: Genes) {
    let key = Key(
      metric: measurement.metric, platform: measurement.platform, unit: measurement.unit)
    guard let position = table?.add(genes) else { return }
    if figures[key] == nil { order.append(key) }
    figures[key, default: []].append((position, value))
  }

  /// Whether records of a space are taken; the first that is known settles it.
  private mutating func settle(_ name: String) -> Bool {
    if let space { return space.name == name }
    guard let known = SpaceRegistry.space(named: name) else { return false }
    space = known
    table = FigureTable(of: known)
    return true
  }
}
