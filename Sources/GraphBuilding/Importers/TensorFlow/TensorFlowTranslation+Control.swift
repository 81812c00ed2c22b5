import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  /// Translates a node that runs programs of its own, which get all that they read as its operands: the
  /// weights inside of each come after what each is given.
  mutating func translate(
    control node: TensorFlowFlow.Node, as kind: TensorFlowControl.Kind, _ inputs: [Int],
    _ outputs: [Int]
  ) {
    let given = Array(inputs.dropFirst(kind == .loop ? 0 : 1))
    // What a loop hands on as it is does not change: it is read from around.
    let carried = given.indices.filter { kind != .loop || !node.isUnchanged($0) }
    let captured = given.indices.filter { !carried.contains($0) }
    var operands = Array(inputs.prefix(inputs.count - given.count))
    var bodies: [ControlBody] = []
    for (position, program) in node.bodies.enumerated() {
      var body = Self.draft(of: program, costs, nesting: nesting + 1)
      body.inputs = (carried + captured).map { body.inputs[$0] }
      if kind == .loop, position == 1 { body.outputs = carried.map { body.outputs[$0] } }
      operands += (carried + captured).map { given[$0] }
      for weight in body.takeWeightsAsInputs() {
        draft.values.append(weight)
        operands.append(draft.values.count - 1)
      }
      bodies.append(ControlBody(body, formals: carried.count, costs, depth: nesting + 1))
    }
    var results = outputs
    if kind == .loop {
      results = carried.map { $0 < outputs.count ? outputs[$0] : -1 }
    }
    add(Self.names[kind] ?? "If", operands, results)
    draft.nodes[draft.nodes.count - 1].bodies = bodies
  }

  private static let names: [TensorFlowControl.Kind: String] = [
    .branch: "If", .choice: "tensorflow.Case", .loop: "tensorflow.While",
  ]
}

extension TensorFlowFlow.Node {
  /// Whether a loop hands on what it gets at a position as it is.
  func isUnchanged(_ position: Int) -> Bool {
    guard bodies.count == 2, bodies[1].results.indices.contains(position) else { return false }
    return bodies[1].results[position] == TensorFlowFlow.Value(node: position, output: 0)
  }
}
