import ComputationGraph

/// Operators on tensors whose channels are the last dimension, as TensorFlow keeps them.
///
/// ONNX knows channels in dimension 1 only. A node whose attribute `data_format` is `NHWC` (or `NDHWC`) has data
/// [N, D…, C], and weights with their dimension 1 moved to the end; its rule sees both as ONNX would
/// write them, so that there is one rule for both orders.
enum ChannelsLast {
  /// The operators that tell channels from other dimensions, and the operands that are moved about.
  private static let moved: [String: [Int]] = [
    "AveragePool": [0], "Conv": [0, 1], "ConvTranspose": [0, 1], "DepthToSpace": [0],
    "GlobalAveragePool": [0], "GlobalMaxPool": [0], "LpPool": [0], "MaxPool": [0],
    "SpaceToDepth": [0],
  ]

  /// The rule of an operator for both orders.
  static func rule(for op: String, _ rule: @escaping ShapeRule) -> ShapeRule {
    guard let positions = moved[op] else { return rule }
    return { node in
      guard node.isChannelsLast else { return rule(&node) }
      var operands = node.operands
      for position in positions where operands.indices.contains(position) {
        if let shape = operands[position]?.shape {
          operands[position]?.shape = channelsFirst(shape)
        }
      }
      var inner = NodeInference(
        op: node.op, opset: node.opset, operands: operands, batchChange: node.batchChange,
        attributes: node.attributes, outputs: node.outputs, notes: node.notes)
      rule(&inner)
      node.attributes = inner.attributes
      node.notes = inner.notes
      node.outputs = inner.outputs
      for index in node.outputs.indices {
        if let shape = node.outputs[index].shape { node.outputs[index].shape = channelsLast(shape) }
      }
    }
  }

  private static func channelsFirst(_ shape: Shape) -> Shape {
    guard shape.count > 2, let channels = shape.last else { return shape }
    return [shape[0], channels] + shape[1..<shape.count - 1]
  }

  private static func channelsLast(_ shape: Shape) -> Shape {
    guard shape.count > 2 else { return shape }
    return [shape[0]] + shape[2...] + [shape[1]]
  }
}

extension NodeInference {
  /// Whether the operator takes the last dimension for the channels.
  fileprivate var isChannelsLast: Bool {
    guard let format = text("data_format") else { return false }
    return format == "NHWC" || format == "NDHWC"
  }
}
