import ComputationGraph
import GraphBuilding
import Testing

/// One operator, what goes in and what must come out.
struct ShapeCase: Sendable, CustomTestStringConvertible {
  let op: String
  var opset = 17
  var attributes: [Attribute] = []
  let operands: [TestOperand]
  let shapes: [Shape]
  var type: ElementType? = .float32

  var testDescription: String { "\(op) → \(shapes)" }
}

@Suite("Shape rules")
struct ShapeRuleTests {
  static let picture = TestOperand.data([2, 3, 32, 32])

  static let convolutions: [ShapeCase] = [
    ShapeCase(
      op: "Conv", attributes: [ints("strides", 2, 2), ints("pads", 3, 3, 3, 3)],
      operands: [picture, .weight([8, 3, 7, 7])], shapes: [[2, 8, 16, 16]]),
    ShapeCase(
      op: "Conv", attributes: [text("auto_pad", "SAME_UPPER"), ints("strides", 2, 3)],
      operands: [picture, .weight([8, 3, 3, 4])], shapes: [[2, 8, 16, 11]]),
    ShapeCase(
      op: "Conv", attributes: [text("auto_pad", "VALID"), ints("dilations", 2, 1)],
      operands: [picture, .weight([8, 3, 3, 3])], shapes: [[2, 8, 28, 30]]),
    ShapeCase(
      op: "Conv", operands: [.data([1, 4, 10]), .weight([6, 4, 3])], shapes: [[1, 6, 8]]),
    ShapeCase(
      op: "Conv", operands: [.data([nil, 4, nil, 10]), .weight([6, 4, 3, 3])],
      shapes: [[1, 6, nil, 8]]),
    ShapeCase(
      op: "ConvTranspose",
      attributes: [ints("strides", 2, 2), ints("output_padding", 1, 1), ints("pads", 1, 1, 1, 1)],
      operands: [picture, .weight([3, 5, 3, 3])], shapes: [[2, 5, 64, 64]]),
    ShapeCase(
      op: "ConvTranspose", attributes: [ints("strides", 2, 2), ints("output_shape", 63, 65)],
      operands: [picture, .weight([3, 5, 3, 3])], shapes: [[2, 5, 63, 65]]),
    ShapeCase(
      op: "MaxPool", attributes: [ints("kernel_shape", 3, 3), ints("strides", 2, 2)],
      operands: [picture], shapes: [[2, 3, 15, 15]]),
    ShapeCase(
      op: "MaxPool",
      attributes: [ints("kernel_shape", 3, 3), ints("strides", 2, 2), int("ceil_mode", 1)],
      operands: [picture], shapes: [[2, 3, 16, 16]]),
    // The last window would start in the padding.
    ShapeCase(
      op: "AveragePool",
      attributes: [
        ints("kernel_shape", 1, 1), ints("strides", 2, 2), ints("pads", 0, 0, 1, 1),
        int("ceil_mode", 1),
      ],
      operands: [.data([1, 1, 3, 3])], shapes: [[1, 1, 2, 2]]),
    ShapeCase(op: "GlobalAveragePool", operands: [picture], shapes: [[2, 3, 1, 1]]),
  ]

  static let products: [ShapeCase] = [
    ShapeCase(
      op: "Gemm", attributes: [int("transB", 1)], operands: [.data([4, 6]), .weight([9, 6])],
      shapes: [[4, 9]]),
    ShapeCase(
      op: "MatMul", operands: [.data([5, 1, 2, 3]), .data([7, 3, 4])], shapes: [[5, 7, 2, 4]]),
    ShapeCase(op: "MatMul", operands: [.data([3]), .data([3])], shapes: [[]]),
    ShapeCase(op: "MatMul", operands: [.data([2, 3]), .data([4, 5])], shapes: []),
    ShapeCase(
      op: "Einsum", attributes: [text("equation", "bij, bjk -> bik")],
      operands: [.data([2, 3, 4]), .data([2, 4, 5])], shapes: [[2, 3, 5]]),
    ShapeCase(
      op: "LSTM", attributes: [int("hidden_size", 8), text("direction", "bidirectional")],
      operands: [.data([5, 2, 3]), .weight([2, 32, 3]), .weight([2, 32, 8])],
      shapes: [[5, 2, 2, 8], [2, 2, 8], [2, 2, 8]]),
  ]

