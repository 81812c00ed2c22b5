package import ComputationGraph
internal import DenseKernels

/// PerfSAGE's encoding of a TensorFlow Lite network: a node for every operator and for every tensor
/// that nothing computes (inputs, weights, biases, constants), with the four dimensions of what it
/// gives and the operator's options. A node hears those that read it.
///
/// Reference: arXiv 2301.10999; the published preprocessing. Where that stops ours goes on: an operator
/// or option without a place is left without one.
package struct PerfSAGEEncoding {
  /// Whether each number x becomes 2 sin(πx/u) and 2 cos(πx/u), with u the largest that is met, and what
  /// an operator does not have becomes 0, 0 (the conditional encoding).
  private let isConditional: Bool
  private var features: [Float] = []
  private var categories: [Int32] = []

  /// Encodes a graph; `nil` for one that does not come from TensorFlow Lite.
  package static func encode(_ graph: Graph, conditionally: Bool = false) -> EncodedGraph? {
    guard let words = PerfSAGEGraph(graph) else { return nil }
    var encoding = PerfSAGEEncoding(isConditional: conditionally)
    for row in words.rows { encoding.add(row) }
    var encoded = EncodedGraph(
      nodeCount: encoding.categories.count, features: encoding.features,
      edges: words.edges.map { ($0.from, $0.to) }, direction: .backwards, statics: [])
    encoded.categories = encoding.categories
    return encoded
  }

  private mutating func add(_ row: PerfSAGEGraph.Row) {
    var options: [String: Float] = [:]
    for option in row.options { options[option.name] = Float(option.value) }
    let dimensions = row.sizes.map { Float?.some(Float($0)) }
    let values = dimensions + PerfSAGEVocabulary.options.map { options[$0] }
    for (value, limit) in zip(values, PerfSAGEVocabulary.limits) {
      if !isConditional {
        features.append(value ?? 0)
      } else if let value {
        let share = Double(value / limit)
        features.append(2 * Float(sine(ofHalfTurns: share)))
        features.append(2 * Float(cosine(ofHalfTurns: share)))
      } else {
        features += [0, 0]
      }
    }
    categories.append(PerfSAGEVocabulary.category(row.op))
  }
}
