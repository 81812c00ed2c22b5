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

extension SparseMatrix {
  /// The gradient by `x` of `setMaximum`, whose result was `y` and whose gradient is `g`, transposed: a row
  /// for each column of `x` with an entry for each element that is the largest anywhere. As in
  /// `addMaximumGradient` equal ones share.
  package static func maximumGradient(
    x: Matrix, y: Matrix, g: Matrix, over pattern: SparsePattern
  ) -> SparseMatrix {
    precondition(y.hasSize(of: g) && y.rows == pattern.rows && x.columns == y.columns)
    precondition(x.rows == pattern.columns)
    let columns = x.columns
    var found: [(column: Int, row: Int32, share: Float)] = []
    var ties = Array(repeating: Float(0), count: columns)
    unsafe x.withElements { x in
      unsafe y.withElements { y in
        for row in 0..<pattern.rows {
          let (start, largest) = unsafe (found.count, y + row * columns)
          for entry in pattern.offsets[row]..<pattern.offsets[row + 1] {
            let place = pattern.indices[entry]
            unsafe forEachEqual(largest, x + Int(place) * columns, count: columns) { column in
              found.append((column, place, g[row, column]))
              ties[column] += 1
            }
          }
          for index in start..<found.count { found[index].share /= ties[found[index].column] }
          for index in start..<found.count { ties[found[index].column] = 0 }
        }
      }
    }
    var next = Array(repeating: 0, count: columns + 1)
    for one in found { next[one.column + 1] += 1 }
    for column in 0..<columns { next[column + 1] += next[column] }
    let offsets = next
    var indices = Array(repeating: Int32(0), count: found.count)
    var values = Array(repeating: Float(0), count: found.count)
    for (column, row, share) in found {
      (indices[next[column]], values[next[column]]) = (row, share)
      next[column] += 1
    }
    return SparseMatrix(columns: x.rows, offsets: offsets, indices: indices, values: values)
  }
}

/// Visits the places at which two rows are equal: most sixteens have none.
private func forEachEqual(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, _ body: (Int) -> Void
) {
  let (left, right) = unsafe (UnsafeRawPointer(a), UnsafeRawPointer(b))
  let whole = count & ~15
  for first in stride(from: 0, to: whole, by: 16) {
    let sixteen = unsafe left.loadUnaligned(fromByteOffset: first * 4, as: SIMD16<Float>.self)
    let others = unsafe right.loadUnaligned(fromByteOffset: first * 4, as: SIMD16<Float>.self)
    guard any(sixteen .== others) else { continue }
    for i in first..<first + 16 where unsafe a[i] == b[i] { body(i) }
  }
  for i in whole..<count where unsafe a[i] == b[i] { body(i) }
}
