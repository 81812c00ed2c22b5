internal import RecordStreams

/// Watches how steady the figures are and what fails, and says so in the end.
struct NoiseWatch {
  /// More than this share between the quartiles is noise.
  private static let limit = 0.05
  /// More than this load from others disturbs.
  private static let loadLimit = 0.5

  private var hasWarned = false
  private var visits = 0
  private var unsteady: [(model: String, spread: Double)] = []
  private var drifting: [(model: String, drift: Double)] = []
  private var failures: [(reason: String, count: Int)] = []

  /// Looks at a visit; a warning when others are found to use the machine.
  mutating func add(_ visit: Visit, of model: String) -> String? {
    defer { visits += 1 }
    if let spread = visit.spread, spread.relative > Self.limit {
      unsteady.append((model, spread.relative))
    }
    if let failure = visit.failure { count(failure) }
    guard !hasWarned, let load = visit.conditions.number("load") else { return nil }
    // The load is a mean over a minute: the measuring itself is in it from the second visit on.
    let own = visits == 0 ? 0 : visit.conditions.number("threads") ?? 1
    guard load - own > Self.loadLimit else { return nil }
    hasWarned = true
    return "the machine is busy: its load is \(load)"
      + (own > 0 ? ", of which measuring makes \(whole(own))" : " before anything is measured")
  }

  /// Compares the rounds of a model.
  mutating func compare(_ visits: [Visit], of model: String) {
    let medians = visits.compactMap(\.spread?.median)
    guard let least = medians.min(), let most = medians.max(), most > least * (1 + Self.limit)
    else { return }
    drifting.append((model, most / least - 1))
  }

  private mutating func count(_ failure: Failure) {
    if let index = failures.firstIndex(where: { $0.reason == failure.reason }) {
      failures[index].count += 1
    } else {
      failures.append((failure.reason, 1))
    }
  }

  /// What there is to say of all visits.
  var summary: [String] {
    var lines: [String] = []
    if !failures.isEmpty {
      let reasons = failures.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
      let all = failures.reduce(0) { $0 + $1.count }
      lines.append("\(all) of \(visits) visits have failed: \(reasons)")
    }
    if let worst = unsteady.max(by: { $0.spread < $1.spread }) {
      lines.append(
        "\(unsteady.count) of \(visits) visits have samples that spread by more than "
          + "\(percent(Self.limit)) (quartiles over median), the most by "
          + "\(percent(worst.spread)): \(worst.model)")
    }
    if let worst = drifting.max(by: { $0.drift < $1.drift }) {
      lines.append(
        "\(drifting.count) models differ between rounds by more than \(percent(Self.limit)), "
          + "the most by \(percent(worst.drift)): \(worst.model)")
    }
    return lines
  }
}

extension Visit {
  /// How far the samples of the first figure that has some lie apart.
  var spread: SampleSpread? {
    figures.first { !$0.samples.isEmpty }.flatMap { SampleSpread($0.samples) }
  }

  /// What came of it, in a few words.
  var outcome: String {
    if let failure { return "\(failure.reason): \(failure.message)" }
    guard let spread, let figure = figures.first(where: { !$0.samples.isEmpty }) else {
      return figures.map { "\($0.metric) \($0.value ?? $0.samples[0]) \($0.unit)" }
        .joined(separator: ", ")
    }
    return "\(figure.metric) \(spread.median) \(figure.unit) in the middle of "
      + "\(figure.samples.count) samples, spread \(percent(spread.relative))"
  }
}

extension Conditions {
  /// A condition that is a number.
  fileprivate func number(_ key: String) -> Double? {
    self[key].flatMap { Double(String(decoding: $0, as: UTF8.self)) }
  }
}

/// A share in words. What a runner or a journal says may be any number.
private func percent(_ share: Double) -> String {
  "\(whole(share * 100)) %"
}

private func whole(_ value: Double) -> String {
  Int(exactly: value.rounded()).map(String.init) ?? "\(value)"
}
