internal import ComputationGraph
internal import Statistics

/// What one node has to do: the features that its time is learned from.
struct NodeWork: Sendable, Hashable {
  /// Sorts of nodes whose prices differ on most devices.
  enum Sort: Int, Sendable, CaseIterable {
    /// Products over all channels.
    case dense
    /// Products within channels.
    case depthwise
    /// All others.
    case other
  }

  /// Its operator; convolutions are told apart as 1 × 1, larger, grouped and depthwise.
  let kind: String
  /// How its time follows from what it has to do.
  let sort: Sort
  /// Logarithms of its operations, bytes read, written and of weights, kernel, stride, channels written
  /// and read, and positions; and how much of lanes its channels fill, written and read.
  let form: [Double]
  /// Floating-point operations.
  let flops: Double
  /// Bytes of its operands and results.
  let bytes: Double
  /// Bytes of its weights.
  let weights: Double
  /// Its operations when channels fill up each width of `lanes`.
  let filled: [Double]
  /// How many nodes are like it.
  var count = 1.0

  /// Reads a node.
  init(_ node: Node, _ kind: String, in graph: Graph) {
    self.kind = kind
    var (read, weights, written) = (0.0, 0.0, 0.0)
    for operand in node.operands {
      let bytes = Double(graph.value(operand)?.byteCount ?? 0)
      if case .weight = operand { weights += bytes } else { read += bytes }
    }
    for value in node.outputs { written += Double(value.byteCount ?? 0) }
    let first = node.inputs.first.flatMap { graph.value(.data($0))?.shape }
    let shape = node.outputs.first?.shape
    let isLast = graph.layout == "NHWC"
    let channels = Self.channels(of: shape, isLast: isLast)
    let elements = Double(node.outputs.first?.elementCount ?? 1)
    let batch = Double(max(1, shape?.first.flatMap { $0 } ?? 1))
    let channelsRead = Self.channels(of: first, isLast: isLast)
    let kernel = Self.product(node, "kernel_shape")
    flops = Double(node.cost.flops ?? 0)
    bytes = read + written
    self.weights = weights
    let macs = Double(node.cost.macs ?? 0)
    sort = macs > 0 ? (kind == "Conv depthwise" ? .depthwise : .dense) : .other
    let groups = Double(node.integers("group")?.first ?? 1)
    let isDense = sort == .dense
    filled = Self.lanes.map { lane in
      (macs > 0 ? macs : elements * kernel) / Self.fill(channels, lane)
        / (isDense ? Self.fill(max(1, channelsRead / max(1, groups)), lane) : 1)
    }
    form =
      [flops, read, written, weights].map { Logarithm.natural(1 + $0) }
      + [kernel, Self.product(node, "strides"), channels, channelsRead]
      .map { Logarithm.natural($0) } + [Logarithm.natural(1 + elements / channels / batch)]
      + Self.lanes.flatMap { lane in
        [channels, channelsRead].map { Self.fillWeight * Self.fill($0, lane) }
      }
  }

  /// Widths of the vectors and arrays that channels are laid into.
  static let lanes = [8.0, 16.0]
  /// How much a filled lane counts beside a logarithm.
  private static let fillWeight = 6.0
  /// The number of `amounts`.
  static let amountCount = 5

  /// What its time is a sum of: operations, as they are and in full lanes, bytes, and itself.
  var amounts: [Double] { [flops] + filled + [bytes, 1] }

  /// Which share of lanes so many channels fill.
  static func fill(_ channels: Double, _ lane: Double) -> Double {
    channels / ((channels / lane).rounded(.up) * lane)
  }

  /// What is the same for nodes that take the same time.
  var signature: String {
    kind + form.map { " \(($0 * 1000).rounded() / 1000)" }.joined()
  }

  /// Distinct nodes with their numbers, in order of their first.
  static func distinct(_ all: [NodeWork]) -> [NodeWork] {
    var places: [NodeWork: Int] = [:]
    var distinct: [NodeWork] = []
    for work in all {
      if let place = places[work] {
        distinct[place].count += 1
      } else {
        places[work] = distinct.count
        distinct.append(work)
      }
    }
    return distinct
  }

  /// The operator of a node, with the kind of convolution.
  static func kind(of node: Node, in graph: Graph) -> String {
    guard node.op == "Conv" else { return node.op }
    let groups = Double(node.integers("group")?.first ?? 1)
    let channels = channels(of: node.outputs.first?.shape, isLast: graph.layout == "NHWC")
    if groups > 1 { return groups * 4 >= channels ? "Conv depthwise" : "Conv grouped" }
    return (node.integers("kernel_shape")?.max() ?? 1) > 1 ? "Conv spatial" : "Conv pointwise"
  }

  /// The channels of a shape; 1 where it has none.
  static func channels(of shape: Shape?, isLast: Bool) -> Double {
    guard let shape, shape.count > 1 else { return 1 }
    let channels = isLast && shape.count == 4 ? shape[shape.count - 1] : shape[1]
    return Double(max(1, channels ?? 1))
  }

  private static func product(_ node: Node, _ name: String) -> Double {
    max(1, (node.integers(name) ?? []).reduce(1.0) { $0 * Double($1) })
  }
}
