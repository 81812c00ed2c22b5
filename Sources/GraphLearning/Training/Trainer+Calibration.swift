extension Trainer {
  /// How far the selected state is off on the rows that were held back to choose it; `nil` if none
  /// were.
  package mutating func calibration() -> Calibration? {
    guard !rows.validation.isEmpty, !isComparing else { return nil }
    let selected = selected
    let networks = Set(validationSamples.map(\.network)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    let figures = selected.predict(
      networks.map { (data.networks[$0].encoded, data.networks[$0].sums) }, on: &tape)
    var scores = Array(repeating: [Double](), count: selected.targets.count)
    for sample in validationSamples {
      for entry in sample.entries {
        let prediction = figures[positions[sample.network] ?? 0][entry.head]
        scores[entry.head].append(
          Calibration.score(prediction: prediction, truth: data.rows[entry.row].value))
      }
    }
    return Calibration(scores: scores)
  }
}
