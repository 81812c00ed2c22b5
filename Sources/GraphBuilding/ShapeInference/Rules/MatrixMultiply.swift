import ComputationGraph

let matrixRules: [String: ShapeRule] = [
  "Gemm": { node in
    let left = node.shape(0).map(matrix)
    let right = node.shape(1).map(matrix)
    let rows = node.int("transA") == 1 ? left?.columns : left?.rows
    let columns = node.int("transB") == 1 ? right?.rows : right?.columns
    let inner = node.int("transA") == 1 ? left?.rows : left?.columns
    let expected = node.int("transB") == 1 ? right?.columns : right?.rows
    if let inner = inner ?? nil, let expected = expected ?? nil, inner != expected {
      node.note("\(inner) columns; the weights expect \(expected)")
      return node.set(shape: [nil, nil])
    }
    node.drop("broadcast")
    node.set(shape: [rows ?? nil, columns ?? nil])
  },
  "MatMul": { multiply(&$0, 0, 1, type: nil) },
  "MatMulInteger": { multiply(&$0, 0, 1, type: .int32) },
  "QLinearMatMul": { node in multiply(&node, 0, 3, type: node.type(7)) },
  "Einsum": einsum,
  "Det": { node in node.set(shape: node.shape(0).map { Array($0.dropLast(2)) }) },
]

private func matrix(_ shape: Shape) -> (rows: Int?, columns: Int?) {
  guard let rows = shape.first, shape.count > 1 else { return (nil, nil) }
  // Old Gemm flattened what has more than two dimensions.
  return (rows, shape.dropFirst().product.value)
}

/// A [… M, K] × B [… K, N] → [… M, N]; a vector stands for a row on the left, a column on the right.
private func multiply(
  _ node: inout NodeInference, _ left: Int, _ right: Int, type: ElementType?
) {
  guard var left = node.shape(left), var right = node.shape(right),
    let innerLeft = left.last, !right.isEmpty
  else { return node.set(shape: nil, type: type) }
  let isRow = left.count == 1
  let isColumn = right.count == 1
  if isRow { left.insert(1, at: 0) }
  if isColumn { right.append(1) }
  if let innerLeft, let innerRight = right[right.count - 2], innerLeft != innerRight {
    node.note("\(innerLeft) columns times \(innerRight) rows")
    return node.set(shape: nil, type: type)
  }
  guard var shape = broadcast([Array(left.dropLast(2)), Array(right.dropLast(2))], &node) else {
    return node.set(shape: nil, type: type)
  }
  if !isRow { shape.append(left[left.count - 2]) }
  if !isColumn { shape.append(right[right.count - 1]) }
  node.set(shape: shape, type: type)
}

/// Dimensions by letter: `bij,bjk->bik`.
private func einsum(_ node: inout NodeInference) {
  guard let text = node.text("equation") else { return node.set(shape: nil) }
  let equation = text.filter { $0 != " " }
  node.set("equation", .string(equation))
  let sides = equation.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
  let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false)
  guard terms.count == node.operands.count, !equation.contains(".") else {
    return node.set(shape: nil)
  }
  var sizes: [Character: Int?] = [:]
  for (position, term) in terms.enumerated() {
    guard let shape = node.shape(position), shape.count == term.count else {
      return node.set(shape: nil)
    }
    for (letter, size) in zip(term, shape) where (sizes[letter] ?? nil) == nil {
      sizes[letter] = .some(size)
    }
  }
  let result: String
  if sides.count > 1 {
    result = String(sides[1].dropFirst())
  } else {
    let letters = sides[0].filter { $0 != "," }
    result = String(
      Set(letters).filter { letter in letters.filter { $0 == letter }.count == 1 }.sorted())
  }
  node.set(shape: result.map { sizes[$0] ?? nil })
}
