/// A shift and a scale for each feature, so that over the training graphs its mean is 0 and its
/// deviation 1; a feature that never varies is only shifted.
package struct FeatureScaling: Sendable, Equatable {
  /// Shift and scale of the features of nodes, of connections and of graphs.
  package let nodes: Scale
  package let links: Scale
  package let statics: Scale
  /// Whether the fourth root of the features of graphs is taken first.
  let compressesStatics: Bool

  /// Which features are scaled.
  package struct Choice: Sendable, Equatable {
    /// Whether each feature of a node, or of a graph, is scaled; all of them without.
    var nodes: [Bool]?
    var statics: [Bool]?
    /// Whether the fourth root of the features of graphs is taken first: sizes of networks span many
    /// powers of ten.
    var compressesStatics = false
  }

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

    /// What brings the columns of these rows, given one after the other, to mean 0 and deviation 1.
    fileprivate init(
      of rows: some Sequence<[Float]>, width: Int, chosen: [Bool]?
    ) {
      var sums = Array(repeating: (value: 0.0, square: 0.0), count: width)
      var count = 0.0
      for values in rows where width > 0 {
        count += Double(values.count / width)
        for (index, value) in values.enumerated() {
          sums[index % width].value += Double(value)
          sums[index % width].square += Double(value) * Double(value)
        }
      }
      let scales = sums.enumerated().map { index, sum in
        guard chosen?[index] ?? true else { return (shift: Float(0), factor: Float(1)) }
        let mean = sum.value / max(1, count)
        let variance = sum.square / max(1, count) - mean * mean
        return (
          shift: Float(mean), factor: variance > 1e-16 ? Float(1 / variance.squareRoot()) : 1
        )
      }
      shift = scales.map(\.shift)
      factor = scales.map(\.factor)
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

  /// A scaling with these parts, for an encoding.
  package init(nodes: Scale, links: Scale, statics: Scale, for encoding: GraphEncoding) {
    self.nodes = nodes
    self.links = links
    self.statics = statics
    compressesStatics = encoding.scaled.compressesStatics
  }

  /// What brings these graphs, which are of this encoding, to mean 0 and deviation 1.
  package init(of graphs: [EncodedGraph], for encoding: GraphEncoding) {
    let (widths, choice) = (encoding.widths, encoding.scaled)
    compressesStatics = choice.compressesStatics
    nodes = Scale(of: graphs.lazy.map(\.features), width: widths.nodes, chosen: choice.nodes)
    links = Scale(of: graphs.lazy.map(\.links), width: widths.links, chosen: nil)
    statics = Scale(
      of: graphs.lazy.map { choice.compressesStatics ? Self.compress($0.statics) : $0.statics },
      width: widths.statics, chosen: choice.statics)
  }

  /// The graph with its features shifted and scaled.
  package func apply(to graph: EncodedGraph) -> EncodedGraph {
    var scaled = graph
    if compressesStatics { scaled.statics = Self.compress(graph.statics) }
    nodes.apply(to: &scaled.features)
    links.apply(to: &scaled.links)
    statics.apply(to: &scaled.statics)
    return scaled
  }

  private static func compress(_ statics: [Float]) -> [Float] {
    statics.map { max($0, 0).squareRoot().squareRoot() }
  }
}
