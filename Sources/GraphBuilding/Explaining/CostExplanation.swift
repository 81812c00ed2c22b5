import ComputationGraph

/// The formulas of a node's cost with the numbers in their places.
struct CostExplanation {
  private(set) var lines: [String] = []

  init(_ node: Node, _ inference: NodeInference, _ row: CostTable.Row?) {
    if ControlBody.attributes[node.op] != nil {
      lines.append("what the graphs inside cost: flops = \(Self.text(node.cost.flops))")
    } else if let row {
      add("macs", row.macs, row.macsText, inference)
      add("other", row.other, row.otherText, inference)
      let macs = row.macs?.value(of: inference) ?? (row.macs == nil ? 0 : nil)
      let other = row.other?.value(of: inference) ?? (row.other == nil ? 0 : nil)
      let flops = (Extent(macs) * 2 + Extent(other)).value
      lines.append("flops = 2 * macs + other = \(Self.text(flops))")
      if flops != node.cost.flops {
        lines.append(
          "the record says \(Self.text(node.cost.flops)), by another convention or table")
      }
    } else {
      lines.append("the table has no row for \(node.op): operations are not known")
    }
    lines.append("parameters = \(Self.text(node.cost.parameters))")
    lines.append("bytes = operands + results = \(Self.text(node.cost.bytes))")
    if let intensity = node.cost.intensity {
      lines.append("intensity = flops / bytes = \(intensity)")
    }
  }

  private mutating func add(
    _ name: String, _ expression: CostExpression?, _ text: String, _ inference: NodeInference
  ) {
    guard let expression else { return lines.append("\(name) = 0") }
    let value = Self.text(expression.value(of: inference))
    lines.append("\(name) = \(text) = \(expression.text(of: inference)) = \(value)")
  }

  private static func text(_ value: Int?) -> String { value.map(String.init) ?? "not known" }
}

extension CostExpression {
  /// The formula with values for names.
  fileprivate func text(of node: borrowing NodeInference) -> String {
    var stack: [(text: String, isSum: Bool, isProduct: Bool)] = []
    for step in steps {
      guard step.isOperation, let right = stack.popLast(), let left = stack.popLast() else {
        let value = Self.value(of: step, node).value
        stack.append((value.map(String.init) ?? "?", false, false))
        continue
      }
      let isSum = step == .add || step == .subtract
      func part(_ item: (text: String, isSum: Bool, isProduct: Bool), isRight: Bool) -> String {
        let needs = isSum ? isRight && item.isSum : item.isSum || isRight && item.isProduct
        return needs ? "(\(item.text))" : item.text
      }
      let sign = [Step.add: "+", .subtract: "-", .multiply: "*"][step] ?? "/"
      stack.append(
        ("\(part(left, isRight: false)) \(sign) \(part(right, isRight: true))", isSum, !isSum))
    }
    return stack.last?.text ?? ""
  }
}
