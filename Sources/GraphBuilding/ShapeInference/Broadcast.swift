import ComputationGraph

/// The shape of an operator that stretches dimensions of 1, as NumPy does; `nil`, with a note, if
/// the shapes do not go together.
func broadcast(_ shapes: [Shape], _ node: inout NodeInference) -> Shape? {
  let rank = shapes.map(\.count).max() ?? 0
  var result: Shape = Array(repeating: 1, count: rank)
  for shape in shapes {
    let offset = rank - shape.count
    for (index, dimension) in shape.enumerated() {
      switch (result[offset + index], dimension) {
      case (_, 1): break
      case (1, _): result[offset + index] = dimension
      case (let known?, let other?) where known != other:
        node.note("dimensions \(known) and \(other) do not go together")
        return nil
      case (nil, let known?): result[offset + index] = known
      default: break
      }
    }
  }
  return result
}

/// Where each element of a stretched tensor is found in the original, in row-major order. `shape`
/// must be stretchable to `target`, which is within ``ConstantValue/limit`` elements.
func stretchedPositions(of shape: [Int], to target: [Int]) -> [Int] {
  var positions = [0]
  var stride = 1
  // From the innermost dimension outwards: repeat what is there once for each index.
  for axis in target.indices.reversed() {
    let own = axis - (target.count - shape.count)
    let size = own >= 0 ? shape[own] : 1
    let step = size == 1 ? 0 : stride
    let inner = positions
    positions = []
    positions.reserveCapacity(inner.count * target[axis])
    for index in 0..<target[axis] {
      for position in inner { positions.append(position + index * step) }
    }
    stride *= size
  }
  return positions
}

extension Shape {
  /// The dimensions, if all are known and there are few enough elements to compute with.
  var small: [Int]? {
    let known = compactMap { $0 }
    guard known.count == count, known.allSatisfy({ $0 >= 0 }),
      let size = product.value, size <= ConstantValue.limit
    else { return nil }
    return known
  }
}
