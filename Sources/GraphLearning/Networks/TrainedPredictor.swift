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

  /// A predictor without parameters yet.
  ///
  /// - Throws: If there are more targets than its network may have heads.
  init(
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
  mutating func initialise() {
    var random = RandomSource(configuration.seed, 0x696E_6974)
    parameters = network.parameters.drawn(by: &random)
  }

  /// The name of a parameter that holds what is no finite number.
  var firstBrokenParameter: String? {
    parameters.first { !$0.value.elements.allSatisfy(\.isFinite) }?.name
  }

  /// The figure that an output of a head stands for, of a network with these sums.
  package func figure(_ output: Double, head: Int, _ sums: OperatorSums) -> Double {
    scales[head].figure(for: output) * anchor(sums, head: head)
  }

  /// What the network should say for a figure of a head, of a network with these sums.
  func output(for figure: Double, head: Int, _ sums: OperatorSums) -> Double {
    scales[head].output(for: figure / anchor(sums, head: head))
  }

  /// What the ridge regression says, where figures are learned as multiples of that.
  private func anchor(_ sums: OperatorSums, head: Int) -> Double {
    guard let ridge, let value = ridge.predict(sums, target: head) else { return 1 }
    // A regression may fall below 0 far from what it has seen; a figure may not.
    return max(value, 1e-6)
  }

  /// What the network reads of a graph.
  package func input(_ graph: EncodedGraph) -> EncodedGraph {
    scaling?.apply(to: graph) ?? graph
  }

  /// The figures of networks on every target, in SI units: a row a network, a column a target.
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
      outputs.enumerated().map { figure(Double($1), head: $0, network.sums) }
    }
  }

  /// The network's outputs for graphs that are scaled already; graphs that are encoded alike are
  /// computed once.
  func predictRaw(_ inputs: [EncodedGraph], on tape: inout Tape) -> [[Float]] {
    var places: [EncodedGraph: Int] = [:]
    var distinct: [EncodedGraph] = []
    let order = inputs.map { input in
      if let place = places[input] { return place }
      places[input] = distinct.count
      distinct.append(input)
      return distinct.count - 1
    }
    var rows: [[Float]] = []
    while rows.count < distinct.count {
      tape.reset()
      let batch = GraphBatch(Array(distinct[rows.count..<Self.end(after: rows.count, distinct)]))
      let variables = parameters.map { tape.constant($0.value) }
      var dropout: DropoutSource?
      let result = network.outputs(of: batch, variables, on: &tape, dropout: &dropout)
      let values = tape.value(result)
      for row in 0..<values.rows {
        rows.append((0..<values.columns).map { values[row, $0] })
      }
    }
    tape.reset()
    return order.map { rows[$0] }
  }

  /// Where the batch that begins at a graph ends: many small graphs or a few large ones. The figures do
  /// not depend on it but for rounding.
  private static func end(after start: Int, _ graphs: [EncodedGraph]) -> Int {
    var (end, nodes) = (start, 0)
    repeat {
      nodes += graphs[end].nodeCount
      end += 1
    } while end < graphs.count && nodes < 4096 && end - start < 1024
    return end
  }
}
