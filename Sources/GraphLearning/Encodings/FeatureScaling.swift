/// A shift and a scale for each feature, so that over the training graphs its mean is 0 and its
/// deviation 1; a feature that never varies is only shifted.
package struct FeatureScaling: Sendable, Equatable {
  /// Shift and scale of the features of nodes, and of graphs.
  package let nodes: Scale
  package let statics: Scale

  /// A shift and a scale for each of a list of features.
  package struct Scale: Sendable, Equatable {
    /// What is taken away first.
    package let shift: [Float]
    /// What the rest is multiplied by.
    package let factor: [Float]

    /// A scale with these values.
    package init(shift: [Float], factor: [Float]) {
      precondition(shift.count == factor.count)
      self.shift = shift
      self.factor = factor
    }

    fileprivate init(of rows: some Collection<ArraySlice<Float>>) {
      let width = rows.first?.count ?? 0
      var (sums, squares) = (
        Array(repeating: 0.0, count: width), Array(repeating: 0.0, count: width)
      )
      var count = 0.0
      for row in rows {
        count += 1
        for (index, value) in row.enumerated() {
          sums[index] += Double(value)
          squares[index] += Double(value) * Double(value)
        }
      }
      shift = sums.map { Float($0 / max(1, count)) }
      factor = zip(sums, squares).map { sum, square in
        let mean = sum / max(1, count)
        let variance = square / max(1, count) - mean * mean
        return variance > 1e-20 ? Float(1 / variance.squareRoot()) : 1
      }
    }

    fileprivate func apply(to values: inout [Float]) {
      guard !shift.isEmpty else { return }
      for start in stride(from: 0, to: values.count, by: shift.count) {
        for index in shift.indices {
          values[start + index] = (values[start + index] - shift[index]) * factor[index]
        }
      }
    }
  }

  /// A scaling with these parts.
  package init(nodes: Scale, statics: Scale) {
    self.nodes = nodes
    self.statics = statics
  }

  /// What brings these graphs to mean 0 and deviation 1.
  package init(of graphs: [EncodedGraph]) {
    nodes = Scale(
      of: graphs.flatMap { graph in
        (0..<graph.nodeCount).map {
          graph.features[$0 * graph.featureCount..<($0 + 1) * graph.featureCount]
        }
      })
    statics = Scale(of: graphs.map { Self.compress($0.statics)[...] })
  }

  /// The graph with its features shifted and scaled.
  package func apply(to graph: EncodedGraph) -> EncodedGraph {
    var scaled = graph
    scaled.statics = Self.compress(graph.statics)
    nodes.apply(to: &scaled.features)
    statics.apply(to: &scaled.statics)
    return scaled
  }

  /// Sizes of networks span many powers of ten: their fourth root comes first.
  private static func compress(_ statics: [Float]) -> [Float] {
    statics.map { max($0, 0).squareRoot().squareRoot() }
  }
}
