package import DenseKernels

/// What a layer hears where fewer rows stand before it than after it.
package struct HearingStep: Sendable {
  /// For each row after the layer the one before it that stands for the node itself.
  package let own: [Int]
  /// For each row after the layer those before it that it listens to.
  package let neighbours: SparsePattern

  /// The rows before the layer that stand for the nodes themselves.
  var selection: RowMixing { .selection(of: own, from: neighbours.columns) }

  /// The mean of those that are listened to.
  var mean: RowMixing { RowMixing(NeighbourMixing.mean.matrix(neighbours)) }

  /// The sum of them and the node itself.
  var sumWithSelf: RowMixing {
    var (offsets, indices): ([Int], [Int32]) = ([0], [])
    indices.reserveCapacity(neighbours.indices.count + own.count)
    for (row, place) in own.enumerated() {
      indices.append(Int32(place))
      indices += neighbours.indices[neighbours.offsets[row]..<neighbours.offsets[row + 1]]
      offsets.append(indices.count)
    }
    return RowMixing(
      SparseMatrix(
        columns: neighbours.columns, offsets: offsets, indices: indices,
        values: Array(repeating: 1, count: indices.count)))
  }
}
