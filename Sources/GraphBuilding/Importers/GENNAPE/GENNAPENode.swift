import ComputationGraph

/// A GENNAPE node in ONNX's terms.
struct GENNAPENode {
  /// A weight: what is appended to the node's id, and its dimensions, 0 if unknown.
  typealias Weight = (suffix: String, shape: [Double])

  private(set) var op = "Identity"
  private(set) var opset = 13
  private(set) var attributes: [Attribute] = []
  private(set) var weights: [Weight] = []
  private(set) var notes: [String] = []
  private let node: GENNAPEGraph.Node

  init(_ node: GENNAPEGraph.Node, operandCount: Int) {
    self.node = node
    switch GENNAPEOperator(rawValue: node.op) ?? .unknown {
    case .conv: convolve(isDepthwise: false)
    case .depthwise: convolve(isDepthwise: true)
    case .matmul: multiply()
    case .batchnorm: normalise()
    case .maxpool: pool("MaxPool")
    case .avgpool: pool("AveragePool")
    case .relu: op = "Relu"
    case .relu6: clip()
    case .sigmoid: op = "Sigmoid"
    case .tanh: op = "Tanh"
    case .swish: op = node.label.contains("hard") ? "HardSwish" : "Swish"
    case .gelu: op = "Gelu"
    case .add: combine(operandCount > 2 ? "Sum" : "Add", operandCount)
    case .mul: combine("Mul", operandCount)
    case .concat:
      op = "Concat"
      add("axis", 1)
    case .mean, .global: average()
    case .paddings: pad()
    case .spacetodepthnd: rearrange("SpaceToDepth", from: 0, to: 1)
    case .depthtospacend: rearrange("DepthToSpace", from: 1, to: 0)
    case .input, .output, .identity: break
    case .spacetobatchnd: op = "tensorflow.SpaceToBatchND"
    case .batchtospacend: op = "tensorflow.BatchToSpaceND"
    case .zero: op = "gennape.zero"
    case .unknown, .reserved1, .reserved2, .reserved3, .reserved4, .reserved5:
      op = "gennape.\(node.label.isEmpty ? "unknown" : node.label)"
    }
  }

  /// Kernels are [in, out, rows, columns], of depthwise ones [channels, multiplier, …]; the channels
  /// are taken from the sizes, since some files have divided those of the kernel.
  private mutating func convolve(isDepthwise: Bool) {
    op = "Conv"
    let shape = node.shape ?? [0, 0, 0, 0]
    let (channels, filters) = (node.resolution[4], node.resolution[5])
    var groups = isDepthwise ? channels : 1
    if !isDepthwise, shape[0] > 1, Int(exactly: shape[0]) != nil, channels > shape[0],
      channels.truncatingRemainder(dividingBy: shape[0]) == 0
    {
      groups = channels / shape[0]
    }
    slide(window: [shape[2], shape[3]])
    if let dilations = spatial(node.metadata?.dilations) { add("dilations", dilations) }
    add("group", Int(exactly: groups) ?? 1)
    weights.append((".weight", [filters, channels / max(groups, 1), shape[2], shape[3]]))
    addBias(filters)
  }

  private mutating func multiply() {
    op = "Gemm"
    weights.append((".weight", [node.resolution[4], node.resolution[5]]))
    addBias(node.resolution[5])
  }

  private mutating func addBias(_ channels: Double) {
    if node.metadata?.usesBias == true { weights.append((".bias", [channels])) }
  }

  private mutating func normalise() {
    op = "BatchNormalization"
    for suffix in [".scale", ".bias", ".mean", ".var"] {
      weights.append((suffix, [node.resolution[5]]))
    }
  }

  private mutating func pool(_ name: String) {
    op = name
    guard let window = spatial(node.metadata?.window) else {
      return notes.append("its window is not given")
    }
    slide(window: window.map(Double.init))
  }

  private mutating func slide(window: [Double]) {
    let sides = window.compactMap { Int(exactly: $0) }
    if sides.count == 2 { add("kernel_shape", sides) }
    if let strides = spatial(node.strides) {
      add("strides", strides)
    } else {
      notes.append("its strides are not given")
    }
    switch node.metadata?.padding {
    case "same": add("auto_pad", "SAME_UPPER")
    case "valid": add("auto_pad", "VALID")
    default: notes.append("its padding is not given")
    }
  }

  /// Rows and columns of four numbers in the order of the data format.
  private func spatial(_ values: [Int]?) -> [Int]? {
    guard let values else { return nil }
    if values.count == 2 { return values }
    guard values.count == 4 else { return nil }
    return node.metadata?.dataFormat == "NCHW" ? [values[2], values[3]] : [values[1], values[2]]
  }

  private mutating func clip() {
    op = "Clip"
    opset = 6
    attributes = [
      Attribute(name: "min", value: .float(0)), Attribute(name: "max", value: .float(6)),
    ]
  }

  private mutating func combine(_ name: String, _ operandCount: Int) {
    op = name
    if operandCount < 2 {
      notes.append("one operand is not in the file")
    } else if operandCount > 2, name == "Mul" {
      op = "gennape.mul"
    }
  }

  /// Means are over whole pictures; one that leaves a height or width is over something else.
  private mutating func average() {
    if node.resolution[1] == 1, node.resolution[3] == 1 {
      op = "GlobalAveragePool"
    } else {
      op = "ReduceMean"
      notes.append("over which dimensions is not given")
    }
  }

  private mutating func pad() {
    op = "Pad"
    opset = 2
    guard let rows = node.metadata?.rowPadding, rows.count == 2,
      let columns = node.metadata?.columnPadding, columns.count == 2
    else { return notes.append("how much is not given") }
    add("pads", [0, 0, rows[0], columns[0], 0, 0, rows[1], columns[1]])
    add("mode", "constant")
  }

  private mutating func rearrange(_ name: String, from large: Int, to small: Int) {
    op = name
    guard let block = Int(exactly: node.resolution[large] / node.resolution[small]) else {
      return notes.append("the size of blocks is not given")
    }
    add("blocksize", block)
  }

  private mutating func add(_ name: String, _ value: Int) {
    attributes.append(Attribute(name: name, value: .int(Int64(value))))
  }

  private mutating func add(_ name: String, _ values: [Int]) {
    attributes.append(Attribute(name: name, value: .ints(values.map(Int64.init))))
  }

  private mutating func add(_ name: String, _ value: String) {
    attributes.append(Attribute(name: name, value: .string(value)))
  }
}
