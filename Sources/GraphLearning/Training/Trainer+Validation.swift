internal import DenseKernels

extension Trainer {
  /// Notes the MAPE and the loss on the validation samples, where there are any.
  mutating func validate(_ report: inout EpochReport) {
    let networks = Set(validationSamples.map(\.network)).sorted()
    guard !networks.isEmpty else { return }
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    let outputs = predictor.predictRaw(
      networks.map { PreparedGraph(inputs[$0], for: predictor.network) }, on: &tape)
    var errors = Array(repeating: (sum: 0.0, count: 0.0), count: predictor.targets.count)
    var (said, wanted, heads): ([Float], [Float], [Int]) = ([], [], [])
    for sample in validationSamples {
      let sums = data.networks[sample.network].sums
      for entry in sample.entries {
        let output = outputs[positions[sample.network] ?? 0][entry.head]
        let truth = data.rows[entry.row].value
        let figure = predictor.figure(Double(output), head: entry.head, sums)
        errors[entry.head].sum += abs(figure - truth) / truth
        errors[entry.head].count += 1
        said.append(output)
        wanted.append(entry.output)
        heads.append(entry.head)
      }
    }
    if isComparing {
      report.validationLoss = Self.misordered(said, wanted)
      return
    }
    let means = errors.filter { $0.count > 0 }.map { $0.sum / $0.count }
    report.validation = means.reduce(0, +) / Double(means.count)
    // GENNAPE chooses its best epoch by the order that it says.
    report.validationLoss =
      predictor.network is GENNAPENetwork
      ? Self.misordered(said, wanted)
      : Double(predictor.configuration.loss(said[...], wanted, groups: heads).loss)
  }

  /// The share of pairs that are in another order than they should be.
  private static func misordered(_ said: [Float], _ wanted: [Float]) -> Double {
    var (wrong, all) = (0, 0)
    for i in said.indices {
      for j in said.indices where wanted[i] > wanted[j] {
        all += 1
        if said[i] <= said[j] { wrong += 1 }
      }
    }
    return Double(wrong) / Double(max(1, all))
  }
}
