import ByteReading
import ContentHashing

extension Graph {
  /// Puts nodes, inputs and weights in canonical order and sets `id` and `structure`.
  ///
  /// Neither names nor the order in the source matter. Inputs and weights that nothing reads are
  /// dropped. The graph must be valid; its nodes may be in any order that `validate()` accepts.
  package mutating func canonicalise() {
    // The walk holds on to the graph, which is changed only after the walk is gone.
    let (numbering, bytes) = canonicalForm()
    id = "g1-" + Self.digest(bytes.bytes)
    structure = "s1-" + Self.digest(bytes.withoutBatch)
    renumber(numbering)
  }

  private mutating func renumber(_ numbering: CanonicalNumbering) {
    outputs = outputs.map(numbering.renumbered)
    inputs = numbering.inputs.map { inputs[$0] }
    weights = numbering.weights.map { weights[$0] }
    // The nodes are moved, not copied.
    var old = nodes
    nodes = []
    nodes.reserveCapacity(old.count)
    for position in numbering.nodes {
      var node = Node(op: "")
      swap(&node, &old[position])
      for index in node.inputs.indices {
        node.inputs[index] = numbering.renumbered(node.inputs[index])
      }
      for index in node.weights.indices {
        node.weights[index].weight = numbering.weightNumbers[node.weights[index].weight]
      }
      nodes.append(node)
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    ContentHash(of: bytes.bytes).hexDigits(32)
  }
}
