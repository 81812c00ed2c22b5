import ComputationGraph

/// The window of a convolution or pool as a finished node has it written down, for explanations: unlike
/// `SlidingWindow` it reads nodes of either layout, and changes none.
struct WrittenWindow {
  /// The window along one spatial dimension.
  struct Place {
    /// The dimension's place in the shape.
    let axis: Int
    /// The sizes before and after the node.
    let input: Int?
    let output: Int?
    /// How far the window moves.
    let stride: Int64
    /// The padding before and behind, and what a transposed convolution adds to the result.
    let before: Int64
    let behind: Int64
    let extra: Int64
    /// The arithmetic of what lies under the window.
    let reach: String
  }

  /// The spatial dimensions in order.
  let places: [Place]

  /// The window of a node; none if a shape is not known or the attributes do not fit it.
  init?(_ node: NodeInference) {
    guard let input = node.shape(0), input.count > 2, let output = node.outputs.first?.shape,
      output.count == input.count
    else { return nil }
    let isChannelsLast = ["NHWC", "NDHWC"].contains(node.text("data_format"))
    let axes = isChannelsLast ? 1..<input.count - 1 : 2..<input.count
    let rank = axes.count
    func numbers(_ name: String, standard: Int64, count: Int) -> [Int64]? {
      let numbers = node.ints(name) ?? Array(repeating: standard, count: count)
      return numbers.count == count ? numbers : nil
    }
    guard let kernel = node.ints("kernel_shape"), kernel.count == rank,
      let strides = numbers("strides", standard: 1, count: rank),
      let dilations = numbers("dilations", standard: 1, count: rank),
      let pads = numbers("pads", standard: 0, count: 2 * rank),
      let extra = numbers("output_padding", standard: 0, count: rank)
    else { return nil }
    places = axes.enumerated().map { place, axis in
      Place(
        axis: axis, input: input[axis], output: output[axis], stride: strides[place],
        before: pads[place], behind: pads[place + rank], extra: extra[place],
        reach: "((\(kernel[place]) - 1) * \(dilations[place]) + 1)")
    }
  }
}
