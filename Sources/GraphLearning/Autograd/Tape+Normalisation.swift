package import DenseKernels

extension Tape {
  /// Rows shifted and scaled to mean 0 and variance 1, times `gain` plus `shift`; then, if
  /// `rectifying`, max(·, 0); then dropout.
  package mutating func layerNormalise(
    _ x: Variable, gain: Variable, shift: Variable, rectifying: Bool = false,
    dropout mask: DropoutMask? = nil
  ) -> Variable {
    var y = matrix(rows: value(x).rows, columns: value(x).columns)
    var rowStatistics = matrix(rows: value(x).rows, columns: 2)
    y.setLayerNormalised(
      value(x), gain: value(gain), shift: value(shift), epsilon: 1e-5, rectifying: rectifying,
      mask: mask, statistics: &rowStatistics, on: workers)
    let statistics = keep(rowStatistics)
    let isMasked = rectifying || (mask?.rate ?? 0) > 0
    return recordWithResult(y, from: [x, gain, shift]) { tape, g, y in
      let workers = tape.workers
      let (input, output) = (tape.value(x), tape.value(y))
      let (factor, statistics) = (tape.value(gain), tape.value(statistics))
      var dense = tape.matrix(rows: g.rows, columns: g.columns)
      dense.set(to: g, on: workers)
      if isMasked { dense.maskNormalisationGradient(y: output, mask: mask, on: workers) }
      var (dGain, dShift) = (
        tape.matrix(rows: 1, columns: g.columns), tape.matrix(rows: 1, columns: g.columns)
      )
      dGain.setZero()
      dShift.setZero()
      var dx = tape.matrix(rows: g.rows, columns: g.columns)
      dx.setLayerNormalisationGradient(
        x: input, g: dense, gain: factor, statistics: statistics, gainGradient: &dGain,
        shiftGradient: &dShift)
      tape.contribute(dx, to: x)
      tape.contribute(dGain, to: gain)
      tape.contribute(dShift, to: shift)
      tape.recycle(dense)
    }
  }
}
