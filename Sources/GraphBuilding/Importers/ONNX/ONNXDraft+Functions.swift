import ComputationGraph
import ModelFormats

/// What a node names when it calls a function.
struct ONNXFunctionKey: Hashable {
  private let domain: String
  private let name: String
  private let overload: String

  init(_ function: ONNXFunction) {
    (domain, name, overload) = (function.domain, function.name, function.overload)
  }

  init(_ node: ONNXNode) {
    (domain, name, overload) = (node.domain, node.opType, node.overload)
  }
}

extension ONNXDraft {
  private static let depthLimit = 32

  /// Puts a function's nodes in the place of one that calls it.
  mutating func unfold(
    _ function: ONNXFunction, calledBy node: ONNXNode, _ operands: [Int], _ outputs: [Int]
  ) throws(GraphError) {
    budget -= function.nodes.count
    guard calls < Self.depthLimit, budget >= 0 else {
      throw GraphError(
        .overLimit(
          "functions call each other more than \(Self.depthLimit) deep, or unfold to more than "
            + "\(Self.unfoldedLimit) nodes"), node: node.opType)
    }
    let around = (numbers, operatorSets, arguments)
    arguments = values(for: function, calledBy: node)
    if !function.operatorSets.isEmpty { operatorSets = function.operatorSets }
    numbers = [:]
    for (position, name) in function.inputs.enumerated() {
      let operand = operands.indices.contains(position) ? operands[position] : -1
      try define(name, operand, by: "function \(function.name)")
    }
    var results: [String: Int] = [:]
    for (name, output) in zip(function.outputs, outputs) where output >= 0 {
      if let operand = numbers[name] {
        append(GraphDraft.Node(op: "Identity", opset: 1, operands: [operand], outputs: [output]))
      } else if results.updateValue(output, forKey: name) != nil {
        throw GraphError(.definedTwice(name), node: "function \(function.name)")
      }
    }
    calls += 1
    let first = draft.nodes.count
    try add(function.nodes, results: results)
    for info in function.valueInfo { hint(info) }
    if !node.name.isEmpty {
      for index in first..<draft.nodes.count {
        draft.nodes[index].name = node.name + "/" + draft.nodes[index].name
      }
    }
    calls -= 1
    (numbers, operatorSets, arguments) = around
  }

  /// What the function's attributes are in a call.
  private func values(
    for function: ONNXFunction, calledBy node: ONNXNode
  ) -> [String: ONNXAttribute.Value] {
    var values: [String: ONNXAttribute.Value] = [:]
    for attribute in function.attributeDefaults { values[attribute.name] = attribute.value }
    for attribute in node.attributes {
      if let value = resolved(attribute.value) { values[attribute.name] = value }
    }
    return values
  }
}
