package import DenseKernels

/// What a layer hears where fewer rows stand before it than after it.
package struct HearingStep: Sendable {
  /// For each row after the layer the one before it that stands for the node itself.
  package let own: [Int]
  /// For each row after the layer those before it that it listens to.
  package let neighbours: SparsePattern

  /// The rows before the layer that stand for the nodes themselves.
  var selection: RowMixing { .selection(of: own, from: neighbours.columns) }

  /// What is heard of those that are listened to, without the node itself.
  func mixing(_ mixing: NeighbourMixing) -> RowMixing { RowMixing(mixing.matrix(neighbours)) }

  /// The sum of them and the node itself.
  var sumWithSelf: RowMixing {
    let pattern = neighboursAndSelf
    return RowMixing(pattern.matrix(Array(repeating: 1, count: pattern.indices.count)))
  }

  /// The mean of them and the node itself.
  var meanWithSelf: RowMixing { RowMixing(neighboursAndSelf.sums(mean: true)) }

  /// Those that are listened to, and the node itself before them.
  private var neighboursAndSelf: SparsePattern {
    var (offsets, indices): ([Int], [Int32]) = ([0], [])
    indices.reserveCapacity(neighbours.indices.count + own.count)
    for (row, place) in own.enumerated() {
      indices.append(Int32(place))
      indices += neighbours.indices[neighbours.offsets[row]..<neighbours.offsets[row + 1]]
      offsets.append(indices.count)
    }
    return SparsePattern(columns: neighbours.columns, offsets: offsets, indices: indices)
  }
}
