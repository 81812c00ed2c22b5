internal import ComputationGraph
internal import GRDB

/// A graph beside another.
package struct GraphNeighbour: Sendable {
  /// Its content hash.
  package let id: String
  /// From 0, for equal operators and totals, to 1.
  package let distance: Double
}

extension Catalog {
  /// The graphs that are most like a graph, the nearest first, and it not among them.
  ///
  /// The distance is the mean of two parts: the share of operators, counted by kind, that the two do
  /// not have in common, and the mean of the same of their FLOPs, parameters and bytes:
  /// 1 - Σ min / Σ max (Ružička's). So it is a number from 0 to 1.
  ///
  /// - Parameters:
  ///   - id: The graph.
  ///   - query: Only graphs that have figures which match, where anything is asked of figures.
  ///   - limit: The most graphs.
  /// - Returns: The graphs and their distances.
  /// - Throws: `CatalogError`, also if there is no such graph.
  package func nearest(
    to id: String, matching query: MeasurementQuery = MeasurementQuery(), limit: Int
  ) throws -> [GraphNeighbour] {
    try checkNames(of: query)
    return try inSnapshot {
      guard let graph = try graph(id: id) else {
        throw CatalogError(path, .unknown(what: "graph", name: id, known: []))
      }
      let operators = OperatorCounts(graph)
      let candidates = try candidates(near: graph, query)
      var found: [GraphNeighbour] = []
      // As the totals are half of the distance, graphs whose totals are too far are not looked at.
      for candidate in candidates {
        if found.count >= limit, let last = found.last, candidate.distance / 2 > last.distance {
          break
        }
        guard let other = try self.graph(id: candidate.id) else { continue }
        let distance = (candidate.distance + operators.distance(to: OperatorCounts(other))) / 2
        let neighbour = GraphNeighbour(id: candidate.id, distance: distance)
        let place = found.firstIndex { neighbour.precedes($0) } ?? found.count
        found.insert(neighbour, at: place)
        if found.count > limit { found.removeLast() }
      }
      return found
    }
  }

  /// All other graphs by the distance of their totals.
  private func candidates(
    near graph: Graph, _ query: MeasurementQuery
  ) throws -> [GraphNeighbour] {
    let (condition, arguments) = query.condition(onGraphsAlone: query.isAboutGraphs)
    let figures =
      "SELECT measurement.graph FROM measurement JOIN graph ON graph.key = measurement.graph"
    let isWanted =
      query.isAboutGraphs ? condition : "graph.key IN (\(figures) WHERE \(condition))"
    let own = [graph.totals.flops, graph.totals.parameters, graph.totals.bytes]
    return try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, flops, parameters, bytes FROM graph WHERE \(isWanted)",
        arguments: arguments)
      var all: [GraphNeighbour] = []
      while let row = try rows.next() {
        let id: String = row[0]
        guard id != graph.id else { continue }
        let totals: [Int?] = [row[1], row[2], row[3]]
        all.append(GraphNeighbour(id: id, distance: Self.distance(own, totals)))
      }
      return all.sorted { $0.precedes($1) }
    }
  }

  private static func distance(_ left: [Int?], _ right: [Int?]) -> Double {
    let parts = zip(left, right).map { left, right -> Double in
      guard let left, let right else { return left == right ? 0 : 1 }
      let most = max(left, right)
      return most > 0 ? 1 - Double(min(left, right)) / Double(most) : 0
    }
    return parts.reduce(0, +) / Double(parts.count)
  }
}

extension GraphNeighbour {
  /// The order of neighbours; equal distances by id.
  fileprivate func precedes(_ other: GraphNeighbour) -> Bool {
    (distance, id) < (other.distance, other.id)
  }
}

/// How many operators of each kind a graph has.
private struct OperatorCounts {
  private var counts: [String: Int] = [:]

  init(_ graph: Graph) {
    for node in graph.nodes { counts[node.op, default: 0] += 1 }
  }

  func distance(to other: OperatorCounts) -> Double {
    var (common, all) = (0, 0)
    for kind in Set(counts.keys).union(other.counts.keys) {
      let (left, right) = (counts[kind, default: 0], other.counts[kind, default: 0])
      common += min(left, right)
      all += max(left, right)
    }
    return all > 0 ? 1 - Double(common) / Double(all) : 0
  }
}
