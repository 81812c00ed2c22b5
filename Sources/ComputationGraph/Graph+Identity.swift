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
    for node in nodes.indices {
      for index in nodes[node].inputs.indices {
        nodes[node].inputs[index] = numbering.renumbered(nodes[node].inputs[index])
      }
      for index in nodes[node].weights.indices {
        let weight = nodes[node].weights[index].weight
        nodes[node].weights[index].weight = numbering.weightNumbers[weight]
      }
    }
    sortNodes(numbering.nodeNumbers)
  }

  /// Brings each node to the place of its number. They change places within their list: to copy a
  /// node takes longer than everything else that is done to it here.
  private mutating func sortNodes(_ numbers: [Int]) {
    var numbers = numbers
    var nodes = nodes.mutableSpan
    for place in numbers.indices {
      while numbers[place] != place {
        let target = numbers[place]
        nodes.swapAt(place, target)
        numbers.swapAt(place, target)
      }
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    ContentHash(of: bytes.bytes).hexDigits(32)
  }
}
