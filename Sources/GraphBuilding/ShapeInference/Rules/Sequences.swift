import ComputationGraph

/// Operators on lists of tensors and on tensors that may be missing: a list has no shape, and what comes
/// out of one has a shape that is not followed through it.
let sequenceRules: [String: ShapeRule] = [
  "ConcatFromSequence": leaveOpen,
  "Optional": leaveOpen,
  "OptionalGetElement": { node in
    // Of a tensor it is that tensor.
    guard node.shape(0) == nil else { return node.set(shape: node.shape(0)) }
    leaveOpen(&node)
  },
  "OptionalHasElement": { node in node.set(shape: [], type: .bool) },
  "SequenceAt": leaveOpen,
  "SequenceConstruct": leaveOpen,
  "SequenceEmpty": leaveOpen,
  "SequenceErase": leaveOpen,
  "SequenceInsert": leaveOpen,
  "SequenceLength": { node in node.set(shape: [], type: .int64) },
  "SequenceMap": leaveOpen,
  "SplitToSequence": leaveOpen,
]

private func leaveOpen(_ node: inout NodeInference) {
  node.note("lists of tensors are not followed")
  for output in node.outputs.indices { node.outputs[output] = ValueFact() }
}
