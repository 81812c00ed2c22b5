extension Matrix {
  /// Every row becomes the largest of the rows of `x` that the pattern names, element by element; 0
  /// where it names none.
  package mutating func setMaximum(of x: Matrix, over pattern: SparsePattern, on workers: Workers) {
    precondition(rows == pattern.rows && columns == x.columns && x.rows == pattern.columns)
    let (rows, columns) = (rows, columns)
    setZero()
    unsafe withMutableElements { y in
      unsafe x.withElements { x in
        workers.forEachBlock(of: rows, grain: Workers.grain(elementsPerRow: columns)) { block in
          for row in block {
            let y = unsafe y + row * columns
            let entries = pattern.offsets[row]..<pattern.offsets[row + 1]
            guard let first = entries.first else { continue }
            unsafe y.update(from: x + Int(pattern.indices[first]) * columns, count: columns)
            for entry in entries.dropFirst() {
              let x = unsafe x + Int(pattern.indices[entry]) * columns
              for i in 0..<columns { unsafe y[i] = x[i] > y[i] ? x[i] : y[i] }
            }
          }
        }
      }
    }
  }

  /// Adds the gradient by `x` of `setMaximum`, whose result was `y` and whose gradient is `g`: it goes
  /// in equal parts to all that are largest, as PyTorch's `amax` shares it.
  package mutating func addMaximumGradient(
    x: Matrix, y: Matrix, g: Matrix, over pattern: SparsePattern, on workers: Workers
  ) {
    precondition(hasSize(of: x) && y.hasSize(of: g) && rows == pattern.columns)
    let columns = columns
    unsafe withMutableElements { dx in
      unsafe x.withElements { x in
        unsafe y.withElements { y in
          unsafe g.withElements { g in
            // Bands of columns, since rows of the result share rows of `x`.
            workers.forEachBlock(of: columns, grain: 64) { band in
              for row in 0..<pattern.rows {
                let entries = pattern.offsets[row]..<pattern.offsets[row + 1]
                for i in band {
                  let largest = unsafe y[row * columns + i]
                  var ties: Float = 0
                  for entry in entries {
                    let place = Int(pattern.indices[entry]) * columns + i
                    if unsafe x[place] == largest { ties += 1 }
                  }
                  guard ties > 0 else { continue }
                  let share = unsafe g[row * columns + i] / ties
                  for entry in entries {
                    let place = Int(pattern.indices[entry]) * columns + i
                    if unsafe x[place] == largest { unsafe dx[place] += share }
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
