package import ComputationGraph
internal import Statistics

/// What `mill` reads of a network: what each distinct node has to do, and named numbers of the whole.
///
/// Every source has the same: a searched cell has no costs and counts by its connections instead, with
/// and without what Eagle prunes.
package struct NetworkTraits: Sendable, Hashable {
  /// Named numbers that belong together; one that is missing is 0, but for `lengths`.
  enum Block: String, Sendable, CaseIterable {
    /// Logarithms of the totals: work, bytes, weights, nodes, the longest path.
    case totals
    /// The logarithm of the memory that is needed at once, and how other amounts of memory compare to it.
    case memory
    /// Logarithms of each operator's sums.
    case sums
    /// How often a node of an operator, kernel and result occurs.
    case signatures
    /// How often each operator occurs.
    case operators
    /// Which operator stands where: for cells, whose places are told by their connections.
    case slots
    /// Counts of operators, connections and additions of the pruned cell.
    case structure
    /// Longest paths of the pruned cell under several weights of its operators.
    case lengths
    /// How often each sequence of operators leads through the pruned cell.
    case paths
    /// How often a node has these operators before and behind it.
    case neighbourhoods
  }

  /// The distinct nodes; none for a cell.
  let works: [NodeWork]
  /// The named numbers.
  let blocks: [Block: [String: Double]]

  /// Whether it is a searched cell, whose nodes have no shapes and no costs.
  var isCell: Bool { works.isEmpty }

  /// Reads a graph.
  package init(_ graph: Graph) {
    var blocks: [Block: [String: Double]] = [:]
    let kinds = graph.nodes.map { NodeWork.kind(of: $0, in: graph) }
    for kind in kinds { blocks[.operators, default: [:]][kind, default: 0] += 1 }
    let isCell =
      !graph.nodes.isEmpty && graph.nodes.allSatisfy { $0.op.hasPrefix(CellPaths.prefix) }
    if isCell {
      works = []
      blocks[.slots] = CellPaths.slots(graph)
      CellPaths(pruning: graph).describe(in: &blocks)
    } else {
      let all = graph.nodes.indices.map { NodeWork(graph.nodes[$0], kinds[$0], in: graph) }
      works = NodeWork.distinct(all)
      Self.sum(all, graph, into: &blocks)
      blocks[.neighbourhoods] = Self.neighbourhoods(kinds, graph.edges)
      blocks[.memory] = LiveMemory(graph).traits
    }
    self.blocks = blocks
  }

  /// Sums of logarithms of what nodes have to do.
  private static func sum(
    _ works: [NodeWork], _ graph: Graph, into blocks: inout [Block: [String: Double]]
  ) {
    var (totals, sums): ([String: Double], [String: Double]) = ([:], [:])
    for work in works {
      let figures = ["nodes": 1, "flops": work.flops, "bytes": work.bytes, "weights": work.weights]
      for (name, value) in figures {
        totals[name, default: 0] += value
        if name != "weights" { sums["\(work.kind) \(name)", default: 0] += value }
      }
      totals["largest"] = max(totals["largest"] ?? 0, work.bytes)
      blocks[.signatures, default: [:]][work.signature, default: 0] += 1
    }
    var lengths = Array(repeating: (nodes: 0.0, flops: 0.0), count: works.count)
    for (index, work) in works.enumerated() {
      for case .node(let from, _) in graph.nodes[index].inputs where from < index {
        lengths[index].nodes = max(lengths[index].nodes, lengths[from].nodes)
        lengths[index].flops = max(lengths[index].flops, lengths[from].flops)
      }
      lengths[index].nodes += 1
      lengths[index].flops += work.flops
      totals["longest nodes"] = max(totals["longest nodes"] ?? 0, lengths[index].nodes)
      totals["longest flops"] = max(totals["longest flops"] ?? 0, lengths[index].flops)
    }
    totals["batch"] = Double(graph.batch ?? 1)
    blocks[.totals] = totals.mapValues { Logarithm.natural(1 + $0) }
    blocks[.sums] = sums.mapValues { Logarithm.natural(1 + $0) }
  }

  /// How often a node has these operators before and behind it.
  static func neighbourhoods(
    _ kinds: [String], _ edges: [(from: Int, to: Int)]
  ) -> [String: Double] {
    var (before, behind) = (kinds.map { _ in [String]() }, kinds.map { _ in [String]() })
    for (from, to) in edges {
      before[to].append(kinds[from])
      behind[from].append(kinds[to])
    }
    var counts: [String: Double] = [:]
    for (index, kind) in kinds.enumerated() {
      let sides = [before[index], behind[index]].map { $0.sorted().joined(separator: ",") }
      counts["\(sides[0])|\(kind)|\(sides[1])", default: 0] += 1
    }
    return counts
  }
}
