import ComputationGraph

/// Operators on numbers that stretch their operands to a common shape.
let elementwiseRules: [String: ShapeRule] = [
  "Add": { arithmetic(&$0, { $0 &+ $1 }, { $0 + $1 }) },
  "Sub": { arithmetic(&$0, { $0 &- $1 }, { $0 - $1 }) },
  "Mul": { arithmetic(&$0, { $0 &* $1 }, { $0 * $1 }) },
  "Div": { arithmetic(&$0, { quotient($0, $1) }, { $0 / $1 }) },
  "Mod": { arithmetic(&$0, { remainder($0, $1) }, { $0.truncatingRemainder(dividingBy: $1) }) },
  "Pow": { arithmetic(&$0, { power($0, $1) }, nil) },
  "Max": { arithmetic(&$0, { max($0, $1) }, { max($0, $1) }) },
  "Min": { arithmetic(&$0, { min($0, $1) }, { min($0, $1) }) },
  "Sum": { arithmetic(&$0, nil, { $0 + $1 }) },
  "Mean": { arithmetic(&$0, nil, nil) },
  "PRelu": { node in node.set(shape: node.shape(0)) },
  "BitShift": { arithmetic(&$0, nil, nil) },
  "BitwiseAnd": { arithmetic(&$0, { $0 & $1 }, nil) },
  "BitwiseOr": { arithmetic(&$0, { $0 | $1 }, nil) },
  "BitwiseXor": { arithmetic(&$0, { $0 ^ $1 }, nil) },
]

/// What two elements give; `nil` if they give nothing.
typealias IntegerOperation = (Int64, Int64) -> Int64?
typealias FloatOperation = (Double, Double) -> Double

private func arithmetic(
  _ node: inout NodeInference, _ onIntegers: IntegerOperation?, _ onFloats: FloatOperation?
) {
  // Until version 7 an attribute said how to stretch the second operand.
  node.drop("broadcast")
  node.drop("consumed_inputs")
  let axis = node.int("axis")
  node.drop("axis")
  var operands = node.operands
  var shapes = operands.compactMap { $0?.shape }
  guard shapes.count == operands.count else { return node.set(shape: nil) }
  if let axis, shapes.count == 2, let first = Int(exactly: axis),
    (0..<shapes[0].count).contains(first), first + shapes[1].count < shapes[0].count
  {
    shapes[1] += Array(repeating: 1, count: shapes[0].count - first - shapes[1].count)
    operands[1]?.shape = shapes[1]
  }
  let shape = broadcast(shapes, &node)
  let value = combine(operands, shape, onIntegers, onFloats)
  node.set(shape: shape, constant: value)
}

/// Works an operator out on known operands, two at a time.
func combine(
  _ operands: [ValueFact?], _ shape: Shape?,
  _ onIntegers: IntegerOperation?, _ onFloats: FloatOperation?
) -> ConstantValue? {
  // More operands than shape arithmetic ever has are not worth the time.
  guard operands.count <= 16, operands.first??.constant != nil, let target = shape?.small,
    var result = stretched(operands.first ?? nil, to: target)
  else {
    return nil
  }
  for operand in operands.dropFirst() {
    guard let next = stretched(operand, to: target) else { return nil }
    switch (result.elements, next.elements) {
    case (.ints(let left), .ints(let right)):
      guard let onIntegers else { return nil }
      result = ConstantValue(
        zip(left, right).map { left, right in
          guard let left, let right else { return nil }
          return onIntegers(left, right)
        })
    case (.floats(let left), .floats(let right)):
      guard let onFloats else { return nil }
      result = ConstantValue(zip(left, right).map(onFloats))
    default: return nil
    }
  }
  return result
}

/// A constant with its elements repeated to fill a larger shape; `nil` if it does not go into it.
func stretched(_ operand: ValueFact?, to target: [Int]) -> ConstantValue? {
  guard let operand, let value = operand.constant, let shape = operand.shape?.small,
    value.count == operand.count
  else { return nil }
  if shape == target { return value }
  guard shape.count <= target.count,
    zip(shape, target.suffix(shape.count)).allSatisfy({ $0 == 1 || $0 == $1 })
  else { return nil }
  return value.gathered(stretchedPositions(of: shape, to: target))
}

/// Integer division, rounded towards zero.
private func quotient(_ left: Int64, _ right: Int64) -> Int64? {
  right == 0 || (left == .min && right == -1) ? nil : left / right
}

/// The remainder with the sign of the divisor.
private func remainder(_ left: Int64, _ right: Int64) -> Int64? {
  guard right != 0, right != -1 else { return right == 0 ? nil : 0 }
  let rest = left % right
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest
}

private func power(_ base: Int64, _ exponent: Int64) -> Int64? {
  guard exponent >= 0, exponent < 64 else { return nil }
  var result: Int64 = 1
  for _ in 0..<exponent {
    let (product, overflow) = result.multipliedReportingOverflow(by: base)
    guard !overflow else { return nil }
    result = product
  }
  return result
}
