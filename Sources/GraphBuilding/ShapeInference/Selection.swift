import ComputationGraph

/// Where the elements that are picked along every axis lie, in row-major order of the result.
/// `picks` has the indices for each axis, all within its dimension.
func selectedPositions(in shape: [Int], _ picks: [[Int]]) -> [Int] {
  var positions = [0]
  var stride = 1
  for axis in shape.indices.reversed() {
    let inner = positions
    positions = []
    positions.reserveCapacity(inner.count * picks[axis].count)
    for index in picks[axis] {
      for position in inner { positions.append(position + index * stride) }
    }
    stride *= shape[axis]
  }
  return positions
}

/// Where the elements of a transposed tensor were before.
func transposedPositions(of shape: [Int], by order: [Int]) -> [Int] {
  var strides = Array(repeating: 1, count: shape.count)
  for axis in shape.indices.dropLast().reversed() {
    strides[axis] = strides[axis + 1] * shape[axis + 1]
  }
  var positions = [0]
  for axis in order.reversed() {
    let inner = positions
    positions = []
    for index in 0..<shape[axis] {
      for position in inner { positions.append(position + index * strides[axis]) }
    }
  }
  return positions
}
