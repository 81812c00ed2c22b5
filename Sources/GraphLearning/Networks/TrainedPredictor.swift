internal import DenseKernels

/// A predictor with its parameters, ready to predict.
package struct TrainedPredictor: Sendable {
  /// What it is and how it learned.
  package let configuration: FitConfiguration
  /// What it predicts, one a head.
  package let targets: [Target]
  /// What the network's outputs stand for, one a head.
  package let scales: [TargetScale]
  /// How features are scaled, where they are.
  package let scaling: FeatureScaling?
  /// What its output is a multiple of, where that is not a constant.
  package let ridge: LinearBaseline?
  /// The network without its parameters.
  package let network: any GraphNetwork
  /// The parameters in PyTorch's order.
  package var parameters: [Parameter]
  /// What predicts in place of a network, where the preset has none.
  package internal(set) var mill: MillModel?

  /// A predictor without parameters yet.
  ///
  /// - Throws: If there are more targets than its network may have heads.
  package init(
    _ configuration: FitConfiguration, targets: [Target], scales: [TargetScale],
    scaling: FeatureScaling?, ridge: LinearBaseline?
  ) throws(TrainingError) {
    let heads = Preset.named(configuration.predictor)?.heads ?? 1...1
    guard heads.contains(targets.count) else {
      let names = Target.names(of: targets).prefix(8).joined(separator: ", ")
      throw TrainingError(
        "\(configuration.predictor) learns \(heads.upperBound) at once, but there are figures of "
          + "\(targets.count): \(names)\(targets.count > 8 ? ", …" : ""); choose with --platform, "
          + "--metric and --phase")
    }
    self.configuration = configuration
    self.targets = targets
    self.scales = scales
    self.scaling = scaling
    self.ridge = ridge
    network = configuration.network(heads: targets.count)
    parameters = []
  }

  /// Draws the parameters by the configuration's seed.
  package mutating func initialise() {
    var random = RandomSource(configuration.seed, 0x696E_6974)
    parameters = network.parameters.drawn(by: &random)
  }

  /// The name of a parameter that holds what is no finite number.
  var firstBrokenParameter: String? {
    parameters.first { !$0.value.elements.allSatisfy(\.isFinite) }?.name
  }

  /// The figure that an output of a head stands for, of a network with these sums; only a ridge regression
  /// asks for them.
  package func figure(_ output: Double, head: Int, _ sums: OperatorSums?) -> Double {
    scales[head].figure(for: output) * anchor(sums, head: head)
  }

  /// What the network should say for a figure of a head, of a network with these sums.
  func output(for figure: Double, head: Int, _ sums: OperatorSums) -> Double {
    scales[head].output(for: figure / anchor(sums, head: head))
  }

  /// What the ridge regression says, where figures are learned as multiples of that.
  private func anchor(_ sums: OperatorSums?, head: Int) -> Double {
    guard let ridge, let sums, let value = ridge.predict(sums, target: head) else { return 1 }
    // A regression may fall below 0 far from what it has seen; a figure may not.
    return max(value, 1e-6)
  }

  /// What the network reads of a graph.
  package func input(_ graph: EncodedGraph) -> EncodedGraph {
    (scaling?.apply(to: graph) ?? graph)
      .placed(by: configuration.positions, count: configuration.positionCount)
  }

  /// The figures of networks on every target, in SI units: a row a network, a column a target.
  ///
  /// - Parameters:
  ///   - networks: What was encoded, before scaling.
  ///   - tape: The tape to compute on; it is reset.
  /// - Returns: The figures.
  package func predict(
    _ networks: [(encoded: EncodedGraph, sums: OperatorSums?)], on tape: inout Tape
  ) -> [[Double]] {
    predict(networks.map { (prepare($0.encoded), $0.sums) }, on: &tape)
  }

  /// The same of networks that were prepared for this predictor.
  func predict(
    _ networks: [(graph: PreparedGraph, sums: OperatorSums?)], on tape: inout Tape
  ) -> [[Double]] {
    if let mill {
      return networks.map { network in
        network.graph.graph.traits.map { mill.predict($0, withSpread: false).map(\.value) }
          ?? targets.map { _ in .nan }
      }
    }
    let outputs = predictRaw(networks.map(\.graph), on: &tape)
    return zip(outputs, networks).map { outputs, network in
      outputs.enumerated().map { figure(Double($1), head: $0, network.sums) }
    }
  }
}
