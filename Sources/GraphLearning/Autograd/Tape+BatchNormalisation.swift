internal import DenseKernels

extension Tape {
  /// Columns shifted and scaled to mean 0 and variance 1, times `gain` plus `shift`, as
  /// `torch.nn.BatchNorm1d`: in training by the statistics of these rows, which running averages then
  /// move a tenth towards, else by those averages.
  ///
  /// - Parameters:
  ///   - x: [rows, columns].
  ///   - gain: [1, columns].
  ///   - shift: [1, columns].
  ///   - running: The averages, [1, columns] each.
  ///   - weights: How often each row counts, where one stands for several nodes.
  /// - Returns: [rows, columns].
  package mutating func batchNormalise(
    _ x: Variable, gain: Variable, shift: Variable, running: (mean: Variable, variance: Variable),
    weights: [Float]? = nil
  ) -> Variable {
    let followsStatistics = isTraining && value(x).rows > 0
    let statistics: ColumnStatistics
    if followsStatistics {
      statistics = ColumnStatistics(of: value(x), weights: weights)
      update(running, by: statistics)
    } else {
      statistics = ColumnStatistics(
        mean: Array(value(running.mean).elements),
        variance: Array(value(running.variance).elements))
    }
    let inverse = statistics.inverseDeviations(epsilon: 1e-5)
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    y.setBatchNormalised(
      value(x), mean: statistics.mean, inverse: inverse, gain: value(gain), shift: value(shift),
      on: workers)
    return record(y, from: [x, gain, shift]) { tape, g in
      let (input, factor) = (tape.value(x), tape.value(gain))
      var (dGain, dShift) = (
        tape.matrix(rows: 1, columns: g.columns), tape.matrix(rows: 1, columns: g.columns)
      )
      dGain.setZero()
      dShift.setZero()
      var dx = tape.matrix(rows: g.rows, columns: g.columns)
      dx.setBatchNormalisationGradient(
        x: input, g: g, gain: factor, statistics: statistics, inverse: inverse, weights: weights,
        followsStatistics: followsStatistics, gainGradient: &dGain, shiftGradient: &dShift)
      tape.contribute(dx, to: x)
      tape.contribute(dGain, to: gain)
      tape.contribute(dShift, to: shift)
    }
  }

  /// Moves running averages; the variance is over one row less, as PyTorch has it.
  private mutating func update(
    _ running: (mean: Variable, variance: Variable), by statistics: ColumnStatistics
  ) {
    let momentum: Float = 0.1
    let unbiased = Float(statistics.count / max(1, statistics.count - 1))
    for (variable, now, factor) in [
      (running.mean, statistics.mean, 1), (running.variance, statistics.variance, unbiased),
    ] {
      var average = value(variable)
      for (column, now) in now.enumerated() {
        average.storage[column] += momentum * (factor * now - average.storage[column])
      }
      note(average, for: variable)
    }
  }
}
