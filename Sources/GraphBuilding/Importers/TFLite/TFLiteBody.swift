import ComputationGraph
import ModelFormats

/// A subgraph that control flow leads to.
struct TFLiteBody {
  let body: ControlBody
  /// Its weights, which it reads after its formal inputs.
  let weights: [GraphDraft.Value]
}

extension GraphDraft {
  /// Makes a body's weights its last inputs, so that they are counted around it, and returns them.
  mutating func takeWeightsAsInputs() -> [Value] {
    var weights: [Value] = []
    for index in values.indices where values[index].isWeight {
      weights.append(values[index])
      values[index].isWeight = false
      values[index].constant = nil
      inputs.append(index)
    }
    return weights
  }
}

extension TFLiteTranslation {
  /// Translates control flow: If has a condition and what both branches read, WHILE what its condition
  /// and its body read.
  mutating func translate(_ applied: TFLiteOperator, at position: Int, _ bodies: [TFLiteBody]) {
    let isBranch = applied.name == "IF"
    let arguments = isBranch ? Array(applied.inputs.dropFirst()) : applied.inputs
    var operands = isBranch ? Array(applied.inputs.prefix(1)) : []
    for body in bodies {
      let rest = body.body.formals - arguments.count
      operands += arguments.prefix(body.body.formals)
      // What a body reads though nothing writes it: state that is kept between runs.
      operands += Array(repeating: -1, count: max(rest, 0))
      operands += body.weights.map { add($0) }
    }
    var node = GraphDraft.Node(
      op: isBranch ? "If" : "tflite.WHILE", opset: 12,
      name: applied.outputs.first.map { draft.values[$0].name } ?? applied.name(at: position),
      operands: operands, outputs: applied.outputs)
    node.bodies = bodies.map(\.body)
    node.seed = TFLiteSeed.text(of: applied, at: position)
    draft.nodes.append(node)
  }

  private mutating func add(_ weight: GraphDraft.Value) -> Int {
    draft.values.append(weight)
    return draft.values.count - 1
  }
}
