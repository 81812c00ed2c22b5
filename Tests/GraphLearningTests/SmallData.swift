import ComputationGraph
import Datasets
import GraphLearning

/// Chains of convolutions whose latency is a known function of their cost.
enum SmallData {
  static func graph(depth: Int, channels: Int) -> Graph {
    let shape = [1, channels, 8, 8]
    var nodes: [Node] = []
    for layer in 0..<depth {
      var conv = MicroGraphs.node(
        layer % 2 == 0 ? "Conv" : "Relu", [layer == 0 ? .input(0) : MicroGraphs.first(layer - 1)],
        [("t\(layer)", shape)])
      conv.cost = Cost(
        flops: layer % 2 == 0 ? 18 * channels * channels * 64 : channels * 64, parameters: 0,
        bytes: channels * 512)
      nodes.append(conv)
    }
    return Graph(
      id: "g1-\(depth)-\(channels)", structure: "s1-\(depth)-\(channels)",
      family: depth.isMultiple(of: 2) ? "even" : "odd", batch: 1,
      inputs: [MicroGraphs.tensor("x", shape)], nodes: nodes,
      outputs: [MicroGraphs.first(depth - 1)])
  }

  static func measurement(
    _ graph: Graph, platform: String, scale: Double, split: String? = nil
  ) -> Measurement {
    let work = graph.nodes.reduce(0.0) { $0 + Double($1.cost.flops ?? 0) + 5000 }
    return Measurement(
      network: .graph(graph.id ?? ""), platform: platform, metric: "latency",
      value: work * scale, unit: "s", batch: 1, family: graph.family, split: split)
  }

  /// 24 networks on two platforms; every fourth network is for testing.
  static func data(_ encoding: GraphEncoding = .nnlqpV1) -> TrainingData {
    var collector = TrainingDataCollector(encoding: encoding, choice: .init())
    for (index, depth) in (1...6).flatMap({ depth in Array(repeating: depth, count: 4) })
      .enumerated()
    {
      let graph = graph(depth: depth, channels: 4 + 3 * (index % 4))
      collector.add(graph)
      for (platform, scale) in [("a", 1e-8), ("b", 3e-8)] {
        collector.add(
          measurement(
            graph, platform: platform, scale: scale, split: index % 4 == 3 ? "test" : "train"))
      }
    }
    return collector.finish()
  }

  /// A predictor small enough for a debug build.
  static var configuration: FitConfiguration {
    var configuration = FitConfiguration()
    configuration.hidden = 16
    configuration.epochs = 6
    configuration.batchSize = 8
    configuration.validation = 0.2
    configuration.seed = 3
    return configuration
  }
}
