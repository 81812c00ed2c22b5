import ComputationGraph
import ModelFormats

/// Operators that make a tensor out of its description.
let generatorRules: [String: ShapeRule] = [
  "Shape": { node in
    guard let shape = node.shape(0) else { return node.set(shape: [nil], type: .int64) }
    let rank = Int64(shape.count)
    let start = bound(node.int("start", standard: 0), rank)
    let end = bound(node.int("end", standard: rank), rank)
    let part = start < end ? Array(shape[start..<end]) : []
    node.set(
      shape: [part.count], type: .int64, constant: ConstantValue(part.map { $0.map(Int64.init) }))
  },
  "Size": { node in
    let count = node.operand(0)?.count
    node.set(
      shape: [], type: .int64, constant: count.map { ConstantValue([Int64($0)] as [Int64?]) })
  },
  "ConstantOfShape": { node in
    let (type, value) = filling(node)
    let dimensions = node.operand(0)?.constant?.partialInts
    if let dimensions = node.operand(0)?.constant?.ints { node.set("shape", .ints(dimensions)) }
    let rank = node.shape(0)?.first ?? nil
    let shape =
      dimensions.map { $0.map { $0.flatMap { Int(exactly: $0) } } }
      ?? rank.flatMap { $0 <= 64 && $0 >= 0 ? Array(repeating: nil, count: $0) : nil }
    let count = shape?.small.map { $0.reduce(1, *) }
    node.set(shape: shape, type: type, constant: count.map { value.repeated($0) })
  },
  "Range": range,
  "EyeLike": { node in
    node.set(shape: node.shape(0), type: node.dtype ?? node.type(0))
  },
  "Bernoulli": { node in node.set(shape: node.shape(0), type: node.dtype) },
  "RandomNormal": { node in node.set(shape: node.described, type: node.dtype ?? .float32) },
  "RandomUniform": { node in node.set(shape: node.described, type: node.dtype ?? .float32) },
  "RandomNormalLike": { node in node.set(shape: node.shape(0), type: node.dtype) },
  "RandomUniformLike": { node in node.set(shape: node.shape(0), type: node.dtype) },
  "Multinomial": { node in
    let samples = node.int("sample_size", standard: 1)
    node.set(
      shape: [node.shape(0)?.first ?? nil, Int(exactly: samples)], type: node.dtype ?? .int32)
  },
]

extension NodeInference {
  /// The type that the attribute `dtype` names.
  fileprivate var dtype: ElementType? {
    int("dtype").flatMap { Int32(exactly: $0) }.flatMap { ElementType(onnx: $0) }
  }

  /// The shape that the attribute `shape` gives.
  fileprivate var described: Shape? {
    ints("shape")?.map { Int(exactly: $0) }
  }
}

private func bound(_ index: Int64, _ rank: Int64) -> Int {
  Int(min(max(index < 0 ? index &+ rank : index, 0), rank))
}

/// What fills a ConstantOfShape: a float zero unless it says otherwise.
private func filling(_ node: NodeInference) -> (ElementType, ConstantValue) {
  let type = node.text("value_type").flatMap(ElementType.init(rawValue:)) ?? .float32
  switch node.attribute("value") {
  case .ints(let values): return (type, ConstantValue([values.first]))
  case .floats(let values): return (type, ConstantValue([Double(values.first ?? 0)]))
  default: return (type, ConstantValue([0.0]))
  }
}

/// start, start + delta, … up to limit.
private func range(_ node: inout NodeInference) {
  guard let start = node.operand(0)?.constant, let limit = node.operand(1)?.constant,
    let delta = node.operand(2)?.constant
  else { return node.set(shape: [nil]) }
  if let start = start.ints?.first, let limit = limit.ints?.first, let delta = delta.ints?.first {
    let span = Extent(limit) - Extent(start)
    let count = span.dividedUp(by: Extent(delta)).atLeast(0).value
    guard let count, count <= ConstantValue.limit else { return node.set(shape: [count]) }
    let values = (0..<count).map { start &+ Int64($0) &* delta as Int64? }
    return node.set(shape: [count], constant: ConstantValue(values))
  }
  if let start = start.floats?.first, let limit = limit.floats?.first,
    let delta = delta.floats?.first, delta != 0
  {
    let count = Int(exactly: max(((limit - start) / delta).rounded(.up), 0))
    return node.set(shape: [count])
  }
  node.set(shape: [nil])
}
