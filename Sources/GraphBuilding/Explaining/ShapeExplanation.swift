import ComputationGraph

/// The arithmetic behind the shape of a node's first result, in the words of its rule.
struct ShapeExplanation {
  private(set) var lines: [String] = []

  init(_ node: NodeInference) {
    guard RuleRegistry.isKnown(node.op) else {
      lines = ["no rule for \(node.op): what the file says, if it says anything"]
      return
    }
    switch node.op {
    case "Conv", "ConvInteger", "QLinearConv", "DeformConv", "AveragePool", "MaxPool", "LpPool":
      slide(node)
    case "ConvTranspose": slideBack(node)
    case "Concat": concatenate(node)
    case "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul": multiply(node)
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze":
      lines = ["the elements stay: \(count(node.shape(0))) = \(count(node.outputs.first?.shape))"]
    case "Pad": pad(node)
    case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
      "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare":
      let keeps = node.int("keepdims") == 0 ? "go away" : "become 1"
      lines = ["dimensions \(list(node.ints("axes"))) \(keeps)"]
    case "GlobalAveragePool", "GlobalMaxPool": lines = ["all but batch and channels become 1"]
    case "Transpose": lines = ["the dimensions in the order \(list(node.ints("perm")))"]
    default: generic(node)
    }
    if lines.isEmpty { generic(node) }
  }

  private mutating func generic(_ node: NodeInference) {
    let shapes = node.operands.compactMap { $0.map { GraphExplanation.text($0.shape) } }
    let result = node.outputs.first?.shape
    var copy = node
    if ControlBody.attributes[node.op] != nil {
      lines = ["what the graphs inside compute"]
    } else if shapes.count > 1, result != nil,
      broadcast(node.operands.compactMap { $0?.shape }, &copy) == result
    {
      lines = ["\(shapes.joined(separator: " and ")), dimensions of 1 stretched"]
    } else if result != nil, result == node.shape(0) {
      lines = ["the shape of operand 0"]
    } else {
      lines = ["the rule of \(node.op) on \(shapes.joined(separator: " and "))"]
    }
  }

  private mutating func slide(_ node: NodeInference) {
    guard let window = WrittenWindow(node) else { return }
    let rounding = node.int("ceil_mode") == 1 ? "rounded up" : "rounded down"
    for place in window.places {
      lines.append(
        "dimension \(place.axis): (\(size(place.input)) + \(place.before) + \(place.behind) - "
          + "\(place.reach)) / \(place.stride) \(rounding) + 1 = \(size(place.output))")
    }
    guard let filters = node.shape(1), node.op.contains("Conv") else { return }
    lines.append("channels: the \(size(filters.first ?? nil)) filters of the weights")
  }

  private mutating func slideBack(_ node: NodeInference) {
    guard let window = WrittenWindow(node) else { return }
    for place in window.places {
      lines.append(
        "dimension \(place.axis): \(place.stride) * (\(size(place.input)) - 1) + \(place.extra) + "
          + "\(place.reach) - \(place.before) - \(place.behind) = \(size(place.output))")
    }
  }

  private mutating func concatenate(_ node: NodeInference) {
    guard let axis = node.int("axis").flatMap({ Int(exactly: $0) }), axis >= 0,
      let output = node.outputs.first?.shape, axis < output.count
    else { return }
    let parts = node.operands.map { operand -> String in
      guard let shape = operand?.shape, axis < shape.count else { return "?" }
      return size(shape[axis])
    }
    lines = ["dimension \(axis): \(parts.joined(separator: " + ")) = \(size(output[axis]))"]
  }

  private mutating func multiply(_ node: NodeInference) {
    let turned = ["transA", "transB"].map { node.int($0) == 1 ? ", turned" : "" }
    lines = [
      "rows of \(GraphExplanation.text(node.shape(0)))\(turned[0]), columns of "
        + "\(GraphExplanation.text(node.shape(node.op == "QLinearMatMul" ? 3 : 1)))\(turned[1])"
    ]
  }

  private mutating func pad(_ node: NodeInference) {
    guard let input = node.shape(0), let pads = node.ints("pads"), pads.count == 2 * input.count,
      let output = node.outputs.first?.shape, output.count == input.count
    else { return }
    for axis in input.indices where pads[axis] != 0 || pads[axis + input.count] != 0 {
      lines.append(
        "dimension \(axis): \(size(input[axis])) + \(pads[axis]) + \(pads[axis + input.count]) = "
          + size(output[axis]))
    }
  }

  private func size(_ dimension: Int?) -> String { dimension.map(String.init) ?? "?" }

  private func count(_ shape: Shape?) -> String { size(shape?.product.value) }

  private func list(_ values: [Int64]?) -> String { values.map { "\($0)" } ?? "that are not known" }
}
