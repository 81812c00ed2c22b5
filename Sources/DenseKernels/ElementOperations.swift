extension Matrix {
  /// Becomes the element-wise product of two matrices of its size, or grows by it.
  package mutating func setElementProduct(
    _ a: Matrix, _ b: Matrix, accumulating: Bool = false, on workers: Workers
  ) {
    precondition(hasSize(of: a) && hasSize(of: b))
    let count = count
    unsafe withMutableElements { y in
      unsafe a.withElements { a in
        unsafe b.withElements { b in
          workers.forEachBlock(of: count, grain: 65_536) { block in
            if accumulating {
              for i in block { unsafe y[i] += a[i] * b[i] }
            } else {
              for i in block { unsafe y[i] = a[i] * b[i] }
            }
          }
        }
      }
    }
  }

  /// Multiplies every element by a number.
  package mutating func scale(by factor: Float, on workers: Workers) {
    let count = count
    unsafe withMutableElements { y in
      workers.forEachBlock(of: count, grain: 65_536) { block in
        for i in block { unsafe y[i] *= factor }
      }
    }
  }

  /// The sum of the squares of all elements, in double precision and in the order of the elements.
  package var squaredLength: Double {
    var sum = 0.0
    for value in elements { sum += Double(value) * Double(value) }
    return sum
  }

  /// Brings every element into −bound ... bound.
  package mutating func clamp(to bound: Float) {
    for i in 0..<count { storage[i] = min(max(storage[i], -bound), bound) }
  }
}
