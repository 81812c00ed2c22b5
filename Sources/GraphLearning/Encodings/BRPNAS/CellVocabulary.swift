/// What BRP-NAS's one-hot knows of a search space, and how many nodes its cells are filled up to.
///
/// Reference: arXiv 2007.08668, section 3; Eagle's encoders of each space.
package struct CellVocabulary: Sendable {
  /// The labels in the order of their slots; the global node has the slot after the last.
  let labels: [String]
  /// The number of nodes without the global one.
  let nodeCount: Int
  /// The slot of a node that fills up; none for a row of zeros.
  var filling: Int?
  /// The family of the records that it is about.
  let families: Set<String>

  /// The length of a node's vector.
  var width: Int { labels.count + 1 }

  static let nasBench201 = CellVocabulary(
    labels: ["nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3", "input", "output"], nodeCount: 8,
    families: ["nasbench201"])
  static let nasBench101 = CellVocabulary(
    labels: [
      "none", "conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3", "input", "output",
    ], nodeCount: 7, filling: 0, families: ["nasbench101"])
  static let darts = CellVocabulary(
    labels: [
      "max_pool_3x3", "avg_pool_3x3", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3",
      "dil_conv_5x5", "addition", "input", "output",
    ], nodeCount: 30, families: ["darts", "nasbench301"])
  static let nasBenchASR = CellVocabulary(
    labels: ["linear", "conv5", "conv5d2", "conv7", "conv7d2", "input", "output"], nodeCount: 5,
    families: ["nasbench-asr"])
  /// Ours, of a space whose blocks differ from layer to layer: a slot for each block of each layer.
  static let nasBenchMacro = CellVocabulary(
    labels: (1...8).flatMap { layer in
      ["identity", "mbconv_e3_k3", "mbconv_e6_k5"].map { "layer\(layer).\($0)" }
    } + ["input", "output"], nodeCount: 10, families: ["nas-bench-macro"])

  /// The slot of an operator of a cell's record; `nil` for one without, such as a skip.
  func slot(_ op: String) -> Int? {
    guard op.hasPrefix("cell.") else { return nil }
    let label = op.dropFirst(5)
    if let slot = labels.firstIndex(of: String(label)) { return slot }
    // DARTS numbers its inputs and names the outputs of its two cells apart.
    if label.hasPrefix("input-") { return labels.firstIndex(of: "input") }
    return label.hasSuffix("-output") ? labels.firstIndex(of: "output") : nil
  }
}
