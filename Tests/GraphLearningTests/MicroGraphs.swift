import ComputationGraph

/// Networks of a few nodes, as `cg-build` would record them.
enum MicroGraphs {
  static func tensor(_ name: String, _ shape: [Int]) -> ValueInfo {
    ValueInfo(name: name, shape: shape, type: .float32)
  }

  static func node(
    _ op: String, _ inputs: [Operand], _ outputs: [(String, [Int])],
    _ attributes: [(String, [Int64])] = [], weights: [WeightUse] = []
  ) -> Node {
    Node(
      op: op, attributes: attributes.map { Attribute(name: $0.0, value: .ints($0.1)) },
      inputs: inputs, weights: weights, outputs: outputs.map { tensor($0.0, $0.1) })
  }

  static func first(_ node: Int) -> Operand { .node(node, output: 0) }

  static let pools = Graph(
    batch: 2, inputs: [tensor("x", [2, 3, 8, 8])],
    nodes: [
      node(
        "MaxPool", [.input(0)], [("a", [2, 3, 4, 4])],
        [("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1]), ("strides", [2, 2])]),
      node(
        "AveragePool", [first(0)], [("y", [2, 3, 3, 3])],
        [("kernel_shape", [2, 2]), ("pads", [0, 0, 0, 0]), ("strides", [1, 1])]),
    ], outputs: [first(1)])

  /// x → Relu a → Tanh c → Relu c2, a → Sigmoid b, c2 + b.
  static func diamond(batch: Int) -> Graph {
    let shape = [batch, 3, 8, 8]
    return Graph(
      batch: batch, inputs: [tensor("x", shape)],
      nodes: [
        node("Relu", [.input(0)], [("a", shape)]), node("Tanh", [first(0)], [("c", shape)]),
        node("Relu", [first(1)], [("c2", shape)]), node("Sigmoid", [first(0)], [("b", shape)]),
        node("Add", [first(2), first(3)], [("y", shape)]),
      ], outputs: [first(4)])
  }

  static func convolution(batch: Int) -> Graph {
    Graph(
      batch: batch, inputs: [tensor("x", [batch, 3, 8, 8])], weights: [tensor("w", [4, 3, 3, 3])],
      nodes: [
        node(
          "Conv", [.input(0)], [("c", [batch, 4, 6, 6])],
          [
            ("dilations", [1, 1]), ("group", [1]), ("kernel_shape", [3, 3]),
            ("pads", [0, 0, 0, 0]), ("strides", [1, 1]),
          ], weights: [WeightUse(position: 1, weight: 0)]),
        node("Relu", [first(0)], [("y", [batch, 4, 6, 6])]),
      ], outputs: [first(1)])
  }

  static let normalisation = Graph(
    batch: 2, inputs: [tensor("x", [2, 3, 8, 8])],
    weights: ["s", "b", "m", "v"].map { tensor($0, [3]) },
    nodes: [
      node(
        "BatchNormalization", [.input(0)], [("y", [2, 3, 8, 8])],
        weights: (0..<4).map { WeightUse(position: $0 + 1, weight: $0) })
    ], outputs: [first(0)])

  static let clip = Graph(
    batch: 1, inputs: [tensor("x", [1, 3, 8, 8])], weights: [tensor("lo", []), tensor("hi", [1])],
    nodes: [
      node(
        "Clip", [.input(0)], [("y", [1, 3, 8, 8])],
        weights: [WeightUse(position: 1, weight: 0), WeightUse(position: 2, weight: 1)])
    ], outputs: [first(0)])

  static func product(batch: Int) -> Graph {
    Graph(
      batch: batch, inputs: [tensor("x", [batch, 16])], weights: [tensor("w", [16, 4])],
      nodes: [
        node(
          "MatMul", [.input(0)], [("m", [batch, 4])],
          weights: [WeightUse(position: 1, weight: 0)]),
        node("Softmax", [first(0)], [("y", [batch, 4])]),
      ], outputs: [first(1)])
  }

  static let split = Graph(
    batch: 1, inputs: [tensor("x", [1, 4, 8, 8])],
    nodes: [
      node("Split", [.input(0)], [("a", [1, 1, 8, 8]), ("b", [1, 3, 8, 8])]),
      node("Relu", [first(0)], [("ra", [1, 1, 8, 8])]),
      node("Concat", [first(1), .node(0, output: 1)], [("y", [1, 4, 8, 8])]),
    ], outputs: [first(2)])

  static let all: [(name: String, graph: Graph)] = [
    ("pools", pools), ("diamond_order", diamond(batch: 1)), ("conv_relu", convolution(batch: 1)),
    ("bn", normalisation), ("clip11_constant_bounds", clip),
    ("matmul_softmax", product(batch: 1)), ("matmul_softmax_b8", product(batch: 8)),
    ("split_concat_opset11", split),
  ]
}
