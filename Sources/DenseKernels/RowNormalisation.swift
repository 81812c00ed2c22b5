/// Rows shorter than this are divided by it instead of by their length (PyTorch's `normalize`).
private let shortest: Float = 1e-12

extension Matrix {
  /// Becomes the rows of `x` divided by their Euclidean length, then, if `rectifying`, max(·, 0),
  /// then dropped by `mask`. `inverseLengths`, one element a row, keeps 1/length for the gradient.
  package mutating func setNormalised(
    _ x: Matrix, rectifying: Bool, mask: DropoutMask?, inverseLengths: inout Matrix,
    on workers: Workers
  ) {
    precondition(hasSize(of: x) && inverseLengths.rows == rows && inverseLengths.columns == 1)
    let (rows, columns) = (rows, columns)
    // Blocks begin at a multiple of four elements, as the mask asks.
    let grain = (Workers.grain(elementsPerRow: columns) + 3) & ~3
    unsafe withMutableElements { y in
      unsafe x.withElements { x in
        unsafe inverseLengths.withMutableElements { inverses in
          workers.forEachBlock(of: rows, grain: grain) { block in
            for row in block {
              let x = unsafe x + row * columns
              let inverse = unsafe 1 / max(dot(x, x, count: columns).squareRoot(), shortest)
              unsafe inverses[row] = inverse
              let y = unsafe y + row * columns
              if rectifying {
                for i in 0..<columns { unsafe y[i] = x[i] > 0 ? x[i] * inverse : 0 }
              } else {
                for i in 0..<columns { unsafe y[i] = x[i] * inverse }
              }
            }
            let elements = block.lowerBound * columns..<block.upperBound * columns
            if let mask, mask.rate > 0 {
              unsafe mask.apply(to: y + elements.lowerBound, range: elements)
            }
          }
        }
      }
    }
  }

  /// Becomes the gradient by `x` of `setNormalised`, whose result was `y` and whose gradient is `g`.
  ///
  /// With n = x/|x| and d the gradient by n: (d - n (n·d)) / |x|. Where an element was rectified
  /// away or dropped, d is 0, and elsewhere `y` is `scale` times n: hence n·d = y·g.
  package mutating func setNormalisationGradient(
    x: Matrix, y: Matrix, g: Matrix, rectifying: Bool, mask: DropoutMask?,
    inverseLengths: Matrix, on workers: Workers
  ) {
    precondition(hasSize(of: x) && hasSize(of: y) && hasSize(of: g))
    let (rows, columns) = (rows, columns)
    let scale = mask?.scale ?? 1
    let isMasked = rectifying || (mask?.rate ?? 0) > 0
    unsafe withMutableElements { dx in
      unsafe x.withElements { x in
        unsafe y.withElements { y in
          unsafe g.withElements { g in
            unsafe inverseLengths.withElements { inverses in
              let grain = Workers.grain(elementsPerRow: columns)
              workers.forEachBlock(of: rows, grain: grain) { block in
                for row in block {
                  let first = row * columns
                  let (x, y, g) = unsafe (x + first, y + first, g + first)
                  let dx = unsafe dx + first
                  let inverse = unsafe inverses[row]
                  // A row of zeros is divided by a constant, so nothing flows through its length.
                  let isShort = inverse >= 1 / shortest
                  let along = unsafe isShort ? 0 : dot(y, g, count: columns)
                  let (direct, back) = (scale * inverse, along * inverse * inverse)
                  if isMasked {
                    for i in 0..<columns {
                      // Loaded whatever the mask says, or the loop would branch at every element.
                      let g = unsafe g[i] * direct
                      unsafe dx[i] = (y[i] != 0 ? g : 0) - x[i] * back
                    }
                  } else {
                    for i in 0..<columns { unsafe dx[i] = g[i] * direct - x[i] * back }
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
