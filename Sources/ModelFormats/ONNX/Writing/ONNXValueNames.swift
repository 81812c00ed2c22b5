internal import ComputationGraph

/// Gives every value of a graph a name that no other value has: the record's own where it has one.
struct ONNXValueNames {
  private(set) var inputs: [String] = []
  private(set) var weights: [String] = []
  /// Those of each node's outputs; the empty string for one that nobody asked for.
  private(set) var outputs: [[String]] = []
  private var taken: Set<String> = []

  init(_ graph: Graph) {
    for (index, input) in graph.inputs.enumerated() {
      inputs.append(unique(input.name, "input\(index)"))
    }
    for (index, node) in graph.nodes.enumerated() {
      var names: [String] = []
      for (output, value) in node.outputs.enumerated() {
        let isLeftOut = value.name == nil && value.shape == nil && value.type == nil && output > 0
        names.append(
          isLeftOut
            ? "" : unique(value.name, output == 0 ? "node\(index)" : "node\(index).\(output)")
        )
      }
      outputs.append(names)
    }
    for (index, weight) in graph.weights.enumerated() {
      weights.append(unique(weight.name, "weight\(index)"))
    }
  }

  /// The name of an operand; empty for one that is left out.
  func name(of operand: Operand) -> String {
    switch operand {
    case .absent: ""
    case .input(let input): inputs[input]
    case .node(let node, let output):
      outputs[node].indices.contains(output) ? outputs[node][output] : ""
    }
  }

  /// A name for a value that the record does not list.
  mutating func unique(_ name: String?, _ fallback: String) -> String {
    if let name, !name.isEmpty, taken.insert(name).inserted { return name }
    var candidate = fallback
    var count = 1
    while !taken.insert(candidate).inserted {
      count += 1
      candidate = "\(fallback)_\(count)"
    }
    return candidate
  }
}
