import ComputationGraph
import ModelFormats

/// Comparisons, truth values, choices and conversions.
let logicRules: [String: ShapeRule] = [
  "Equal": { compare(&$0, { $0 == $1 }, { $0 == $1 }) },
  "Greater": { compare(&$0, { $0 > $1 }, { $0 > $1 }) },
  "GreaterOrEqual": { compare(&$0, { $0 >= $1 }, { $0 >= $1 }) },
  "Less": { compare(&$0, { $0 < $1 }, { $0 < $1 }) },
  "LessOrEqual": { compare(&$0, { $0 <= $1 }, { $0 <= $1 }) },
  "And": { compare(&$0, { $0 != 0 && $1 != 0 }, nil) },
  "Or": { compare(&$0, { $0 != 0 || $1 != 0 }, nil) },
  "Xor": { compare(&$0, { ($0 != 0) != ($1 != 0) }, nil) },
  "Not": { node in
    let value = node.operand(0)?.constant?.partialInts
    node.set(
      shape: node.shape(0), type: .bool,
      constant: value.map { ConstantValue($0.map { $0.map { 1 - $0 } }) })
  },
  "IsInf": { node in node.set(shape: node.shape(0), type: .bool) },
  "IsNaN": { node in node.set(shape: node.shape(0), type: .bool) },
  "Where": choose,
  "Cast": { node in
    let type = node.int("to").flatMap { Int32(exactly: $0) }.flatMap { ElementType(onnx: $0) }
    // The name is the same in every version of the format; early ones wrote it out.
    let named = node.text("to").flatMap { ElementType(rawValue: $0.lowercased()) }
    convert(&node, to: type ?? named ?? (node.text("to")?.uppercased() == "FLOAT" ? .float32 : nil))
  },
  "CastLike": { node in convert(&node, to: node.type(1)) },
]

private func compare(
  _ node: inout NodeInference, _ onIntegers: @escaping (Int64, Int64) -> Bool,
  _ onFloats: ((Double, Double) -> Bool)?
) {
  node.drop("axis")
  node.drop("broadcast")
  guard let left = node.shape(0), let right = node.shape(1) else {
    return node.set(shape: nil, type: .bool)
  }
  let shape = broadcast([left, right], &node)
  var value: ConstantValue?
  if let target = shape?.small, let left = stretched(node.operand(0), to: target),
    let right = stretched(node.operand(1), to: target)
  {
    switch (left.elements, right.elements) {
    case (.ints(let left), .ints(let right)):
      value = ConstantValue(
        zip(left, right).map { left, right in
          guard let left, let right else { return nil }
          return onIntegers(left, right) ? 1 : 0
        })
    case (.floats(let left), .floats(let right)):
      value = onFloats.map { test in
        ConstantValue(zip(left, right).map { test($0, $1) ? 1 : 0 as Int64? })
      }
    default: break
    }
  }
  node.set(shape: shape, type: .bool, constant: value)
}

/// condition ? X : Y
private func choose(_ node: inout NodeInference) {
  let type = node.type(1) ?? node.type(2)
  guard let condition = node.shape(0), let yes = node.shape(1), let no = node.shape(2) else {
    return node.set(shape: nil, type: type)
  }
  let shape = broadcast([condition, yes, no], &node)
  var value: ConstantValue?
  if let target = shape?.small, let mask = stretched(node.operand(0), to: target)?.partialInts,
    let yes = stretched(node.operand(1), to: target),
    let no = stretched(node.operand(2), to: target)
  {
    switch (yes.elements, no.elements) {
    case (.ints(let yes), .ints(let no)):
      value = ConstantValue(
        mask.indices.map { mask[$0] == nil ? nil : mask[$0] != 0 ? yes[$0] : no[$0] })
    case (.floats(let yes), .floats(let no)) where !mask.contains(nil):
      value = ConstantValue(mask.indices.map { mask[$0] != 0 ? yes[$0] : no[$0] })
    default: break
    }
  }
  node.set(shape: shape, type: type, constant: value)
}

private func convert(_ node: inout NodeInference, to type: ElementType?) {
  node.drop("saturate")
  if let type { node.set("to", .string(type.rawValue)) }
  var value = node.operand(0)?.constant
  switch (value?.elements, type) {
  case (.ints(let ints), .bool?):
    value = ConstantValue(ints.map { $0.map { $0 == 0 ? 0 : 1 } })
  case (.ints, let type?) where type.isFloat:
    value = value?.floats.map { ConstantValue($0) }
  case (.floats(let floats), .bool?):
    value = ConstantValue(floats.map { $0 == 0 ? 0 : 1 as Int64? })
  case (.floats(let floats), let type?) where !type.isFloat:
    value = ConstantValue(floats.map { Int64(exactly: $0.rounded(.towardZero)) })
  default: break
  }
  node.set(shape: node.shape(0), type: type, constant: value)
  // Without a known type the result has none, rather than that of the operand.
  if type == nil, !node.outputs.isEmpty { node.outputs[0].type = nil }
}
