import ComputationGraph

/// A window that slides over the spatial dimensions of a tensor, as convolutions and pools use.
struct SlidingWindow {
  // The node's own lists, not copies as extents: windows are most of what networks are made of.
  let kernel: [Int64]
  let strides: [Int64]
  let dilations: [Int64]
  /// The padding before and after each dimension: all the befores, then all the afters.
  var pads: [Int64]
  let roundsUp: Bool

  /// Reads the window's attributes and fills in what is left out. `weights` is the shape of the
  /// weights, for nodes without `kernel_shape`.
  init?(_ node: inout NodeInference, rank: Int, weights: Shape? = nil) {
    var kernel = node.ints("kernel_shape")
    if kernel == nil, let weights {
      let known = weights.dropFirst(2).compactMap { $0 }
      if known.count == rank {
        node.set("kernel_shape", known)
        kernel = known.map(Int64.init)
      }
    }
    guard let kernel, kernel.count == rank else {
      let count = kernel?.count
      node.note(
        count.map { "kernel_shape has \($0) numbers; expected \(rank)" } ?? "no kernel_shape")
      return nil
    }
    guard let strides = node.ints("strides", standard: 1, count: rank),
      let dilations = node.ints("dilations", standard: 1, count: rank)
    else { return nil }
    self.kernel = kernel
    self.strides = strides
    self.dilations = dilations
    roundsUp = node.int("ceil_mode") == 1
    pads = []
    let automatic = node.text("auto_pad") ?? "NOTSET"
    guard automatic == "NOTSET" || automatic == "VALID" else { return }
    node.drop("auto_pad")
    if automatic == "VALID" { node.drop("pads") }
    guard let pads = node.ints("pads", standard: 0, count: 2 * rank) else { return nil }
    self.pads = pads
  }

  /// The distance from the first to the last element under the window, plus one.
  func reach(_ axis: Int) -> Extent {
    (Extent(kernel[axis]) - 1) * Extent(dilations[axis]) + 1
  }

  /// The shape of the result: X [N, C, D…] → [N, `channels`, D′…]. Padding that the node asks for by
  /// `auto_pad` is worked out here and written down as `pads`.
  mutating func slide(
    over input: Shape, channels: Int?, _ node: inout NodeInference
  ) -> Shape {
    resolveAutomaticPadding(input, &node)
    var shape: Shape = []
    shape.reserveCapacity(input.count)
    shape.append(input[0])
    shape.append(channels)
    for axis in kernel.indices { shape.append(count(axis, Extent(input[axis + 2]), &node)) }
    return shape
  }

  /// How many windows there are along one spatial dimension.
  private func count(_ axis: Int, _ size: Extent, _ node: inout NodeInference) -> Int? {
    let stride = Extent(strides[axis])
    // The number does not depend on the padding, which alone is not known.
    guard pads.count == 2 * kernel.count else { return size.dividedUp(by: stride).value }
    let before = Extent(pads[axis])
    let room = size + before + Extent(pads[axis + kernel.count]) - reach(axis)
    guard let free = room.value else { return nil }
    guard free >= 0 else {
      node.note("the kernel does not fit into dimension \(axis + 2)")
      return nil
    }
    guard roundsUp else { return (room / stride + 1).value }
    var count = room.dividedUp(by: stride) + 1
    // A window that would start in the padding behind is left out.
    if let start = ((count - 1) * stride - size - before).value, start >= 0 { count = count - 1 }
    return count.value
  }

  private mutating func resolveAutomaticPadding(_ input: Shape, _ node: inout NodeInference) {
    guard pads.isEmpty, let mode = node.text("auto_pad") else { return }
    let totals = kernel.indices.map { axis in
      let stride = Extent(strides[axis])
      let size = Extent(input[axis + 2])
      return ((size.dividedUp(by: stride) - 1) * stride + reach(axis) - size).atLeast(0)
    }
    write(totals, upper: mode == "SAME_UPPER", &node)
  }

  /// Writes a known total padding down as `pads`; the odd element goes behind if `upper`.
  mutating func write(_ totals: [Extent], upper: Bool, _ node: inout NodeInference) {
    let smaller = totals.map { $0 / 2 }
    let larger = zip(totals, smaller).map { $0 - $1 }
    let all = upper ? smaller + larger : larger + smaller
    pads = all.compactMap { $0.value.map(Int64.init) }
    guard pads.count == all.count else {
      pads = []
      return
    }
    node.set("pads", .ints(pads))
    node.drop("auto_pad")
  }
}
