/// Operand positions at which networks have weights and nothing else.
///
/// Files without initializers, such as NNLQP's, list weights as graph inputs. An input that is read
/// only at these positions is a weight; any other input is data.
enum WeightPositions {
  /// The positions of an operator, as bits.
  static func bits(of op: String) -> UInt64 {
    table[op].map { $0.reduce(0) { $0 | 1 << UInt64($1) } } ?? 0
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

extension Blueprint {
  /// Which values are weights: those of the file, and the inputs that are used as such, be it by
  /// way of Identity. `order` has the nodes, operands first.
  func weightMask(_ order: [Int], _ lexicon: Lexicon) -> [Bool] {
    var uses = Array(repeating: (isRead: false, isData: false), count: values.count)
    for output in outputs { uses[Int(output)].isData = true }
    // A span, since an array would be looked at anew for each use.
    var all = uses.mutableSpan
    // Backwards, so that what becomes of an Identity is known before its operand is looked at.
    for node in order.reversed() {
      let marks = lexicon.marks[Int(nodes[node].spelling)]
      let range = operandRange(of: node)
      for index in range where operands[index] >= 0 {
        let operand = Int(operands[index])
        all[operand].isRead = true
        if marks.isIdentity, let alias = firstResult(of: node) {
          if all[alias].isData || !all[alias].isRead { all[operand].isData = true }
        } else if !marks.weightPositions.isSet(index - range.lowerBound) {
          all[operand].isData = true
        }
      }
    }
    var mask = values.map(\.isWeight)
    for input in inputs where uses[Int(input)] == (true, false) { mask[Int(input)] = true }
    return mask
  }

  private func firstResult(of node: Int) -> Int? {
    guard let first = resultRange(of: node).first, results[first] >= 0 else { return nil }
    return Int(results[first])
  }
}

extension UInt64 {
  /// Whether the bit of a position is set; there are none beyond 63.
  func isSet(_ position: Int) -> Bool {
    position < 64 && self >> UInt64(position) & 1 == 1
  }
}