  static let arithmetic: [ShapeCase] = [
    ShapeCase(op: "Add", operands: [.data([2, 1, 4]), .data([3, 1])], shapes: [[2, 3, 4]]),
    ShapeCase(op: "Add", operands: [.data([2, nil]), .data([2, 7])], shapes: [[2, 7]]),
    ShapeCase(
      op: "Add", opset: 6, attributes: [int("broadcast", 1), int("axis", 1)],
      operands: [.data([2, 3, 4, 5]), .weight([3])], shapes: [[2, 3, 4, 5]]),
    ShapeCase(
      op: "Equal", operands: [.data([2, 3]), .data([3])], shapes: [[2, 3]], type: .bool),
    ShapeCase(
      op: "Where", operands: [.data([4, 1], .bool), .data([3]), .data([1])], shapes: [[4, 3]]),
    ShapeCase(
      op: "Cast", attributes: [int("to", 7)], operands: [.data([2, 3])], shapes: [[2, 3]],
      type: .int64),
    ShapeCase(op: "HardSwish", operands: [picture], shapes: [[2, 3, 32, 32]]),
    ShapeCase(op: "Dropout", operands: [.data([2, 8])], shapes: [[2, 8], [2, 8]]),
    ShapeCase(
      op: "LayerNormalization", operands: [.data([2, 8]), .weight([8])], shapes: [[2, 8]]),
  ]

  static let later: [ShapeCase] = [
    ShapeCase(
      op: "Attention", opset: 23,
      operands: [.data([2, 8, 5, 16]), .data([2, 4, 7, 16]), .data([2, 4, 7, 24])],
      shapes: [[2, 8, 5, 24], [2, 4, 7, 16], [2, 4, 7, 24], [2, 8, 5, 7]]),
    ShapeCase(
      op: "Attention", opset: 23, attributes: [int("q_num_heads", 8), int("kv_num_heads", 4)],
      operands: [
        .data([2, 5, 128]), .data([2, 7, 64]), .data([2, 7, 96]), .absent, .data([2, 4, 3, 16]),
        .data([2, 4, 3, 24]),
      ], shapes: [[2, 5, 192], [2, 4, 10, 16], [2, 4, 10, 24], [2, 8, 5, 10]]),
    ShapeCase(
      op: "RotaryEmbedding", opset: 23, operands: [.data([2, 3, 4, 8])], shapes: [[2, 3, 4, 8]]),
    ShapeCase(
      op: "AffineGrid", opset: 20, operands: [.data([2, 2, 3]), .ints([2, 3, 5, 6])],
      shapes: [[2, 5, 6, 2]]),
    ShapeCase(
      op: "Col2Im", opset: 18, operands: [.data([1, 20, 12]), .ints([5, 5]), .ints([2, 2])],
      shapes: [[1, 5, 5, 5]]),
    ShapeCase(
      op: "DFT", opset: 20, attributes: [int("onesided", 1)], operands: [.data([1, 10, 11, 1])],
      shapes: [[1, 10, 6, 2]]),
    ShapeCase(
      op: "DFT", attributes: [int("axis", 1)], operands: [.data([1, 10, 11, 1])],
      shapes: [[1, 10, 11, 2]]),
    ShapeCase(
      op: "DFT", opset: 20, attributes: [int("inverse", 1), int("onesided", 1)],
      operands: [.data([1, 10, 6, 2]), .absent, .data([], .int64)], shapes: [[nil, nil, nil, 1]]),
    ShapeCase(
      op: "DFT", opset: 20, attributes: [int("inverse", 1)],
      operands: [.data([1, 10, 6, 2]), .absent, .data([], .int64)], shapes: [[nil, nil, nil, 2]]),
    ShapeCase(
      op: "STFT", operands: [.data([1, 128, 1]), .ints([8]), .absent, .ints([16])],
      shapes: [[1, 15, 9, 2]]),
    ShapeCase(
      op: "MelWeightMatrix", operands: [.ints([8]), .ints([16]), .data([]), .data([]), .data([])],
      shapes: [[9, 8]]),
    ShapeCase(
      op: "SoftmaxCrossEntropyLoss", attributes: [text("reduction", "none")],
      operands: [.data([3, 5, 2]), .data([3, 2], .int64)], shapes: [[3, 2], [3, 5, 2]]),
    ShapeCase(
      op: "NegativeLogLikelihoodLoss", operands: [.data([3, 5]), .data([3], .int64)], shapes: [[]]),
    ShapeCase(
      op: "TfIdfVectorizer", attributes: [ints("ngram_indexes", 0, 3, 2)],
      operands: [.data([2, 6], .int64)], shapes: [[2, 4]]),
  ]

