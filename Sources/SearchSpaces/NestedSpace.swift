/// A space some of whose choices matter only where another choice makes room for them: the block of
/// a stage that has so many blocks.
///
/// A choice that does not matter has one value, so that a network has one code.
package protocol NestedSpace: SearchSpace {
  /// The genes with every choice that does not matter at its one value.
  func normalised(_ genes: Genes) -> Genes
}

extension NestedSpace {
  /// Codes are not numbered unless a space does it.
  package var count: Int? { nil }
}
