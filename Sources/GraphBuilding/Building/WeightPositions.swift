/// Operand positions at which networks have weights and nothing else.
///
/// Files without initializers, such as NNLQP's, list weights as graph inputs. An input that is read
/// only at these positions is a weight; any other input is data.
enum WeightPositions {
  static func range(of op: String) -> ClosedRange<Int>? {
    table[op]
  }

  private static let table: [String: ClosedRange<Int>] = [
    "BatchNormalization": 1...4,
    "Clip": 1...2,
    "Conv": 1...2,
    "ConvInteger": 1...3,
    "ConvTranspose": 1...2,
    "DeformConv": 1...1,
    "Gemm": 1...2,
    "GroupNormalization": 1...2,
    "GRU": 1...3,
    "InstanceNormalization": 1...2,
    "LayerNormalization": 1...2,
    "LSTM": 1...3,
    "PRelu": 1...1,
    "QLinearConv": 1...8,
    "RMSNormalization": 1...1,
    "RNN": 1...3,
  ]
}

extension GraphDraft {
  /// Which values are weights: those of the file, and the inputs that are used as such, be it by
  /// way of Identity. `order` has the nodes, operands first, and `traits` those of each operator.
  func weightMask(_ order: [Int], _ traits: [OperatorTraits]) -> [Bool] {
    var isData = Array(repeating: false, count: values.count)
    var isRead = isData
    for output in outputs { isData[output] = true }
    // Backwards, so that what becomes of an Identity is known before its operand is looked at.
    for node in order.reversed() {
      let weights = traits[node].weightPositions
      let alias = nodes[node].op == "Identity" ? nodes[node].outputs.first : nil
      for position in nodes[node].operands.indices {
        let operand = nodes[node].operands[position]
        guard operand >= 0 else { continue }
        isRead[operand] = true
        if let alias, alias >= 0 {
          if isData[alias] || !isRead[alias] { isData[operand] = true }
        } else if weights?.contains(position) != true {
          isData[operand] = true
        }
      }
    }
    var mask = values.map(\.isWeight)
    for input in inputs where isRead[input] && !isData[input] { mask[input] = true }
    return mask
  }
}
