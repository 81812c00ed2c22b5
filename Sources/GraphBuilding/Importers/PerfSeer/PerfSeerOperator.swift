import ComputationGraph

/// The attributes and weights of a PerfSeer node in ONNX's terms.
struct PerfSeerOperator {
  /// A weight: what is appended to the node's name, and its dimensions, `nil` if unknown.
  typealias Weight = (suffix: String, shape: [Int?])

  private(set) var attributes: [Attribute] = []
  private(set) var weights: [Weight] = []
  private(set) var notes: [String] = []

  init(_ node: PerfSeerNode) {
    switch node.op {
    case "Conv": convolve(node)
    case "BatchNormalization": normalise(node)
    case "Gemm": multiply(node)
    case "MaxPool", "AveragePool": pool(node)
    case "Concat", "Flatten": add("axis", 1)
    case "Relu", "GlobalAveragePool", "Add": break
    default: keepArguments(of: node)
    }
  }

  private mutating func convolve(_ node: PerfSeerNode) {
    guard let kernel = node[.kernel], kernel > 0, let stride = node[.stride], stride > 0,
      let padding = node[.padding], let dilation = node[.dilation], let groups = node[.groups],
      groups > 0
    else { return note("its window is not given") }
    slide(kernel: kernel, stride: stride, padding: padding)
    add("dilations", [max(dilation, 1), max(dilation, 1)])
    add("group", groups)
    let channels = node[.inputChannels].flatMap { $0.isMultiple(of: groups) ? $0 / groups : nil }
    let filters = node[.outputChannels]
    weights.append((".weight", [filters, channels, kernel, kernel]))
    if node.arguments[PerfSeerNode.Argument.bias.rawValue] != 0 {
      weights.append((".bias", [filters]))
    }
    compareWeights(node)
  }

  private mutating func normalise(_ node: PerfSeerNode) {
    for suffix in [".scale", ".bias", ".mean", ".var"] {
      weights.append((suffix, [node[.outputChannels]]))
    }
  }

  private mutating func multiply(_ node: PerfSeerNode) {
    guard let inner = node[.inFeatures], inner > 0, let outer = node[.outFeatures], outer > 0 else {
      return note("its features are not given")
    }
    add("transB", 1)
    weights.append((".weight", [outer, inner]))
    if node.arguments[PerfSeerNode.Argument.linearBias.rawValue] != 0 {
      weights.append((".bias", [outer]))
    }
    compareWeights(node)
  }

  private mutating func pool(_ node: PerfSeerNode) {
    guard let kernel = node[.poolKernel], kernel > 0, let stride = node[.poolStride], stride > 0,
      let padding = node[.poolPadding], let ceil = node[.ceilMode]
    else { return note("its window is not given") }
    slide(kernel: kernel, stride: stride, padding: padding)
    add("ceil_mode", ceil)
  }

  private mutating func slide(kernel: Int, stride: Int, padding: Int) {
    add("kernel_shape", [kernel, kernel])
    add("strides", [stride, stride])
    add("pads", [padding, padding, padding, padding])
  }

  /// An operator that PerfSeer's networks do not have keeps what is said of it, as it is said.
  private mutating func keepArguments(of node: PerfSeerNode) {
    for (place, name) in PerfSeerNode.argumentNames.enumerated()
    where node.arguments[place] != 0 {
      let value = node.arguments[place]
      attributes.append(
        Attribute(
          name: name.description,
          value: Int64(exactly: value).map { .int($0) } ?? .float(Float(value))))
    }
  }

  private mutating func compareWeights(_ node: PerfSeerNode) {
    var total: Int? = 0
    for weight in weights {
      let count = weight.shape.reduce(1 as Int?) { count, size in
        count.flatMap { count in size.map { count.multipliedReportingOverflow(by: $0) } }
          .flatMap { $0.overflow ? nil : $0.partialValue }
      }
      total = total.flatMap { total in count.map { total.addingReportingOverflow($0) } }
        .flatMap { $0.overflow ? nil : $0.partialValue }
    }
    if let total, let given = node[.weights], given != total {
      note("the file says that it has \(given) weights, not \(total)")
    }
  }

  private mutating func add(_ name: String, _ value: Int) {
    attributes.append(Attribute(name: name, value: .int(Int64(value))))
  }

  private mutating func add(_ name: String, _ values: [Int]) {
    attributes.append(Attribute(name: name, value: .ints(values.map(Int64.init))))
  }

  private mutating func note(_ text: String) {
    notes.append(text)
  }
}
