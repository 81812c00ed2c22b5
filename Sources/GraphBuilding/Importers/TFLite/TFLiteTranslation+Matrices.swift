import ComputationGraph
import ModelFormats

extension TFLiteTranslation {
  static let matrixRules: [String: Rule] = [
    // Weights [O, I]; data of another rank count as rows of I.
    "FULLY_CONNECTED": { draft, applied in
      guard applied.inputs.count >= 2, applied.inputs[0] >= 0, applied.inputs[1] >= 0,
        let filters = draft.sizes(of: applied.inputs[1]), filters.count == 2,
        let rank = draft.rank(of: applied.inputs[0]), let result = applied.outputs.first
      else { return false }
      if applied.option("keep_num_dims") == 1, rank != 2 {
        return draft.multiplyRows(applied.inputs, by: filters, into: result)
      }
      var operands = applied.inputs.filter { $0 >= 0 }
      if rank != 2 {
        let rows = draft.value(of: draft.draft.values[operands[0]].type)
        draft.add("Reshape", [operands[0]], [rows], [.ints("shape", [-1, Int64(filters[1])])])
        operands[0] = rows
      }
      draft.add("Gemm", operands, applied.outputs, [.int("transB", 1)])
      return true
    },
    "BATCH_MATMUL": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      var operands = applied.inputs
      for (position, option) in ["adj_x", "adj_y"].enumerated()
      where applied.option(option) == 1 {
        guard operands[position] >= 0, let rank = draft.rank(of: operands[position]), rank >= 2,
          rank <= 8
        else { return false }
        var order = Array(0..<Int64(rank))
        order.swapAt(rank - 1, rank - 2)
        let turned = draft.value(of: draft.draft.values[operands[position]].type)
        draft.add("Transpose", [operands[position]], [turned], [.ints("perm", order)])
        operands[position] = turned
      }
      draft.add("MatMul", operands, applied.outputs)
      return true
    },
    // Operands: the positions and the table.
    "EMBEDDING_LOOKUP": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      draft.add("Gather", [applied.inputs[1], applied.inputs[0]], applied.outputs)
      return true
    },
  ]

  /// data [..., I] by weights [O, I], which ONNX multiplies by [I, O], and a bias.
  private mutating func multiplyRows(
    _ operands: [Int], by filters: [Int], into result: Int
  ) -> Bool {
    guard let weights = reordered(operands[1], [1, 0]) else { return false }
    guard operands.count > 2, operands[2] >= 0 else {
      add("MatMul", [operands[0], weights], [result])
      return true
    }
    let product = value(like: result)
    add("MatMul", [operands[0], weights], [product])
    add("Add", [product, operands[2]], [result])
    return true
  }
}
