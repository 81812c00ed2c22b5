/// Operand positions at which networks have weights and nothing else.
///
/// Files without initializers, such as NNLQP's, list weights as graph inputs. An input that is read
/// only at these positions is a weight; any other input is data.
enum WeightPositions {
  static func contains(op: String, position: Int) -> Bool {
    table[op]?.contains(position) ?? false
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
  /// way of Identity. `order` has the nodes, operands first.
  func weightMask(_ order: [Int]) -> [Bool] {
    var isData = Array(repeating: false, count: values.count)
    var isRead = isData
    for output in outputs { isData[output] = true }
    // Backwards, so that what becomes of an Identity is known before its operand is looked at.
    for node in order.lazy.reversed().map({ nodes[$0] }) {
      for (position, operand) in node.operands.enumerated() where operand >= 0 {
        isRead[operand] = true
        if node.op == "Identity", let output = node.outputs.first, output >= 0 {
          if isData[output] || !isRead[output] { isData[operand] = true }
        } else if !WeightPositions.contains(op: node.op, position: position) {
          isData[operand] = true
        }
      }
    }
    var mask = values.map(\.isWeight)
    for input in inputs where isRead[input] && !isData[input] { mask[input] = true }
    return mask
  }
}
