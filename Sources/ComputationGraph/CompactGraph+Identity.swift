import ContentHashing

extension CompactGraph {
  /// Finds the canonical order of nodes, inputs and weights, and sets `id` and `structure`.
  ///
  /// Neither names nor the order in the source matter. Inputs and weights that nothing reads are
  /// dropped when the graph is written.
  package mutating func canonicalise(in vocabulary: GraphVocabulary) {
    let walk = canonicalWalk(vocabulary)
    (id, structure) = walk.form.identity
    numbering = walk.numbering
  }
}
