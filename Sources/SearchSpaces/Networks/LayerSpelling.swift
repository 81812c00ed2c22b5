package import ComputationGraph
import GraphBuilding

/// How ONNX writes a layer: its operator, attributes and weights.
///
/// A node's operands are what it reads, in order, and then the weights.
package struct LayerSpelling: Sendable {
  /// The operator set that the spellings are of.
  package static let opset = 17

  /// A weight or a constant operand.
  package struct Weight: Sendable {
    /// What it is called in its layer.
    package let name: String
    /// The dimensions; none for a scalar.
    package let shape: [Int]
    /// The contents, where they say what is computed.
    package var value: Value?

    /// The contents of a constant.
    package enum Value: Sendable, Equatable {
      case ints([Int64])
      case float(Float)
    }

    /// The element type.
    package var type: ElementType {
      if case .ints = value { .int64 } else { .float32 }
    }
  }

  /// The operator.
  package let op: String
  /// The attributes, those left out that have their standard value.
  package private(set) var attributes: [Attribute] = []
  /// The operands after those that the node reads.
  package private(set) var weights: [Weight] = []
  /// How many results the node has; the first is the layer's.
  package let outputs = 1

  /// Spells a layer that reads tensors of these shapes.
  package init(_ layer: Layer, reading shapes: [[Int]]) {
    op = layer.op
    let shape = shapes.first ?? []
    let channels = shape.count > 1 ? shape[1] : 1
    switch layer {
    case .conv(let count, let window, let groups, let bias):
      slide(window, groups: groups)
      weights = [weight([count, channels / groups] + window.kernel.list)]
      if bias { weights.append(Weight(name: "bias", shape: [count])) }
    case .convTransposed(let count, let window, let groups, let bias):
      slide(window, groups: groups)
      weights = [weight([channels, count / groups] + window.kernel.list)]
      if bias { weights.append(Weight(name: "bias", shape: [count])) }
    case .maxPool(let window): slide(window)
    case .averagePool(let window, let countsPadding):
      slide(window)
      if countsPadding { set("count_include_pad", 1) }
    case .batchNorm:
      weights = ["scale", "bias", "mean", "variance"].map { Weight(name: $0, shape: [channels]) }
    case .layerNorm:
      set("axis", -1)
      weights = ["scale", "bias"].map { Weight(name: $0, shape: shape.suffix(1)) }
    case .linear(let count, let bias):
      set("transB", 1)
      weights = [weight([count, channels])]
      if bias { weights.append(Weight(name: "bias", shape: [count])) }
    case .lstm(let count):
      set("hidden_size", count)
      weights = [
        weight([1, 4 * count, shape.last ?? 1]),
        Weight(name: "state", shape: [1, 4 * count, count]),
        Weight(name: "bias", shape: [1, 8 * count]),
      ]
    case .cappedRelu(let bound):
      weights = [constant("min", 0), constant("max", bound)]
    case .plus(let value), .times(let value), .over(let value):
      weights = [constant("constant", value)]
    case .leakyRelu(let slope), .hardSigmoid(let slope):
      attributes = [Attribute(name: "alpha", value: .float(slope))]
    case .softmax: set("axis", -1)
    case .localNorm(let size): set("size", size)
    case .spatialMean(let keeps): set("axes", [2, 3], also: ("keepdims", keeps ? 1 : 0))
    case .concat(let axis): set("axis", axis)
    case .transpose(let order): set("perm", order)
    case .reshape(let sizes): weights = [constant("shape", sizes)]
    case .slice(let axis, let from, let to):
      weights = [constant("starts", [from]), constant("ends", [to]), constant("axes", [axis])]
    case .pad(let before, let after):
      let pads = [0, 0, before.height, before.width, 0, 0, after.height, after.width]
      weights = [constant("pads", pads)]
    case .upsample(let factor):
      attributes = [Attribute(name: "mode", value: .string("nearest"))]
      let sizes = [shape[0], channels] + shape.dropFirst(2).map { $0 * factor }
      weights = [constant("sizes", sizes)]
    case .relu, .sigmoid, .tanh, .hardSwish, .elu, .globalAveragePool,
      .globalMaxPool, .add, .subtract, .multiply, .divide, .flatten, .identity, .dropout:
      break
    }
  }
}

extension LayerSpelling {
  private func weight(_ shape: [Int]) -> Weight { Weight(name: "weight", shape: shape) }

  private func constant(_ name: String, _ value: Float) -> Weight {
    Weight(name: name, shape: [], value: .float(value))
  }

  private func constant(_ name: String, _ values: [Int]) -> Weight {
    Weight(name: name, shape: [values.count], value: .ints(values.map(Int64.init)))
  }

  private mutating func set(_ name: String, _ value: Int) {
    attributes.append(Attribute(name: name, value: .int(Int64(value))))
  }

  private mutating func set(_ name: String, _ values: [Int]) {
    attributes.append(Attribute(name: name, value: .ints(values.map(Int64.init))))
  }

  private mutating func set(_ name: String, _ values: [Int], also other: (String, Int)) {
    set(name, values)
    set(other.0, other.1)
  }

  private mutating func slide(_ window: Window, groups: Int? = nil) {
    if window.roundsUp { set("ceil_mode", 1) }
    if window.dilation != 1 { set("dilations", window.dilation.list) }
    if let groups { set("group", groups) }
    set("kernel_shape", window.kernel.list)
    set("pads", window.before.list + window.after.list)
    set("strides", window.stride.list)
  }
}

extension Window.Pair {
  fileprivate var list: [Int] { [height, width] }

}
