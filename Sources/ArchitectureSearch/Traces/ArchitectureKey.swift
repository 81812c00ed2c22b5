internal import SearchSpaces

/// How Eagle names architectures in its files: as Python prints the keys of its dictionaries.
///
/// A cell of NAS-Bench-201 is six numbers, `(0, 0, 0, 2, 2, 4)`; one of NAS-Bench-101 and
/// NAS-Bench-ASR its hash; one of DARTS its genotype. Other spaces, which Eagle does not have, are named
/// by their codes.
struct ArchitectureKey {
  private let space: any SearchSpace
  private let encoding: String

  init(of space: any SearchSpace) {
    self.space = space
    let names = space.encodings.map(\.name)
    let wanted = space.name == "nasbench201" ? "vector" : "hash"
    encoding = names.contains(wanted) ? wanted : names[0]
  }

  /// The key of an architecture.
  func text(of genes: Genes) -> String {
    let text = space.text(of: genes, as: encoding)
    guard encoding == "vector" else { return text }
    return "(" + text.dropFirst().dropLast() + ")"
  }
}
