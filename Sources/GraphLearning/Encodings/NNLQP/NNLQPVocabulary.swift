/// The operators and attributes that NNLQP's node vector knows, with its centres and scales.
enum NNLQPVocabulary {
  /// The slots of the one-hot, the attributes and the output shape.
  static let (operatorSlots, attributeSlots, shapeSlots) = (32, 8, 4)
  /// The length of a node's vector.
  static let width = operatorSlots + attributeSlots + shapeSlots

  /// A value's place in the vector: (value - centre) / scale.
  struct Slot {
    /// The attribute in ONNX's vocabulary.
    let name: String
    /// The number of slots: a longer list is cut, a shorter one filled up with zeros.
    let count: Int
    let centre: Float
    let scale: Float

    func encode(_ value: Float) -> Float { (value - centre) / scale }
  }

  static let shape: [Slot] = [
    Slot(name: "batch", count: 1, centre: 12.25, scale: 1024),
    Slot(name: "channels", count: 1, centre: 286.96, scale: 2496),
    Slot(name: "height", count: 1, centre: 32.62, scale: 256),
    Slot(name: "width", count: 1, centre: 31.80, scale: 256),
  ]

  private static let kernel: [Slot] = [
    Slot(name: "kernel_shape", count: 1, centre: 2.53, scale: 56),
    Slot(name: "strides", count: 1, centre: 1.16, scale: 56),
    Slot(name: "pads", count: 1, centre: 0.75, scale: 6),
  ]
  private static let bias = Slot(name: "bias", count: 1, centre: 0.77, scale: 1)
  private static let convolution: [Slot] =
    kernel + [
      Slot(name: "dilations", count: 1, centre: 1, scale: 1),
      Slot(name: "group", count: 1, centre: 15.08, scale: 6144), bias,
    ]

  /// The place of an operator in the one-hot, and its attributes in order; `nil` for an operator
  /// that is not among the 28 (`Matmul`, so misspelt upstream, is never met).
  static func entry(_ op: String) -> (position: Int, attributes: [Slot])? { entries[op] }

  private static let entries = Dictionary(
    uniqueKeysWithValues: operators.enumerated().map { position, op in
      (op, (position: position, attributes: attributes[op] ?? []))
    })

  /// The operators in order of their place.
  static let operators = [
    "Conv", "Relu", "Add", "Sigmoid", "Reshape", "MaxPool", "Split", "GlobalAveragePool", "Gemm",
    "Transpose", "Upsample", "BatchNormalization", "Mul", "Concat", "Flatten", "AveragePool",
    "Cast", "Matmul", "ReduceMean", "Pow", "Slice", "Div", "Sub", "Sqrt", "Clip", "Softmax",
    "Tanh", "ConvTranspose",
  ]

  private static let attributes: [String: [Slot]] = [
    "Conv": convolution, "MaxPool": kernel, "AveragePool": kernel, "Gemm": [bias],
    "Transpose": [Slot(name: "perm", count: 8, centre: 1.78, scale: 4)],
    "ConvTranspose": convolution
      + [Slot(name: "output_padding", count: 1, centre: 0, scale: 1e-5)],
  ]
}
