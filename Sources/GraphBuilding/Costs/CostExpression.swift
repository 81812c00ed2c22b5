import ComputationGraph

/// A formula of the cost table, compiled.
///
/// The language has whole numbers, `+ - * /` (rounded down), parentheses and names; there is
/// nothing that loops or fails. Whatever is unknown, overflows or divides by zero makes the whole
/// unknown. The names:
///
/// - `in0`, `in1` … the elements of an operand, weights included; `in0[1]` a dimension of it,
///   `in0[-1]` the last one. `in` is `in0`.
/// - `out0`, `out1` … the same for outputs; `out` is `out0`.
/// - `has2` 1 if operand 2 is there, else 0; `operands` how many are there.
/// - any other name: the attribute of the node; of a list the product.
struct CostExpression: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case number(Int)
    case operand(Int, axis: Int?)
    case output(Int, axis: Int?)
    case has(Int)
    case operands
    case attribute(String)
    case add, subtract, multiply, divide
  }

  /// The steps in the order in which a stack machine takes them.
  let steps: [Step]

  /// The value for a node, `nil` where it cannot be known.
  func value(of node: borrowing NodeInference) -> Int? {
    var stack: [Extent] = []
    stack.reserveCapacity(4)
    for step in steps {
      switch step {
      case .number(let number): stack.append(Extent(number as Int?))
      case .operand(let position, let axis):
        stack.append(Self.size(node.shape(position), axis))
      case .output(let position, let axis):
        let isThere = node.outputs.indices.contains(position)
        stack.append(Self.size(isThere ? node.outputs[position].shape : nil, axis))
      case .has(let position): stack.append(node.isThere(position) ? 1 : 0)
      case .operands: stack.append(Extent(node.operands.count { $0 != nil } as Int?))
      case .attribute(let name): stack.append(Self.number(node.attribute(name)))
      case .add, .subtract, .multiply, .divide:
        guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
        switch step {
        case .add: stack.append(left + right)
        case .subtract: stack.append(left - right)
        case .multiply: stack.append(left * right)
        default: stack.append(left / right)
        }
      }
    }
    return stack.last?.value
  }

  private static func size(_ shape: Shape?, _ axis: Int?) -> Extent {
    guard let shape else { return Extent(nil as Int?) }
    guard let axis else { return shape.product }
    let position = axis < 0 ? axis + shape.count : axis
    return Extent(shape.indices.contains(position) ? shape[position] : nil)
  }

  private static func number(_ value: AttributeValue?) -> Extent {
    switch value {
    case .int(let number): Extent(number)
    case .ints(let numbers): numbers.reduce(1 as Extent) { $0 * Extent($1) }
    default: Extent(nil as Int?)
    }
  }
}
