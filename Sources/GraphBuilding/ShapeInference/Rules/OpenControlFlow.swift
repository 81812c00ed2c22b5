import ComputationGraph

/// Control flow of TensorFlow 1, whose loops and branches lie open between the other nodes, and lists
/// of tensors that loops fill: a list is told as the tensor that its elements make along a new first
/// dimension.
let openControlFlowRules: [String: ShapeRule] = [
  "tensorflow.Merge": merge,
  "tensorflow.RefMerge": merge,
  "tensorflow.TensorListReserve": reserve,
  "tensorflow.TensorListSetItem": setItem,
]

/// ways in, of which one is taken → what comes in, its position. The way back of a loop is left out.
private func merge(_ node: inout NodeInference) {
  let known = node.operands.compactMap { $0 }
  let isLoop = known.count < node.operands.count
  let shapes = known.map(\.shape)
  let shape = shapes.dropFirst().reduce(shapes.first ?? nil) { commonShape($0, $1) }
  node.set(shape: shape, type: known.lazy.compactMap(\.type).first)
  node.set(1, shape: [], type: .int32)
  node.note(
    isLoop
      ? "a loop of TensorFlow 1: its nodes are told once, how often they run is only known while running"
      : "a branch of TensorFlow 1: all its sides are told, which runs is only known while running")
}

/// shape of an element, number of elements → list
private func reserve(_ node: inout NodeInference) {
  var type: ElementType?
  if case .string(let name)? = node.attribute("element_dtype") {
    type = ElementType(rawValue: name)
  }
  guard let element = node.operand(0)?.constant?.partialInts, node.shape(0)?.count == 1 else {
    node.outputs[0].type = type
    return
  }
  let count = node.operand(1)?.constant?.partialInts?.first ?? nil
  node.outputs[0] = ValueFact(
    shape: ([count] + element).map { size in size.flatMap { Int(exactly: max($0, -1)) } }
      .map { $0 == -1 ? nil : $0 }, type: type)
}

/// list, position, element → list
private func setItem(_ node: inout NodeInference) {
  guard let list = node.shape(0)?.first, let element = node.shape(2) else {
    return node.set(shape: node.shape(0), type: node.type(2))
  }
  node.set(shape: [list] + element, type: node.type(2))
}
