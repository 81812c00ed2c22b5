import ByteReading
import ContentHashing

extension Graph {
  /// Puts nodes, inputs and weights in canonical order and sets `id` and `structure`.
  ///
  /// Neither names nor the order in the source matter. Inputs and weights that nothing reads are
  /// dropped. The graph must be valid; its nodes may be in any order that `validate()` accepts.
  package mutating func canonicalise() {
    let walk = canonicalWalk()
    let nodes = walk.nodes.map { position in
      var node = self.nodes[position]
      for index in node.inputs.indices { node.inputs[index] = walk.renumbered(node.inputs[index]) }
      for index in node.weights.indices {
        node.weights[index].weight = walk.weightNumbers[node.weights[index].weight]
      }
      return node
    }
    outputs = outputs.map(walk.renumbered)
    inputs = walk.inputs.map { inputs[$0] }
    weights = walk.weights.map { weights[$0] }
    self.nodes = nodes
    id = "g1-" + Self.digest(walk.bytes.bytes)
    structure = "s1-" + Self.digest(walk.bytes.withoutBatch)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    ContentHash(of: bytes.bytes).hexDigits(32)
  }
}

extension CanonicalWalk {
  fileprivate func renumbered(_ operand: Operand) -> Operand {
    switch operand {
    case .absent: .absent
    case .input(let input): .input(inputNumbers[input])
    case .node(let node, let output): .node(nodeNumbers[node], output: output)
    }
  }
}
