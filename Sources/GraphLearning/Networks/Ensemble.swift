/// Several predictors of the same figures, whose mean is more often right than one of them.
package struct Ensemble: Sendable {
  /// The predictors; at least one.
  package let members: [TrainedPredictor]

  /// Predictors that read the same encoding and predict the same targets.
  ///
  /// - Throws: If they do not, naming what differs from the first.
  package init(_ members: [TrainedPredictor]) throws(TrainingError) {
    guard let first = members.first else { throw TrainingError("an ensemble of no predictors") }
    for (index, member) in members.enumerated() {
      guard member.configuration.encoding == first.configuration.encoding else {
        throw TrainingError(
          "predictor \(index + 1) reads \(member.configuration.encoding.rawValue), the first one "
            + first.configuration.encoding.rawValue)
      }
      guard member.targets == first.targets else {
        throw TrainingError("predictor \(index + 1) predicts other targets than the first one")
      }
    }
    self.members = members
  }

  /// The figures of each member, and the mean of them all.
  ///
  /// - Parameters:
  ///   - networks: What was encoded, before scaling.
  ///   - tape: The tape to compute on; it is reset.
  /// - Returns: For each member, and for the mean, a row a network and a column a target.
  package func predict(
    _ networks: [(encoded: EncodedGraph, sums: OperatorSums?)], on tape: inout Tape
  ) -> (members: [[[Double]]], mean: [[Double]]) {
    predict(networks.map { (prepare($0.encoded), $0.sums) }, on: &tape)
  }

  /// What each member reads of a graph.
  func prepare(_ graph: EncodedGraph) -> [PreparedGraph] { members.map { $0.prepare(graph) } }

  /// The same of networks that were prepared for each member.
  func predict(
    _ networks: [(graphs: [PreparedGraph], sums: OperatorSums?)], on tape: inout Tape
  ) -> (members: [[[Double]]], mean: [[Double]]) {
    let all = members.enumerated().map { index, member in
      member.predict(networks.map { ($0.graphs[index], $0.sums) }, on: &tape)
    }
    guard all.count > 1 else { return (all, all[0]) }
    let mean = networks.indices.map { network in
      all[0][network].indices.map { head in
        all.reduce(0) { $0 + $1[network][head] } / Double(all.count)
      }
    }
    return (all, mean)
  }
}