  static let moves: [ShapeCase] = [
    ShapeCase(op: "Reshape", operands: [picture, .ints([0, -1])], shapes: [[2, 3072]]),
    ShapeCase(
      op: "Reshape", opset: 1, attributes: [ints("shape", 6, -1, 32)], operands: [picture],
      shapes: [[6, 32, 32]]),
    ShapeCase(op: "Reshape", operands: [picture, .data([3], .int64)], shapes: [[nil, nil, nil]]),
    ShapeCase(op: "Flatten", operands: [picture], shapes: [[2, 3072]]),
    ShapeCase(
      op: "Flatten", attributes: [int("axis", -1)], operands: [picture], shapes: [[192, 32]]),
    ShapeCase(op: "Squeeze", operands: [.data([2, 1, 3, 1])], shapes: [[2, 3]]),
    ShapeCase(op: "Squeeze", operands: [.data([2, 1, 3, 1]), .ints([-1])], shapes: [[2, 1, 3]]),
    ShapeCase(
      op: "Unsqueeze", opset: 11, attributes: [ints("axes", 0, 3)], operands: [.data([2, 3])],
      shapes: [[1, 2, 3, 1]]),
    ShapeCase(op: "Transpose", operands: [.data([2, 3, 4])], shapes: [[4, 3, 2]]),
    ShapeCase(
      op: "Transpose", attributes: [ints("perm", 0, 2, 1)], operands: [.data([2, 3, 4])],
      shapes: [[2, 4, 3]]),
    ShapeCase(
      op: "DepthToSpace", attributes: [int("blocksize", 2)], operands: [.data([1, 8, 3, 3])],
      shapes: [[1, 2, 6, 6]]),
    ShapeCase(op: "Expand", operands: [.data([3, 1]), .ints([2, 1, 4])], shapes: [[2, 3, 4]]),
    ShapeCase(op: "Tile", operands: [.data([2, 3]), .ints([1, 4])], shapes: [[2, 12]]),
    ShapeCase(
      op: "Concat", attributes: [int("axis", 1)], operands: [.data([2, 3]), .data([2, 5])],
      shapes: [[2, 8]]),
    ShapeCase(
      op: "Split", attributes: [int("axis", 1)], operands: [.data([2, 7]), .ints([3, 4])],
      shapes: [[2, 3], [2, 4]]),
    ShapeCase(
      op: "Split", opset: 18, attributes: [int("axis", 1), int("num_outputs", 2)],
      operands: [.data([2, 7])], shapes: [[2, 4], [2, 3]]),
    ShapeCase(
      op: "Pad", operands: [picture, .ints([0, 0, 1, 2, 0, 0, 3, 4])], shapes: [[2, 3, 36, 38]]),
    ShapeCase(
      op: "Pad", opset: 18, operands: [picture, .ints([1, 2]), .absent, .ints([-1])],
      shapes: [[2, 3, 32, 35]]),
  ]

  static let picks: [ShapeCase] = [
    ShapeCase(
      op: "Gather", attributes: [int("axis", 1)], operands: [picture, .data([4, 5], .int64)],
      shapes: [[2, 4, 5, 32, 32]]),
    ShapeCase(
      op: "Slice", operands: [.data([2, 10]), .ints([-3]), .ints([.max]), .ints([1])],
      shapes: [[2, 3]]),
    ShapeCase(
      op: "Slice", operands: [.data([2, 10]), .ints([9]), .ints([.min]), .ints([1]), .ints([-2])],
      shapes: [[2, 5]]),
    ShapeCase(
      op: "Slice", opset: 9, attributes: [ints("starts", 1), ints("ends", 100), ints("axes", 1)],
      operands: [.data([2, 10])], shapes: [[2, 9]]),
    ShapeCase(
      op: "GatherND", operands: [.data([2, 3, 4]), .data([5, 2], .int64)], shapes: [[5, 4]]),
    ShapeCase(
      op: "ScatterND", operands: [.data([4, 4]), .data([2, 1], .int64), .data([2, 4])],
      shapes: [[4, 4]]),
    ShapeCase(op: "TopK", operands: [.data([2, 9]), .ints([3])], shapes: [[2, 3], [2, 3]]),
    ShapeCase(
      op: "ArgMax", attributes: [int("axis", -1), int("keepdims", 0)], operands: [.data([2, 9])],
      shapes: [[2]], type: .int64),
    ShapeCase(
      op: "ReduceMean", attributes: [ints("axes", -1, -2)], operands: [picture],
      shapes: [[2, 3, 1, 1]]),
    ShapeCase(
      op: "ReduceSum", attributes: [int("keepdims", 0)], operands: [picture, .ints([1])],
      shapes: [[2, 32, 32]]),
    ShapeCase(op: "ReduceMax", operands: [picture], shapes: [[1, 1, 1, 1]]),
    ShapeCase(
      op: "Upsample", opset: 7,
      attributes: [Attribute(name: "scales", value: .floats([1, 1, 2, 1.5]))],
      operands: [picture], shapes: [[2, 3, 64, 48]]),
    ShapeCase(
      op: "Resize", operands: [picture, .absent, .absent, .ints([2, 3, 7, 9])],
      shapes: [[2, 3, 7, 9]]),
    ShapeCase(op: "Shape", operands: [picture], shapes: [[4]], type: .int64),
    ShapeCase(op: "NonZero", operands: [picture], shapes: [[4, nil]], type: .int64),
  ]

