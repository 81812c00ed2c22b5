package import ComputationGraph
import DenseKernels

/// PerfSeer's encoding of a network: 30 numbers a node, 5 an edge and 18 for the whole, before they
/// are scaled to the training data.
///
/// Reference: arXiv 2502.01206
package enum PerfSeerEncoding {
  /// The numbers of a network.
  package struct Features: Sendable, Equatable {
    /// A row for each node of the record.
    package var nodes: [[Double]] = []
    /// Which node leads to which.
    package var edges: [(from: Int, to: Int)] = []
    /// A row for each edge: what its source hands on.
    package var edgeRows: [[Double]] = []
    /// The whole network.
    package var global: [Double] = []

    /// Whether two networks have the same numbers.
    package static func == (left: Features, right: Features) -> Bool {
      left.nodes == right.nodes && left.edgeRows == right.edgeRows && left.global == right.global
        && left.edges.elementsEqual(right.edges, by: { $0.from == $1.from && $0.to == $1.to })
    }
  }

  /// The operators that have a slot, in the order of the slots; any other has none.
  package static let operators = [
    "Conv", "Relu", "BatchNormalization", "Concat", "AveragePool", "GlobalAveragePool", "Flatten",
    "Gemm", "MaxPool", "Add",
  ]

  /// Encodes a graph.
  package static func encode(_ graph: Graph) -> Features {
    let figures = graph.nodes.map { PerfSeerFigures(of: $0, in: graph) }
    let totals = Totals(figures)
    var features = Features()
    features.nodes = zip(graph.nodes, figures).map { row(of: $0, $1, totals) }
    features.edges = graph.edges.filter { graph.nodes.indices.contains($0.from) }
    features.edgeRows = features.edges.map { edgeRow(figures[$0.from]) }
    features.global = global(figures, totals, edges: features.edges)
    return features
  }

  private struct Totals {
    let flops: [Double]
    let bytes: [Double]
    let weights: [Double]

    init(_ figures: [PerfSeerFigures]) {
      flops = figures.map(\.flops)
      bytes = figures.map(\.bytes)
      weights = figures.map(\.weights)
    }
  }

  private static func row(
    of node: Node, _ figures: PerfSeerFigures, _ totals: Totals
  ) -> [Double] {
    var row = operators.map { $0 == node.op ? 1.0 : 0.0 }
    row += figures.arguments
    row += [
      logarithm(onePlus: figures.flops), logarithm(onePlus: figures.bytes),
      logarithm(onePlus: figures.weights), figures.intensity,
    ]
    for (own, all) in [
      (figures.flops, totals.flops), (figures.bytes, totals.bytes),
      (figures.weights, totals.weights),
    ] {
      let sum = all.reduce(0, +)
      row.append(sum == 0 ? 0 : own / sum)
    }
    return row
  }

  private static func edgeRow(_ source: PerfSeerFigures) -> [Double] {
    let memory = source.memory
    // Height before width, other than in the file.
    return [memory[8], memory[2], memory[9], memory[11], memory[10]].map { logarithm(onePlus: $0) }
  }

  private static func global(
    _ figures: [PerfSeerFigures], _ totals: Totals, edges: [(from: Int, to: Int)]
  ) -> [Double] {
    let nodes = Double(figures.count)
    var row = [nodes, Double(edges.count)]
    row.append(figures.count < 2 ? 0 : Double(edges.count) / (nodes * (nodes - 1)))
    for values in [totals.flops, totals.bytes, totals.weights] {
      let sum = values.reduce(0, +)
      let mean = values.isEmpty ? 0 : sum / nodes
      row += [sum, mean, median(values), values.max() ?? 0].map { logarithm(onePlus: $0) }
    }
    let handed = edges.reduce(0.0) { $0 + figures[$1.from].memory[8] }
    row.append(logarithm(onePlus: edges.isEmpty ? 0 : handed / Double(edges.count)))
    let bytes = totals.bytes.reduce(0, +)
    row.append(bytes == 0 ? 0 : totals.flops.reduce(0, +) / bytes)
    row.append(figures.lazy.map(\.batch).first { $0 > 0 } ?? 0)
    return row
  }

  private static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
