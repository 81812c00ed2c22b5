internal import DenseKernels

/// A predictor with its parameters, ready to predict.
package struct TrainedPredictor: Sendable {
  /// What it is and how it learned.
  package let configuration: FitConfiguration
  /// The platforms it knows, one a head.
  package let platforms: [String]
  /// The metric and the unit of what it predicts.
  package let metric: String
  package let unit: String
  /// How features are scaled, where they are.
  package let scaling: FeatureScaling?
  /// What its output is a multiple of, where that is not a constant.
  package let ridge: FittedBaseline?
  /// The parameters in PyTorch's order.
  package var parameters: [Parameter]

  /// The network's shape.
  package var network: SAGEPredictor {
    SAGEPredictor(
      SAGEPredictor.Shape(
        nodeFeatures: NNLQPEncoding.nodeFeatureCount,
        staticFeatures: NNLQPEncoding.staticFeatureCount, hidden: configuration.hidden,
        widensStatics: configuration.widensStatics, heads: max(1, platforms.count)))
  }

  /// A predictor without parameters yet.
  init(
    _ configuration: FitConfiguration, platforms: [String], metric: String, unit: String,
    scaling: FeatureScaling?, ridge: FittedBaseline?
  ) {
    self.configuration = configuration
    self.platforms = platforms
    self.metric = metric
    self.unit = unit
    self.scaling = scaling
    self.ridge = ridge
    parameters = []
  }

  /// Draws the parameters by the configuration's seed.
  mutating func initialise() {
    var random = RandomSource(configuration.seed, 0x696E_6974)
    parameters = network.parameters(&random)
  }

  /// What the network's output is multiplied by for a figure in SI units.
  package func anchor(_ sums: OperatorSums, platform: Int) -> Double {
    guard let ridge, let value = ridge.predict(sums, platform: platform) else { return 1e-3 }
    // A regression may fall below 0 far from what it has seen; a figure may not.
    return max(value, 1e-6)
  }

  /// What the network reads of a graph.
  package func input(_ graph: EncodedGraph) -> EncodedGraph {
    scaling?.apply(to: graph) ?? graph
  }

  /// The figures of networks on every platform, in SI units: a row a network, a column a platform.
  ///
  /// - Parameters:
  ///   - networks: What was encoded, before scaling.
  ///   - tape: The tape to compute on; it is reset.
  /// - Returns: The figures.
  package func predict(
    _ networks: [(encoded: EncodedGraph, sums: OperatorSums)], on tape: inout Tape
  ) -> [[Double]] {
    let outputs = predictRaw(networks.map { input($0.encoded) }, on: &tape)
    return zip(outputs, networks).map { outputs, network in
      outputs.enumerated().map { Double($1) * anchor(network.sums, platform: $0) }
    }
  }

  /// The network's outputs for graphs that are scaled already.
  func predictRaw(_ inputs: [EncodedGraph], on tape: inout Tape) -> [[Float]] {
    var rows: [[Float]] = []
    for start in stride(from: 0, to: inputs.count, by: Self.batchSize) {
      tape.reset()
      let batch = GraphBatch(Array(inputs[start..<min(start + Self.batchSize, inputs.count)]))
      let variables = parameters.map { tape.constant($0.value) }
      let result = network.predictAll(batch, parameters: variables, on: &tape)
      let values = tape.value(result)
      for row in 0..<values.rows {
        rows.append((0..<values.columns).map { values[row, $0] })
      }
    }
    tape.reset()
    return rows
  }

  /// Graphs computed at once; the figures do not depend on it but for rounding.
  private static let batchSize = 32
}

extension TrainedPredictor {
  /// The head of a platform; the first for one that it does not know.
  func platformNumber(_ name: String) -> Int {
    platforms.firstIndex(of: name) ?? 0
  }
}
