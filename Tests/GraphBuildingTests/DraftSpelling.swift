import ComputationGraph
import GraphBuilding
import TestSupport

/// Ways to write one network down differently.
extension GraphDraft {
  /// All values and nodes under other names.
  func renamed(using generator: inout SplitMix64) -> GraphDraft {
    var draft = self
    for index in draft.values.indices { draft.values[index].name = "v\(generator.next())" }
    for index in draft.nodes.indices { draft.nodes[index].name = "n\(generator.next())" }
    return draft
  }

  /// The nodes in any order, be operands before their readers or not.
  func shuffled(using generator: inout SplitMix64) -> GraphDraft {
    var draft = self
    draft.nodes.shuffle(using: &generator)
    return draft
  }

  /// The values, the inputs and the outputs in another order.
  func renumbered(using generator: inout SplitMix64) -> GraphDraft {
    let order = values.indices.shuffled(using: &generator)
    var numbers = Array(repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { numbers[old] = new }
    var draft = self
    draft.values = order.map { values[$0] }
    draft.inputs = inputs.map { numbers[$0] }.shuffled(using: &generator)
    draft.outputs = outputs.map { numbers[$0] }.shuffled(using: &generator)
    for index in nodes.indices {
      draft.nodes[index].operands = nodes[index].operands.map { $0 < 0 ? $0 : numbers[$0] }
      draft.nodes[index].outputs = nodes[index].outputs.map { $0 < 0 ? $0 : numbers[$0] }
    }
    return draft
  }

  /// Weights that are graph inputs become part of the file, as initializers and constants are.
  func withWeightsInside(data: Set<String>) -> GraphDraft {
    var draft = self
    draft.inputs = inputs.filter { data.contains(values[$0].name) }
    for input in inputs where !data.contains(values[input].name) {
      draft.values[input].isWeight = true
    }
    return draft
  }

  /// Every weight behind an Identity of its own, as exporters write shared weights.
  func withAliases() -> GraphDraft {
    var draft = self
    for index in nodes.indices {
      for (position, operand) in nodes[index].operands.enumerated() where operand >= 0 {
        guard values[operand].isWeight else { continue }
        let alias = draft.values.count
        draft.values.append(Value(name: "alias\(alias)"))
        draft.nodes.append(
          Node(op: "Identity", opset: 13, operands: [operand], outputs: [alias]))
        draft.nodes[index].operands[position] = alias
      }
    }
    return draft
  }
}
