import ComputationGraph
import ModelFormats

/// Operators on signals.
let signalRules: [String: ShapeRule] = [
  "BlackmanWindow": window,
  "HammingWindow": window,
  "HannWindow": window,
  "MelWeightMatrix": { node in
    let bins = Extent(node.operand(1)?.constant?.ints?.first) / 2 + 1
    let bands = node.operand(0)?.constant?.ints?.first.flatMap { Int(exactly: $0) }
    node.set(shape: [bins.value, bands], type: node.namedType)
  },
  "DFT": transform,
  "STFT": transformFrames,
  "Col2Im": { node in
    guard let input = node.shape(0), input.count == 3,
      let block = node.operand(2)?.constant?.ints
    else { return node.set(shape: nil) }
    node.set("block_shape", .ints(block))
    let channels = Extent(input[1]) / block.reduce(1 as Extent) { $0 * Extent($1) }
    let size = node.operand(1)?.constant?.partialInts
    let count = node.shape(1)?.first ?? nil
    let image: Shape =
      size.map { $0.map { $0.flatMap { Int(exactly: $0) } } }
      ?? Array(repeating: nil, count: min(count ?? block.count, 64))
    node.set(shape: [input[0], channels.value] + image)
  },
]

extension Extent {
  fileprivate init(_ value: Int64?) {
    self.init(value.flatMap { Int(exactly: $0) })
  }
}

extension NodeInference {
  /// The type that the attribute `output_datatype` names.
  fileprivate var namedType: ElementType {
    int("output_datatype").flatMap { Int32(exactly: $0) }.flatMap { ElementType(onnx: $0) }
      ?? .float32
  }
}

/// A window of as many elements as the operand says.
private func window(_ node: inout NodeInference) {
  let size = node.operand(0)?.constant?.ints?.first.flatMap { Int(exactly: $0) }
  node.set(shape: [size], type: node.namedType)
}

/// signal […, n, …, 1 or 2] → […, bins, …, 2]; back from half of the bins, which stand for a real
/// signal, […, n, …, 1].
private func transform(_ node: inout NodeInference) {
  guard var shape = node.shape(0), shape.count > 1 else { return node.set(shape: nil) }
  let isOneSided = node.int("onesided") == 1
  let isInverse = isOneSided && node.int("inverse") == 1
  let parts = isInverse ? 1 : 2
  let given = node.opset < 20 ? node.int("axis") ?? 1 : node.int("axis", orOperand: 2)
  guard node.opset < 20 || given != nil || !node.isThere(2) else {
    return node.set(shape: Array(repeating: nil, count: shape.count - 1) + [parts])
  }
  guard let axis = node.axis(given ?? -2, rank: shape.count) else { return node.set(shape: nil) }
  node.set("axis", .int(Int64(axis)))
  if isInverse { shape[axis] = ((Extent(shape[axis]) - 1) * 2).value }
  if node.isThere(1) {
    shape[axis] = node.operand(1)?.constant?.ints?.first.flatMap { Int(exactly: $0) }
  }
  if isOneSided, !isInverse { shape[axis] = (Extent(shape[axis]) / 2 + 1).value }
  shape[shape.count - 1] = parts
  node.set(shape: shape)
}

/// signal [N, n, 1 or 2], step, window, frame length → [N, frames, bins, 2]
private func transformFrames(_ node: inout NodeInference) {
  guard let signal = node.shape(0), signal.count > 1 else {
    return node.set(shape: [nil, nil, nil, 2])
  }
  let step = Extent(node.operand(1)?.constant?.ints?.first)
  let length =
    node.isThere(3)
    ? Extent(node.operand(3)?.constant?.ints?.first) : Extent(node.shape(2)?.first ?? nil)
  let frames = (Extent(signal[1]) - length) / step + 1
  let isOneSided = node.int("onesided", standard: 1) == 1
  let bins = isOneSided ? length / 2 + 1 : length
  node.set(shape: [signal[0], frames.value, bins.value, 2])
}
