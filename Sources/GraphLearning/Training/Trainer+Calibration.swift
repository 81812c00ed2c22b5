extension Trainer {
  /// How far the selected state is off on the rows that were held back to choose it; `nil` if none
  /// were.
  package mutating func calibration() -> Calibration? {
    guard !rows.validation.isEmpty else { return nil }
    let selected = selected
    let networks = Set(rows.validation.map { data.rows[$0].network }).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(networks, networks.indices))
    let figures = selected.predict(
      networks.map { (data.networks[$0].encoded, data.networks[$0].sums) }, on: &tape)
    var scores = Array(repeating: [Double](), count: selected.platforms.count)
    for row in rows.validation {
      let (figure, head) = (data.rows[row], head(ofRow: row))
      let prediction = figures[positions[figure.network] ?? 0][head]
      scores[head].append(Calibration.score(prediction: prediction, truth: figure.value))
    }
    return Calibration(scores: scores)
  }
}