  @Test(arguments: convolutions + products + arithmetic + later + moves + picks)
  func `gives the shape`(expected: ShapeCase) throws {
    let draft = GraphDraft.node(
      expected.op, opset: expected.opset, expected.attributes, on: expected.operands,
      outputs: max(expected.shapes.count, 1))
    let graph = try GraphBuilder.standard().build(draft)
    let node = try #require(graph.nodes.last)
    if expected.shapes.isEmpty {
      #expect(node.outputs[0].shape == nil)
      #expect(!node.notes.isEmpty)
    } else {
      #expect(node.outputs.map(\.shape) == expected.shapes)
      #expect(node.outputs[0].type == expected.type)
    }
  }

  static let sums: [(axis: Int64, result: [Int])] = [
    (0, [11, 12, 23, 24]), (1, [11, 22, 13, 24]), (.max, [11, 22, 13, 24]),
  ]

  /// Until version 7 `axis` says which dimension of the first operand the second one begins at; an
  /// axis that is none says nothing.
  @Test(arguments: sums)
  func `works out constants along an axis`(axis: Int64, sums: [Int]) throws {
    var draft = GraphDraft.node("Expand", on: [.data([1]), .absent])
    func weight(_ values: [Int64], _ shape: [Int]) -> Int {
      draft.values.append(
        GraphDraft.Value(
          name: "", shape: shape.map { .value($0) }, type: .int64, isWeight: true,
          constant: ConstantValue(values.map { $0 })))
      return draft.values.count - 1
    }
    let (square, list) = (weight([1, 2, 3, 4], [2, 2]), weight([10, 20], [2]))
    let four = weight([4], [1])
    draft.values += [GraphDraft.Value(name: ""), GraphDraft.Value(name: "")]
    let (sum, flat) = (draft.values.count - 2, draft.values.count - 1)
    draft.nodes[0].operands[1] = flat
    draft.nodes += [
      GraphDraft.Node(
        op: "Add", opset: 6, attributes: [int("broadcast", 1), int("axis", axis)],
        operands: [square, list], outputs: [sum]),
      GraphDraft.Node(op: "Reshape", opset: 13, operands: [sum, four], outputs: [flat]),
    ]
    let graph = try GraphBuilder.standard().build(draft)
    #expect(graph.nodes.last?.outputs.first?.shape == sums.map { $0 })
  }

  @Test func `resolves automatic padding`() throws {
    let draft = GraphDraft.node(
      "Conv", [text("auto_pad", "SAME_LOWER")], on: [Self.picture, .weight([8, 3, 4, 4])])
    let node = try GraphBuilder.standard().build(draft).nodes[0]
    #expect(node.attribute("pads") == .ints([2, 2, 1, 1]))
    #expect(node.attribute("auto_pad") == nil)
    #expect(node.attributes.map(\.name) == node.attributes.map(\.name).sorted())
  }

  @Test func `keeps an operator that it does not know`() throws {
    let graph = try GraphBuilder.standard().build(.node("com.example.Magic", on: [Self.picture]))
    #expect(graph.nodes[0].op == "com.example.Magic")
    #expect(graph.nodes[0].outputs[0].shape == nil)
    #expect(graph.nodes[0].notes == ["operator com.example.Magic is not known"])
    #expect(graph.totals.flops == nil)
  }
}
