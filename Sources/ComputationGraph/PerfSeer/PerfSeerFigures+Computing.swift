extension PerfSeerFigures {
  /// What follows from the record; sizes that are not known count as 0.
  init(computing node: Node, in graph: Graph) {
    self.init()
    let inputs = node.inputs.compactMap {
      $0 == .absent ? nil : graph.value(.data($0))?.shape ?? []
    }
    let output = node.outputs.first?.shape ?? []
    let inputCount = inputs.reduce(0) { $0 + Self.elements($1) }
    let weightCount = node.weights.reduce(0.0) { sum, use in
      sum
        + Self.elements(
          graph.weights.indices.contains(use.weight) ? graph.weights[use.weight].shape ?? [] : [])
    }
    fillArguments(node, graph, inputs.first ?? [])
    flops = Self.operations(node, inputs: inputs, output: output, arguments)
    let outputCount = Self.elements(output)
    memory[0] = 4 * (inputCount + outputCount + weightCount)
    memory[1] = weightCount
    memory[2] = Double(graph.batch ?? output.first.flatMap(\.self) ?? 0)
    memory[3] = inputCount + weightCount
    memory[4] = 4 * inputCount
    memory[8] = 4 * outputCount
    let count = Double(max(inputs.count, 1))
    for (place, axis) in [(5, 1), (6, 3), (7, 2)] {
      memory[place] = inputs.reduce(0) { $0 + Self.size($1, axis) } / count
      memory[place + 4] = Self.size(output, axis)
    }
    intensity = bytes > 0 ? flops / (bytes / 4) : 0
  }

  private static func elements(_ shape: Shape) -> Double {
    shape.isEmpty ? 0 : shape.reduce(1) { $0 * Double($1 ?? 0) }
  }

  private static func size(_ shape: Shape, _ axis: Int) -> Double {
    axis < shape.count ? Double(shape[axis] ?? 0) : 0
  }

  private mutating func fillArguments(_ node: Node, _ graph: Graph, _ input: Shape) {
    let hasBias = node.operands.count > 2 ? 1.0 : 0.0
    switch node.op {
    case "Conv":
      arguments[0] = node.first("kernel_shape") ?? 0
      arguments[1] = node.first("strides") ?? 1
      arguments[2] = node.first("pads") ?? 0
      arguments[3] = node.first("dilations") ?? 1
      arguments[4] = node.first("group") ?? 1
      arguments[5] = hasBias
    case "Gemm", "MatMul":
      arguments[6] = Self.size(input, input.count - 1)
      let output = node.outputs.first?.shape ?? []
      arguments[7] = Self.size(output, output.count - 1)
      arguments[8] = hasBias
    case "MaxPool", "AveragePool":
      arguments[9] = node.first("kernel_shape") ?? 0
      arguments[10] = node.first("strides") ?? 1
      arguments[11] = node.first("pads") ?? 0
      arguments[12] = node.first("ceil_mode") ?? 0
    case "GlobalAveragePool":
      arguments[9] = Self.size(input, 2)
      arguments[10] = arguments[9]
    default: break
    }
  }

  private static func operations(
    _ node: Node, inputs: [Shape], output: Shape, _ arguments: [Double]
  ) -> Double {
    let results = elements(output)
    switch node.op {
    case "Conv":
      let channels = size(inputs.first ?? [], 1) / max(arguments[4], 1)
      return 2 * results * (channels * arguments[0] * arguments[0] + arguments[5])
    case "BatchNormalization": return 2 * results
    case "MaxPool", "AveragePool": return results * arguments[9] * arguments[9]
    case "GlobalAveragePool": return elements(inputs.first ?? [])
    case "Gemm", "MatMul": return 2 * results * arguments[6]
    case "Add", "Sum": return Double(max(inputs.count - 1, 0)) * results
    case "Relu": return results
    // What PerfSeer's networks do not have counts as our own table says.
    case "Concat", "Flatten": return 0
    default: return Double(node.cost.flops ?? 0)
    }
  }
}

extension Node {
  /// The first number of an attribute.
  fileprivate func first(_ name: String) -> Double? {
    integers(name)?.first.map(Double.init)
  }
}
