/// Makes one figure of many by a rule; keeps its working memory from one call to the next.
package struct SampleReducer: Sendable {
  /// The rule.
  package let rule: SampleRule
  /// The largest share that a rule that judges outliers may leave out.
  package let cap: Double
  private var sorted: [Double] = []

  /// Prepares for a rule.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - cap: The largest share that may be left out as outliers, from 0 to 1. Where the rule would
  ///     leave out more, those furthest from the median go and the others stay.
  package init(_ rule: SampleRule, cap: Double = 1) {
    self.rule = rule
    self.cap = cap
  }

  /// Reduces figures: at least one list, none of them empty, and none not finite.
  package mutating func reduce(_ samples: SampleLists) -> Reduction {
    var result = Reduction()
    result.total = samples.values.count
    switch rule {
    case .eagle: reduceByQuartiles(samples, into: &result)
    case .mean, .median, .min: reduceAll(samples.values, into: &result)
    case .trimmed(let share): trim(samples.values, share, into: &result)
    case .mad, .iqr: leaveOutOutliers(of: samples.values, into: &result)
    }
    return result
  }

  private mutating func sort(_ values: ArraySlice<Double>) {
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: values)
    sorted.sort()
  }

  private mutating func reduceAll(_ values: [Double], into result: inout Reduction) {
    switch rule {
    case .median:
      sort(values[...])
      result.value = Quantile.median(of: sorted)
    case .min: result.value = values.min() ?? .nan
    default: result.value = values.mean
    }
    result.kept = values.count
    result.deviation = values.sampleDeviation
  }

  // MARK: Eagle

  private mutating func reduceByQuartiles(_ samples: SampleLists, into result: inout Reduction) {
    var means: [Double] = []
    means.reserveCapacity(samples.ends.count)
    var (below, above): ([Int], [Int]) = ([], [])
    var isKept = [Bool](repeating: true, count: samples.values.count)
    for list in samples.lists {
      let (low, high) = quartiles(of: samples.values[list])
      var (sum, count) = (0.0, 0)
      for place in list {
        let value = samples.values[place]
        if value < low {
          below.append(place)
        } else if value > high {
          above.append(place)
        } else {
          sum += value
          count += 1
          continue
        }
        isKept[place] = false
      }
      if count == 0 { result.medians += 1 }
      means.append(count > 0 ? sum / Double(count) : Quantile.median(of: sorted))
    }
    let (low, high) = quartiles(of: means[...])
    var (listsBelow, listsAbove): ([Int], [Int]) = ([], [])
    var (sum, count) = (0.0, 0)
    for (list, mean) in zip(samples.lists, means) {
      if mean >= low, mean <= high {
        sum += mean
        count += 1
        continue
      }
      let places = list.filter { isKept[$0] }
      if mean < low { listsBelow += places } else { listsAbove += places }
      for place in places { isKept[place] = false }
    }
    if count == 0 { result.medians += 1 }
    result.value = count > 0 ? sum / Double(count) : Quantile.median(of: sorted)
    keep(isKept, of: samples.values, into: &result)
    result.leftOut = Self.leftOut([
      (.belowLowerQuartile, below), (.aboveUpperQuartile, above), (.listBelow, listsBelow),
      (.listAbove, listsAbove),
    ])
  }

  /// The first and third quartile; leaves the values sorted in `sorted`.
  private mutating func quartiles(of values: ArraySlice<Double>) -> (low: Double, high: Double) {
    sort(values)
    return (Quantile.linear(0.25, of: sorted), Quantile.linear(0.75, of: sorted))
  }

  // MARK: Trimming and outliers

  private mutating func trim(
    _ values: [Double], _ share: Double, into result: inout Reduction
  ) {
    let cut = Int(Double(values.count) * share)
    // Of equal figures the earlier one counts as the smaller.
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let (low, high) = (order.prefix(cut).sorted(), order.suffix(cut).sorted())
    finish(leavingOut: low, .trimmedLow, high, .trimmedHigh, of: values, into: &result)
  }

  private mutating func leaveOutOutliers(of values: [Double], into result: inout Reduction) {
    sort(values[...])
    let (median, bounds) = (Quantile.median(of: sorted), bounds())
    var outliers = values.indices.filter { !bounds.contains(values[$0]) }
    let limit = Int(Double(values.count) * cap)
    if outliers.count > limit {
      result.spared = outliers.count - limit
      outliers.sort { (-abs(values[$0] - median), $0) < (-abs(values[$1] - median), $1) }
      outliers = outliers.prefix(limit).sorted()
    }
    finish(
      leavingOut: outliers.filter { values[$0] < median }, .outlierLow,
      outliers.filter { values[$0] > median }, .outlierHigh, of: values, into: &result)
  }

  /// The figures that are no outliers among those in `sorted`.
  private func bounds() -> ClosedRange<Double> {
    switch rule {
    case .iqr(let factor):
      let (low, high) = (Quantile.linear(0.25, of: sorted), Quantile.linear(0.75, of: sorted))
      let reach = factor * (high - low)
      return low - reach...high + reach
    case .mad(let limit):
      // B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers, 1993: |x - median| is held
      // against limit · MAD / 0.6745, and against the mean deviation where more than half of the
      // figures are equal.
      let median = Quantile.median(of: sorted)
      let distances = sorted.map { abs($0 - median) }
      let mad = Quantile.median(of: distances.sorted())
      let reach = limit * (mad > 0 ? mad / 0.6745 : distances.mean * 1.253314)
      return median - reach...median + reach
    default: return -.infinity ... .infinity
    }
  }

  private func finish(
    leavingOut low: [Int], _ lowReason: Reduction.Reason, _ high: [Int],
    _ highReason: Reduction.Reason, of values: [Double], into result: inout Reduction
  ) {
    var isKept = [Bool](repeating: true, count: values.count)
    for place in low + high { isKept[place] = false }
    keep(isKept, of: values, into: &result)
    result.value = zip(values, isKept).lazy.filter(\.1).map(\.0).mean
    result.leftOut = Self.leftOut([(lowReason, low), (highReason, high)])
  }

  private func keep(_ isKept: [Bool], of values: [Double], into result: inout Reduction) {
    let kept = values.indices.lazy.filter { isKept[$0] }.map { values[$0] }
    var (sum, count) = (0.0, 0)
    for value in kept {
      sum += value
      count += 1
    }
    result.kept = count
    guard count > 1 else { return }
    let mean = sum / Double(count)
    var squares = 0.0
    for value in kept { squares += (value - mean) * (value - mean) }
    result.deviation = (squares / Double(count - 1)).squareRoot()
  }

  private static func leftOut(
    _ groups: [(reason: Reduction.Reason, places: [Int])]
  ) -> [Reduction.LeftOut] {
    groups.filter { !$0.places.isEmpty }.map {
      Reduction.LeftOut(reason: $0.reason, places: $0.places)
    }
  }
}
