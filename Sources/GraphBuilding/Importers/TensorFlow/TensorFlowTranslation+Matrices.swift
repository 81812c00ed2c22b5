import ComputationGraph
import ModelFormats

extension TensorFlowTranslation {
  static let matrixRules: [String: Rule] = [
    "MatMul": { draft, applied in
      guard applied.inputs.count == 2 else { return false }
      draft.add(
        "Gemm", applied.inputs, applied.outputs,
        [
          .int("transA", applied.flag("transpose_a") ? 1 : 0),
          .int("transB", applied.flag("transpose_b") ? 1 : 0),
        ])
      return true
    },
    "BatchMatMul": { draft, applied in draft.multiply(applied) },
    "BatchMatMulV2": { draft, applied in draft.multiply(applied) },
    "BatchMatMulV3": { draft, applied in draft.multiply(applied) },
    "Einsum": { draft, applied in
      guard let equation = applied.text("equation") else { return false }
      draft.add("Einsum", applied.inputs, applied.outputs, [.text("equation", equation)])
      return true
    },
  ]

  /// Stacks of matrices, either of which may be turned first.
  private mutating func multiply(_ applied: TensorFlowOperator) -> Bool {
    guard applied.inputs.count == 2 else { return false }
    var operands = applied.inputs
    for (position, flag) in ["adj_x", "adj_y"].enumerated() where applied.flag(flag) {
      guard let rank = rank(of: operands[position]), 2...8 ~= rank else { return false }
      var order = Array(0..<rank)
      order.swapAt(rank - 1, rank - 2)
      guard let turned = ordered(operands[position], order) else { return false }
      operands[position] = turned
    }
    add("MatMul", operands, applied.outputs)
    return true
  }
}
