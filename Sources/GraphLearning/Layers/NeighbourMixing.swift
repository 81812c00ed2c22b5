internal import DenseKernels

/// A fixed way in which a node hears its neighbours.
package enum NeighbourMixing: String, Sendable, CaseIterable {
  /// Their mean; 0 where there is none.
  case mean
  /// Their sum.
  case sum
  /// The mean of them and the node itself.
  case meanWithSelf
  /// The sum of them and the node itself.
  case sumWithSelf
  /// The sum of them and the node itself, each over √(dᵢ dⱼ), d the number of terms of a node's sum.
  case symmetric

  /// The matrix over these neighbours.
  func matrix(_ neighbours: SparsePattern) -> SparseMatrix {
    let withSelf = self == .mean || self == .sum ? neighbours : neighbours.withSelf
    let degrees = zip(withSelf.offsets, withSelf.offsets.dropFirst()).map { Float($1 - $0) }
    var values = Array(repeating: Float(1), count: withSelf.indices.count)
    for row in 0..<withSelf.rows where self != .sum && self != .sumWithSelf {
      for entry in withSelf.offsets[row]..<withSelf.offsets[row + 1] {
        values[entry] =
          self == .symmetric
          ? 1 / (degrees[row] * degrees[Int(withSelf.indices[entry])]).squareRoot()
          : 1 / degrees[row]
      }
    }
    return withSelf.matrix(values)
  }
}

extension SparsePattern {
  /// The pattern with each row's own column before its others; it must be square. A row that names its
  /// own column already stands for nodes that hear another one like them.
  var withSelf: SparsePattern {
    var offsets = [0]
    var indices: [Int32] = []
    offsets.reserveCapacity(self.offsets.count)
    indices.reserveCapacity(self.indices.count + rows)
    for row in 0..<rows {
      indices.append(Int32(row))
      indices += self.indices[self.offsets[row]..<self.offsets[row + 1]]
      offsets.append(indices.count)
    }
    return SparsePattern(columns: columns, offsets: offsets, indices: indices)
  }
}
