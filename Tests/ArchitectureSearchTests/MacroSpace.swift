import ArchitectureSearch
import ComputationGraph
import Datasets
import SearchSpaces

/// Figures of every network of NAS-Bench-Macro that follow from its code, so that the best is known:
/// a sum over layers, and more where two blocks stand side by side.
enum MacroSpace {
  static let space = NASBenchMacro()

  static func accuracy(of genes: Genes) -> Double {
    let weights = [0.3, 0.9, 0.5, 0.2, 0.7, 0.4, 0.8, 0.6]
    var sum = zip(genes, weights).reduce(0) { $0 + [0, 0.7, 1][$1.0] * $1.1 }
    for layer in 1..<8 where genes[layer] == 1 && genes[layer - 1] == 2 { sum += 0.25 }
    return 0.8 + sum / 50
  }

  static func measurement(
    of genes: Genes, _ metric: String, _ value: Double?, platform: String = "cifar10"
  ) -> Measurement {
    Measurement(
      network: .architecture(
        space: space.name, encoding: space.text(of: genes, as: "string")), platform: platform,
      metric: metric, value: value, unit: metric == "latency" ? "s" : "1")
  }

  /// Every 9th network, or all, with accuracies and latencies.
  static func table(step: Int = 9) throws -> FigureTable {
    var collector = FigureCollector(of: nil)
    for position in stride(from: 0, to: 6561, by: step) {
      let genes = space.genes(at: position)
      try collector.add(measurement(of: genes, "accuracy", accuracy(of: genes)))
      try collector.add(
        measurement(of: genes, "latency", 1e-3 * Double(genes.reduce(1, +)), platform: "cpu"))
    }
    return try collector.finish()
  }
}
