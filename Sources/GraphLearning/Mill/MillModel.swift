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
        data.networks[row.network].encoded.traits.map { traits in
          MillExpert.Point(
            traits: traits, platforms: Self.standing(traits, models: models, known, count: first))
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
  /// takes longer, and is 0 where it is not wanted.
  package func predict(
    _ traits: NetworkTraits, withSpread: Bool = true
  ) -> [(value: Double, spread: Double)] {
    let most = known.max() ?? 0
    let standing = Self.standing(traits, models: targets, known, count: most)
    let isForeign = withSpread && !foreign(traits).isEmpty
    return zip(targets, known).map { target, known in
      var said = target.predict(
        MillExpert.Point(traits: traits, platforms: Array(standing.prefix(known))),
        withSpread: withSpread)
      if isForeign {
        // What such nodes take is known to a factor of about e.
        let share = target.foreignShare(traits, operators)
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
      let names = [target.additive.map { _ in "nodes" }, target.expert?.recipe.name]
      let process = target.additive?.process ?? target.expert?.process
      return names.compactMap(\.self).joined(separator: " + ")
        + (process?.multiples.contains { $0 != 1 } ?? false ? ", heavy tails" : "")
    }
  }

  /// The operators of a network that no training network has.
  package func foreign(_ traits: NetworkTraits) -> [String] {
    (traits.blocks[.operators] ?? [:]).keys.filter { !operators.contains($0) }.sorted()
  }

  /// Standardised logarithms of what is said on the first targets.
  private static func standing(
    _ traits: NetworkTraits, models: [MillTarget], _ known: [Int], count: Int
  ) -> [Double] {
    var standing: [Double] = []
    for index in 0..<count {
      let target = models[index]
      let point = MillExpert.Point(
        traits: traits, platforms: Array(standing.prefix(known[index])))
      let value = Logarithm.natural(
        max(target.predict(point, withSpread: false).value, .leastNormalMagnitude))
      let place = (value - target.centre.mean) / target.centre.deviation
      standing.append(place.isFinite ? max(-5, min(5, place)) : 0)
    }
    return standing
  }
}
