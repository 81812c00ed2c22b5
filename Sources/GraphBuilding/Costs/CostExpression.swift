import ComputationGraph

/// A formula of the cost table, compiled.
///
/// The language has whole numbers, `+ - * /` (rounded down), parentheses and names; there is
/// nothing that loops or fails. Whatever is unknown, overflows or divides by zero makes the whole
/// unknown. The names:
///
/// - `in0`, `in1` … the elements of an operand, weights included; `in0[1]` a dimension of it,
///   `in0[-1]` the last one; 0 of one that is left out. `in` is `in0`.
/// - `out0`, `out1` … the same for outputs; `out` is `out0`.
/// - `has2` 1 if operand 2 is there, else 0; `operands` how many are there.
/// - `space` the product of the sizes behind all letters of an einsum's `equation`.
/// - `transforms`, `points`, `stages` of ``FourierTransforms``.
/// - any other name: the attribute of the node; of a list the product.
struct CostExpression: Sendable, Equatable {
  enum Step: Sendable, Hashable {
    case number(Int)
    case operand(Int, axis: Int?)
    case output(Int, axis: Int?)
    case has(Int)
    case operands
    case space
    case transforms(FourierTransforms.Part)
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
      guard step.isOperation else {
        stack.append(Self.value(of: step, node))
        continue
      }
      guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
      stack.append(Self.apply(step, left, right))
    }
    return stack.last?.value
  }

  /// The value of a name or a number.
  static func value(of step: Step, _ node: borrowing NodeInference) -> Extent {
    switch step {
    case .number(let number): return Extent(number as Int?)
    case .operand(let position, let axis):
      guard node.isThere(position) else { return 0 }
      return size(node.shape(position), axis)
    case .output(let position, let axis):
      let isThere = node.outputs.indices.contains(position)
      return size(isThere ? node.outputs[position].shape : nil, axis)
    case .has(let position): return node.isThere(position) ? 1 : 0
    case .operands: return Extent(node.operands.count { $0 != nil } as Int?)
    case .space: return node.letterSpace
    case .transforms(let part): return FourierTransforms(of: node)?[part] ?? Extent(nil as Int?)
    case .attribute(let name): return number(node.attribute(name))
    case .add, .subtract, .multiply, .divide: return Extent(nil as Int?)
    }
  }

  /// What an operation makes of two values.
  static func apply(_ step: Step, _ left: Extent, _ right: Extent) -> Extent {
    switch step {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    default: left / right
    }
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

extension CostExpression.Step {
  /// Whether it makes one value of two.
  var isOperation: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: true
    default: false
    }
  }
}

extension NodeInference {
  /// The product of the sizes behind all letters of an einsum.
  fileprivate var letterSpace: Extent {
    guard let equation = text("equation") else { return Extent(nil as Int?) }
    let letters = equation.prefix { $0 != "-" }.filter { $0 != " " }
    var sizes: [Character: Int?] = [:]
    for (position, term) in letters.split(separator: ",", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let shape = shape(position), shape.count == term.count else {
        return Extent(nil as Int?)
      }
      for (letter, size) in zip(term, shape) where (sizes[letter] ?? nil) == nil {
        sizes[letter] = .some(size)
      }
    }
    return sizes.values.product
  }
}
