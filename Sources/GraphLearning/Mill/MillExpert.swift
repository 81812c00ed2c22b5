internal import Statistics

/// A recipe fitted to the figures of one target.
struct MillExpert: Sendable {
  let recipe: MillRecipe
  /// The columns of each part; empty for what is said of other platforms.
  let columns: [FeatureColumns]
  let process: KernelProcess
  /// The least that is predicted.
  let least: Double

  /// A network with what is known of it.
  struct Point: Sendable {
    let traits: NetworkTraits
    /// What is said of it on the platforms known before, as standardised logarithms.
    var platforms: [Double]
    /// What each of its distinct nodes takes on those platforms.
    var times: [[Double]]

    /// The same with what is known of the first platforms alone.
    func knowing(_ count: Int) -> Point {
      Point(
        traits: traits, platforms: Array(platforms.prefix(count)), times: Array(times.prefix(count))
      )
    }

    /// What the time of a distinct node is a sum of.
    func amounts(_ work: Int) -> [Double] { traits.works[work].amounts + times.map { $0[work] } }
  }

  /// Fits a recipe.
  init(_ recipe: MillRecipe, to points: [Point], _ figures: [Double], multiples: [Double]? = nil) {
    self.recipe = recipe
    let columns = recipe.parts.map { part in
      switch part.source {
      case .blocks(let blocks): FeatureColumns(of: points.map(\.traits), blocks)
      case .platforms: FeatureColumns(names: [], shifts: [], factors: [])
      }
    }
    self.columns = columns
    let features = points.map { Self.features($0, recipe, columns) }
    let widths = features.first?.map(\.count) ?? []
    process = KernelProcess(
      zip(recipe.parts, widths).map { ($0.shape, $1) },
      widths.indices.map { part in features.flatMap { $0[part] } },
      figures.map { recipe.isLogarithmic ? Logarithm.natural($0) : $0 }, multiples: multiples)
    least = (figures.min() ?? 0) / 4
  }

  /// An expert as a checkpoint keeps it.
  init(_ recipe: MillRecipe, columns: [FeatureColumns], process: KernelProcess, least: Double) {
    self.recipe = recipe
    self.columns = columns
    self.process = process
    self.least = least
  }

  /// The figure of a network, and how uncertain its logarithm is.
  func predict(_ point: Point, withSpread: Bool) -> (value: Double, spread: Double) {
    let (value, deviation) = process.predict(
      Self.features(point, recipe, columns), withDeviation: withSpread)
    return figure(value, deviation)
  }

  /// What is said of the training networks when each is left out.
  func leftOut(_ figures: [Double]) -> (
    values: [Double], spreads: [Double], left: KernelProcess.LeftOut
  ) {
    let left = process.leftOut(
      figures.map { recipe.isLogarithmic ? Logarithm.natural($0) : $0 })
    let all = zip(left.predictions, left.deviations).map { figure($0, $1) }
    return (all.map(\.value), all.map(\.spread), left)
  }

  private func figure(_ value: Double, _ deviation: Double) -> (value: Double, spread: Double) {
    guard !recipe.isLogarithmic else { return (Logarithm.exponential(value), deviation) }
    let held = max(value, least)
    return (held, deviation / held)
  }

  private static func features(
    _ point: Point, _ recipe: MillRecipe, _ columns: [FeatureColumns]
  ) -> [[Double]] {
    zip(recipe.parts, columns).map { part, columns in
      part.source == .platforms ? point.platforms : columns(point.traits)
    }
  }
}
