import ComputationGraph
import ModelFormats

extension ONNXDraft {
  /// Takes over a body; what it reads from around becomes further operands of the node.
  mutating func add(
    _ graph: ONNXGraph, to node: inout GraphDraft.Node, at label: String
  ) throws(GraphError) {
    var body = ONNXDraft(
      file, costs, functions: functions, operatorSets: operatorSets, depth: depth + 1)
    body.arguments = arguments
    body.budget = budget
    body.calls = calls
    try body.addInputs(graph.inputs)
    try body.capture(graph.freeNames)
    try body.add(graph)
    budget = body.budget
    node.bodies.append(
      ControlBody(body.draft, formals: graph.inputs.count, costs, depth: depth + 1))
    for captured in body.captured {
      switch captured {
      case .name(let name):
        guard let number = numbers[name] else {
          throw GraphError(.undefined(name), node: label)
        }
        node.operands.append(number)
      case .weight(let value): node.operands.append(addWeight(value))
      }
    }
  }
}

extension ONNXGraph {
  /// What the graph reads and does not define, in the order in which it is read.
  fileprivate var freeNames: [String] {
    var known = Set(inputs.map(\.name) + initializers.map(\.name))
    known.formUnion(sparseInitializers.map(\.values.name))
    for node in nodes { known.formUnion(node.outputs) }
    var free: [String] = []
    func read(_ name: String) {
      if !name.isEmpty, known.insert(name).inserted { free.append(name) }
    }
    for node in nodes {
      for name in node.inputs { read(name) }
      for attribute in node.attributes {
        guard case .graph(let graph) = attribute.value else { continue }
        for name in graph.freeNames { read(name) }
      }
    }
    for output in outputs { read(output.name) }
    return free
  }
}
