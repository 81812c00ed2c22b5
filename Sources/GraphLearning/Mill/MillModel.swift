internal import Statistics

/// Our own predictor: for each target the Gaussian processes and node-wise sums that its own training
/// figures speak for, over one reading of every network (`NetworkTraits`).
///
/// A model that knows some platforms learns another one from few figures: what it says of a network on
/// those becomes a feature, so that the new platform is placed among them.
package struct MillModel: Sendable {
  /// What is known of each target.
  let targets: [MillTarget]
  /// How many targets, from the first, each was told of.
  let known: [Int]
  /// The operators of the training networks.
  let operators: Set<String>

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - rows: The rows to learn from.
  ///   - data: The networks, encoded as `mill`, and their figures.
  ///   - targets: What is to be known, those of `basis` first.
  ///   - basis: A model of the first targets, which stays as it is.
  init(to rows: [Int], of data: TrainingData, targets: [Target], basis: MillModel? = nil) {
    var models = basis?.targets ?? []
    var known = basis?.known ?? []
    var operators = basis?.operators ?? []
    let first = models.count
    for target in targets.dropFirst(first) {
      let own = rows.map { data.rows[$0] }.filter { data.targets[$0.target] == target }
      let points = own.compactMap { row in
        data.networks[row.network].encoded.traits.map {
          Self.point($0, models: models, known, count: first)
        }
      }
      for point in points { operators.formUnion((point.traits.blocks[.operators] ?? [:]).keys) }
      models.append(MillTarget(to: points, own.map(\.value)))
      known.append(first)
    }
    self.targets = models
    self.known = known
    self.operators = operators
  }

  /// A model as a checkpoint keeps it.
  init(targets: [MillTarget], known: [Int], operators: Set<String>) {
    self.targets = targets
    self.known = known
    self.operators = operators
  }

  /// What is said of a network on every target, and how uncertain the logarithm of each figure is; that
  /// takes longer, and may be 0 where it is not wanted.
  package func predict(
    _ traits: NetworkTraits, withSpread: Bool = true
  ) -> [(value: Double, spread: Double)] {
    let whole = Self.point(traits, models: targets, known, count: known.max() ?? 0)
    let isForeign = withSpread && !foreign(traits).isEmpty
    return zip(targets, known).map { target, known in
      let point = whole.knowing(known)
      var said = target.predict(point, withSpread: withSpread)
      if isForeign {
        // What such nodes take is known to a factor of about e.
        let share = target.foreignShare(point, operators)
        said.spread = (said.spread * said.spread + share * share).squareRoot()
      }
      return said
    }
  }

  /// Why a network is unlike those that were learned from.
  ///
  /// - Parameters:
  ///   - traits: The network.
  ///   - spread: What `predict` says of the target.
  ///   - target: The target's position.
  /// - Returns: Operators that none of them has, and a spread far above theirs; nothing for a network that
  ///   is like them.
  package func strangeness(
    of traits: NetworkTraits, spread: Double, target: Int
  ) -> [String] {
    var reasons = foreign(traits).map { "operator \($0)" }
    let times = spread / max(targets[target].typicalSpread, 1e-9)
    if times > Self.strange {
      let tenths = min((times * 10).rounded() / 10, 1e6)
      reasons.append("\(tenths) times as uncertain as training networks")
    }
    return reasons
  }

  private static let strange = 2.5

  /// The calibration that follows from the training figures when each is left out.
  package var calibration: Calibration { Calibration(scores: targets.map(\.scores)) }

  /// What was chosen for each target, in words.
  package var choices: [String] {
    targets.map { target in
      let names = [target.saysAdditive ? "nodes" : nil, target.expert?.recipe.name]
      let process = target.expert?.process ?? target.additive?.process
      return names.compactMap(\.self).joined(separator: " + ")
        + (process?.multiples.contains { $0 != 1 } ?? false ? ", heavy tails" : "")
    }
  }

  /// The operators of a network that no training network has.
  package func foreign(_ traits: NetworkTraits) -> [String] {
    (traits.blocks[.operators] ?? [:]).keys.filter { !operators.contains($0) }.sorted()
  }

  /// A network with what is said of it on the first targets: of the whole, as standardised logarithms, and
  /// of each node.
  private static func point(
    _ traits: NetworkTraits, models: [MillTarget], _ known: [Int], count: Int
  ) -> MillExpert.Point {
    var whole = MillExpert.Point(traits: traits, platforms: [], times: [])
    for index in 0..<count {
      let target = models[index]
      let point = whole.knowing(known[index])
      let value = Logarithm.natural(
        max(target.predict(point, withSpread: false).value, .leastNormalMagnitude))
      let place = (value - target.centre.mean) / target.centre.deviation
      whole.platforms.append(place.isFinite ? max(-5, min(5, place)) : 0)
      whole.times.append(target.additive?.times(point) ?? traits.works.map { _ in 0 })
    }
    return whole
  }
}
