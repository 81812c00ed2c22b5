/// What an operator costs as NNLQP counts it: convolutions, products and pools without the batch, the
/// rest with it; `GlobalAveragePool` over the width alone, `Softmax` by its rank.
///
/// Reference: NNLQP, ICPP 2022, and its published code
package struct NNLQPCost: Sendable, Equatable {
  /// Floating-point operations.
  package var flops: Double
  /// Weights, a bias among them.
  package var parameters: Double
  /// Elements that pass through memory: weights and results.
  package var elements: Double

  /// A cost of these parts.
  package init(flops: Double, parameters: Double, elements: Double) {
    self.flops = flops
    self.parameters = parameters
    self.elements = elements
  }

  /// The cost of a node; `nil` for an operator that NNLQP leaves out altogether, memory included.
  package init?(of node: Node, in graph: Graph) {
    guard let (flops, parameters) = Self.counts(of: node, in: graph) else { return nil }
    self.init(
      flops: flops, parameters: parameters,
      elements: node.outputs.reduce(parameters) { $0 + $1.elements })
  }

  private static func counts(
    of node: Node, in graph: Graph
  ) -> (flops: Double, parameters: Double)? {
    let operands = node.operands
    let output = node.outputs.first?.dimensions ?? []
    let input = operands.first.flatMap { graph.value($0) }?.dimensions ?? []
    let weight = operands.dropFirst().first.flatMap { graph.value($0) }?.dimensions ?? []
    let bias = operands.count == 3 ? 1.0 : 0.0
    switch node.op {
    case "Conv", "ConvTranspose":
      let terms = weight.dropFirst().product
      return (
        output.dropFirst().product * (2 * terms - 1 + bias), (weight.first ?? 0) * (terms + bias)
      )
    case "Gemm":
      guard weight.count >= 2 else { return (0, 0) }
      let isTransposed = node.integers("transB") == [1]
      let (last, other) = (weight[weight.count - 1], weight[weight.count - 2])
      let (rows, columns) = isTransposed ? (other, last) : (last, other)
      return (rows * (2 * columns - 1 + bias), rows * (columns + bias))
    case "BatchNormalization":
      let terms = operands.count == 1 ? 2.0 : 4.0
      return (terms * input.product, terms * (input.count > 1 ? input[1] : 0))
    case "AveragePool":
      let kernel = (node.integers("kernel_shape") ?? []).map { Double($0) }
      return (output.dropFirst().product * kernel.product, 0)
    case "GlobalAveragePool":
      guard input.count > 3, output.count > 3, output[3] > 0 else { return (0, 0) }
      return (output.dropFirst().product * (input[3] / output[3]).rounded(.down), 0)
    case "Add", "Sigmoid", "Mul", "ReduceMean", "Pow", "Div", "Sub", "Sqrt", "Tanh":
      return (output.product, 0)
    case "Softmax":
      guard let batch = input.first, batch > 0 else { return (0, 0) }
      return (3 * (Double(input.count) / batch).rounded(.down) - 1, 0)
    case "Upsample":
      var perElement = 0.0
      if case .string(let mode)? = node.attribute("mode") {
        perElement = ["linear": 5, "bicubic": 259, "trilinear": 31][mode] ?? 0
      }
      return (perElement * output.dropFirst().product, 0)
    case "Relu", "Reshape", "MaxPool", "Split", "Transpose", "Concat", "Flatten", "Cast", "Slice",
      "Clip":
      return (0, 0)
    default: return nil
    }
  }
}

extension ValueInfo {
  /// The dimensions as numbers, 0 for one that is not known.
  fileprivate var dimensions: [Double] { (shape ?? []).map { Double($0 ?? 0) } }
  /// The number of elements, 0 where it is not known.
  fileprivate var elements: Double { shape == nil ? 0 : dimensions.product }
}

extension Sequence<Double> {
  fileprivate var product: Double { reduce(1, *) }
}
