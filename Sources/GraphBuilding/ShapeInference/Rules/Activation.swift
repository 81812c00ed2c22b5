import ComputationGraph

/// Operators on each element, which keep the shape and mostly the type.
let activationRules: [String: ShapeRule] = {
  var rules: [String: ShapeRule] = [
    "Abs": { transform(&$0, { $0 == .min ? nil : abs($0) }, { abs($0) }) },
    "Ceil": { transform(&$0, nil, { $0.rounded(.up) }) },
    "Floor": { transform(&$0, nil, { $0.rounded(.down) }) },
    "Neg": { transform(&$0, { 0 &- $0 }, { -$0 }) },
    "Reciprocal": { transform(&$0, nil, { 1 / $0 }) },
    "Round": { transform(&$0, nil, { $0.rounded(.toNearestOrEven) }) },
    "Sign": { transform(&$0, { $0.signum() }, nil) },
    "Sqrt": { transform(&$0, nil, { $0.squareRoot() }) },
    "Clip": { node in
      node.foldNumber("min", operand: 1)
      node.foldNumber("max", operand: 2)
      // What older versions write for "no bound".
      if node.attribute("min") == .float(-.greatestFiniteMagnitude) { node.drop("min") }
      if node.attribute("max") == .float(.greatestFiniteMagnitude) { node.drop("max") }
      node.drop("consumed_inputs")
      node.set(shape: node.shape(0))
    },
    "Dropout": { node in
      node.foldNumber("ratio", operand: 1)
      if node.attribute("ratio") == nil, node.operand(1) == nil { node.set("ratio", .float(0.5)) }
      node.set(shape: node.shape(0))
      node.set(1, shape: node.shape(0), type: node.opset < 10 ? node.type(0) : .bool)
    },
    "Hardmax": normaliseAxis,
    "LogSoftmax": normaliseAxis,
    "Softmax": normaliseAxis,
    "CumSum": { node in
      if let axis = node.int("axis", orOperand: 1), let rank = node.shape(0)?.count,
        let position = node.axis(axis, rank: rank)
      {
        node.set("axis", .int(Int64(position)))
      }
      node.set(shape: node.shape(0))
    },
  ]
  for op in plain {
    rules[op] = { node in
      node.drop("consumed_inputs")
      node.set(shape: node.shape(0))
    }
  }
  return rules
}()

private let plain = [
  "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BitwiseNot", "Celu", "Cos",
  "Cosh", "Elu", "Erf", "Exp", "Gelu", "HardSigmoid", "HardSwish", "LeakyRelu", "Log", "Mish",
  "Relu",
  "Selu", "Shrink", "Sigmoid", "Sin", "Sinh", "Softplus", "Softsign", "Swish", "Tan", "Tanh",
  "ThresholdedRelu",
]

private func transform(
  _ node: inout NodeInference, _ onIntegers: ((Int64) -> Int64?)?, _ onFloats: ((Double) -> Double)?
) {
  node.drop("consumed_inputs")
  var value: ConstantValue?
  switch node.operand(0)?.constant?.elements {
  case .ints(let ints):
    value = onIntegers.map { body in ConstantValue(ints.map { $0.flatMap(body) }) }
  case .floats(let floats): value = onFloats.map { ConstantValue(floats.map($0)) }
  case nil: break
  }
  node.set(shape: node.shape(0), constant: value)
}

/// Until version 13 the axis was 1, and everything from it on was one dimension.
private func normaliseAxis(_ node: inout NodeInference) {
  let axis = node.int("axis", standard: node.opset < 13 ? 1 : -1)
  if let shape = node.shape(0), let position = node.axis(axis, rank: shape.count) {
    node.set("axis", .int(Int64(position)))
    if node.opset < 13, shape.dropFirst(position + 1).product.value != 1 {
      node.set("flatten", .int(1))
    }
  }
  node.set(shape: node.shape(0))
}
