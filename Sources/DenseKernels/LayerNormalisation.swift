extension Matrix {
  /// Becomes the rows of `x` shifted and scaled to mean 0 and variance 1, times `gain` plus `shift`,
  /// both of one row (Ba and others, 2016); then, if `rectifying`, max(·, 0); then dropped by `mask`.
  ///
  /// `statistics`, two elements a row, keeps mean and 1/deviation for the gradient.
  package mutating func setLayerNormalised(
    _ x: Matrix, gain: Matrix, shift: Matrix, epsilon: Float, rectifying: Bool, mask: DropoutMask?,
    statistics: inout Matrix, on workers: Workers
  ) {
    precondition(hasSize(of: x) && statistics.rows == rows && statistics.columns == 2)
    precondition(gain.count == columns && shift.count == columns)
    let (rows, columns) = (rows, columns)
    // Blocks begin at a multiple of four elements, as the mask asks.
    let grain = (Workers.grain(elementsPerRow: columns) + 3) & ~3
    unsafe withMutableElements { y in
      unsafe x.withElements { x in
        unsafe gain.withElements { gain in
          unsafe shift.withElements { shift in
            unsafe statistics.withMutableElements { statistics in
              workers.forEachBlock(of: rows, grain: grain) { block in
                for row in block {
                  let (x, y) = unsafe (x + row * columns, y + row * columns)
                  let mean = unsafe sum(x, count: columns) / Float(columns)
                  for i in 0..<columns { unsafe y[i] = x[i] - mean }
                  let variance = unsafe dot(y, y, count: columns) / Float(columns)
                  let inverse = 1 / (variance + epsilon).squareRoot()
                  unsafe statistics[2 * row] = mean
                  unsafe statistics[2 * row + 1] = inverse
                  for i in 0..<columns { unsafe y[i] = y[i] * inverse * gain[i] + shift[i] }
                  if rectifying { for i in 0..<columns { unsafe y[i] = y[i] > 0 ? y[i] : 0 } }
                }
                if let mask, mask.rate > 0 {
                  let elements = block.lowerBound * columns..<block.upperBound * columns
                  unsafe mask.apply(to: y + elements.lowerBound, range: elements)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Turns the gradient of the result into that of the rows before gain and shift, in place: 0 where
  /// an element was rectified away or dropped.
  package mutating func maskNormalisationGradient(
    y: Matrix, mask: DropoutMask?, on workers: Workers
  ) {
    let scale = mask?.scale ?? 1
    unsafe update(from: y, on: workers) { g, y, count in
      for i in 0..<count {
        let gradient = unsafe g[i] * scale
        unsafe g[i] = y[i] != 0 ? gradient : 0
      }
    }
  }

  /// Becomes the gradient by `x` of a layer normalisation whose (unmasked) gradient is `g`, and adds
  /// the gradients by gain and shift to matrices of one row.
  ///
  /// With n the normalised row and d = g · gain: (d − mean(d) − n mean(d n)) / deviation.
  package mutating func setLayerNormalisationGradient(
    x: Matrix, g: Matrix, gain: Matrix, statistics: Matrix, gainGradient: inout Matrix,
    shiftGradient: inout Matrix
  ) {
    precondition(hasSize(of: x) && hasSize(of: g) && gain.count == columns)
    precondition(gainGradient.count == columns && shiftGradient.count == columns)
    let (rows, columns) = (rows, columns)
    unsafe withMutableElements { dx in
      unsafe x.withElements { x in
        unsafe g.withElements { g in
          unsafe gain.withElements { gain in
            unsafe statistics.withElements { statistics in
              unsafe gainGradient.withMutableElements { dGain in
                unsafe shiftGradient.withMutableElements { dShift in
                  for row in 0..<rows {
                    let first = row * columns
                    let (x, g, dx) = unsafe (x + first, g + first, dx + first)
                    let (mean, inverse) = unsafe (statistics[2 * row], statistics[2 * row + 1])
                    // dx holds d for a moment.
                    for i in 0..<columns {
                      let normal = unsafe (x[i] - mean) * inverse
                      unsafe dGain[i] += g[i] * normal
                      unsafe dShift[i] += g[i]
                      unsafe dx[i] = g[i] * gain[i]
                    }
                    let average = unsafe sum(dx, count: columns) / Float(columns)
                    // mean(d n) = (Σ d x − mean(x) Σ d) / (n · deviation)
                    let product = unsafe dot(dx, x, count: columns) / Float(columns)
                    let along = (product - mean * average) * inverse
                    for i in 0..<columns {
                      unsafe dx[i] = inverse * (dx[i] - average - (x[i] - mean) * inverse * along)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
