internal import Statistics

/// What `mill` knows of one target: the experts that were best, whose weighted geometric mean it says.
struct MillTarget: Sendable {
  /// The figure as a sum over nodes; none for searched cells.
  let additive: AdditiveModel?
  /// Whether that has a part in what is said; if not, it is for platforms that are learned later.
  let saysAdditive: Bool
  let expert: MillExpert?
  /// How far each training figure was from what is said without it, in units of the spread.
  let scores: [Double]
  /// The mean and the deviation of the logarithms of its training figures.
  let centre: (mean: Double, deviation: Double)
  /// The median of the spreads of its training networks, each left out.
  let typicalSpread: Double

  private static let mostPoints = 1200
  private static let comparedPoints = 400

  /// Chooses and fits experts: each candidate is fitted to at most `comparedPoints` figures, and what has the
  /// least mean error when each figure is left out is fitted to at most `mostPoints`.
  ///
  /// - Parameters:
  ///   - points: The networks.
  ///   - figures: Their figures, above 0; at least one.
  init(to points: [MillExpert.Point], _ figures: [Double]) {
    let isCell = points.allSatisfy(\.traits.isCell)
    let logs = figures.map { Logarithm.natural($0) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let square = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
    centre = (mean, max(square.squareRoot(), 1e-3))
    let few = Self.evenly(points.count, Self.comparedPoints)
    let choice = Self.choose(few.map { points[$0] }, few.map { figures[$0] }, isCell: isCell)
    let all = Self.evenly(points.count, Self.mostPoints)
    let fitted = Fitted(choice, to: all.map { points[$0] }, all.map { figures[$0] })
    saysAdditive = choice.isAdditive
    additive =
      isCell || choice.isAdditive
      ? fitted.additive : AdditiveModel(to: all.map { points[$0] }, all.map { figures[$0] })
    expert = fitted.expert
    scores = fitted.scores(all.map { figures[$0] })
    let spreads = fitted.leftOut.map(\.spread).sorted()
    typicalSpread = Quantile.linear(0.5, of: spreads)
  }

  /// A target as a checkpoint keeps it.
  init(
    additive: AdditiveModel?, saysAdditive: Bool, expert: MillExpert?, scores: [Double],
    centre: (mean: Double, deviation: Double), typicalSpread: Double
  ) {
    self.saysAdditive = saysAdditive
    self.typicalSpread = typicalSpread
    self.additive = additive
    self.expert = expert
    self.scores = scores
    self.centre = centre
  }

  /// The figure of a network, and how uncertain its logarithm is.
  func predict(_ point: MillExpert.Point, withSpread: Bool) -> (value: Double, spread: Double) {
    // Two are weighed by their spreads.
    let withSpread = withSpread || (saysAdditive && expert != nil)
    let said = [
      saysAdditive ? additive?.predict(point, withSpread: withSpread) : nil,
      expert?.predict(point, withSpread: withSpread),
    ].compactMap(\.self)
      .filter { $0.value.isFinite && $0.value > 0 }
    guard !said.isEmpty else { return (.nan, .infinity) }
    return Self.mean(said)
  }

  /// The share of a network's figure that nodes of operators that no training network has are likely to
  /// take: by roofline times, or by their number.
  func foreignShare(_ point: MillExpert.Point, _ operators: Set<String>) -> Double {
    var (foreign, all) = (0.0, 0.0)
    if let costs = additive?.costs {
      for (work, time) in zip(point.traits.works, costs(point)) {
        let time = time * work.count
        all += time
        if !operators.contains(work.kind) { foreign += time }
      }
    } else {
      for (kind, count) in point.traits.blocks[.operators] ?? [:] {
        all += count
        if !operators.contains(kind) { foreign += count }
      }
    }
    return all > 0 ? foreign / all : 0
  }

  // MARK: Parts

  /// What is fitted.
  private struct Choice {
    var isAdditive = false
    var recipe: MillRecipe?
    var isRobust = false
  }

  /// A choice fitted, with what it says of its training networks when each is left out.
  private struct Fitted {
    private(set) var additive: AdditiveModel?
    private(set) var expert: MillExpert?
    /// What each expert says of each network.
    private var said: [[(value: Double, spread: Double)]] = []

    private static let rounds = 2

    init(_ choice: Choice, to points: [MillExpert.Point], _ figures: [Double]) {
      if choice.isAdditive {
        var model = AdditiveModel(to: points, figures)
        var result = model.leftOut(points, figures)
        for _ in 0..<(choice.isRobust ? Self.rounds : 0) {
          model = AdditiveModel(
            to: points, figures, multiples: model.process.heavyTailed(result.left))
          result = model.leftOut(points, figures)
        }
        additive = model
        said.append(zip(result.values, result.spreads).map { ($0, $1) })
      }
      if let recipe = choice.recipe {
        var model = MillExpert(recipe, to: points, figures)
        var result = model.leftOut(figures)
        for _ in 0..<(choice.isRobust ? Self.rounds : 0) {
          model = MillExpert(
            recipe, to: points, figures, multiples: model.process.heavyTailed(result.left))
          result = model.leftOut(figures)
        }
        expert = model
        said.append(zip(result.values, result.spreads).map { ($0, $1) })
      }
    }

    /// What is said of each network.
    var leftOut: [(value: Double, spread: Double)] {
      (said.first ?? []).indices.map { index in MillTarget.mean(said.map { $0[index] }) }
    }

    func scores(_ figures: [Double]) -> [Double] {
      zip(leftOut, figures).map { said, figure in
        Calibration.score(prediction: said.value, truth: figure) / max(said.spread, 1e-9)
      }
    }

    /// The mean error of the logarithm, where a gross one counts as 1, when each expert has an equal say: one
    /// joins another only if it deserves that.
    func error(_ figures: [Double]) -> Double {
      figures.enumerated().reduce(0) { sum, item in
        let equal = MillTarget.mean(said.map { (value: $0[item.offset].value, spread: 1) })
        let score = Calibration.score(prediction: equal.value, truth: item.element)
        return sum + (score < 1 ? score : 1)
      } / Double(figures.count)
    }
  }

  private static func choose(
    _ points: [MillExpert.Point], _ figures: [Double], isCell: Bool
  ) -> Choice {
    var best = (error: Double.infinity, choice: Choice())
    func attempt(_ choice: Choice) -> Double {
      let error = Fitted(choice, to: points, figures).error(figures)
      if error < best.error { best = (error, choice) }
      return error
    }
    let knowsPlatforms = points.first.map { !$0.platforms.isEmpty } ?? false
    var recipes = knowsPlatforms ? MillRecipe.adaptations(isCell: isCell) : []
    // So few figures cannot tell candidates apart.
    if recipes.isEmpty || points.count > fewest {
      recipes += isCell ? MillRecipe.cells : MillRecipe.networks
    }
    var bestRecipe: (error: Double, recipe: MillRecipe?) = (.infinity, nil)
    for recipe in recipes {
      let error = attempt(Choice(recipe: recipe))
      if error < bestRecipe.error { bestRecipe = (error, recipe) }
    }
    if !isCell {
      _ = attempt(Choice(isAdditive: true))
      _ = attempt(Choice(isAdditive: true, recipe: bestRecipe.recipe))
    }
    if points.count > fewest {
      var robust = best.choice
      robust.isRobust = true
      _ = attempt(robust)
    }
    return best.choice
  }

  private static let fewest = 50

  /// The geometric mean of what is said, weighted by the inverse squares of spreads, so that what knows such
  /// networks has its way; its spread is the mean, so that what one of them doubts stays in doubt.
  private static func mean(
    _ said: [(value: Double, spread: Double)]
  ) -> (value: Double, spread: Double) {
    let least = said.reduce(Double.infinity) { min($0, max($1.spread, 1e-9)) }
    var (sum, weights, spreads) = (0.0, 0.0, 0.0)
    for (value, spread) in said {
      let share = least / max(spread, 1e-9)
      sum += share * share * Logarithm.natural(max(value, .leastNormalMagnitude))
      weights += share * share
      spreads += spread
    }
    return (Logarithm.exponential(sum / weights), spreads / Double(max(1, said.count)))
  }

  /// So many positions below `count`, evenly spread.
  private static func evenly(_ count: Int, _ most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }
}
