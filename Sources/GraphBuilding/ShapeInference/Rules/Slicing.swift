import ComputationGraph

/// data[starts[0]:ends[0]:steps[0], …] along the given axes
func slice(_ node: inout NodeInference) {
  let starts = node.ints("starts", orOperand: 1)
  let ends = node.ints("ends", orOperand: 2)
  let axes = node.ints("axes", orOperand: 3)
  let steps = node.ints("steps", orOperand: 4)
  guard let input = node.shape(0) else { return node.set(shape: nil) }
  guard let starts, let ends, starts.count == ends.count, starts.count <= input.count,
    axes != nil || node.operand(3) == nil, steps != nil || node.operand(4) == nil,
    let bounds = Bounds.sorted(starts, ends, axes, steps, input, &node)
  else {
    // The axes alone say which dimensions stay.
    let touched = axes.flatMap { node.axes($0, rank: input.count) } ?? Array(input.indices)
    let shape = input.indices.map { touched.contains($0) ? nil : input[$0] }
    return node.set(shape: shape)
  }
  node.set("starts", .ints(bounds.map(\.start)))
  node.set("ends", .ints(bounds.map(\.end)))
  node.set("axes", bounds.map(\.axis))
  node.set("steps", .ints(bounds.map(\.step)))
  var shape = input
  for bound in bounds { shape[bound.axis] = input[bound.axis].flatMap(bound.count) }
  var value: ConstantValue?
  if let constant = node.operand(0)?.constant, let dims = input.small, shape.small != nil {
    var picks = dims.map { Array(0..<$0) }
    for bound in bounds { picks[bound.axis] = bound.indices(of: dims[bound.axis]) }
    value = constant.gathered(selectedPositions(in: dims, picks))
  }
  node.set(shape: shape, constant: value)
}

/// What is taken along one axis.
private struct Bounds {
  var axis: Int
  var start: Int64
  var end: Int64
  var step: Int64

  /// The bounds by axis, in a spelling that does not depend on the file's.
  static func sorted(
    _ starts: [Int64], _ ends: [Int64], _ axes: [Int64]?, _ steps: [Int64]?, _ shape: Shape,
    _ node: inout NodeInference
  ) -> [Bounds]? {
    guard (axes ?? starts).count == starts.count, (steps ?? starts).count == starts.count else {
      node.note("starts, ends, axes and steps of different length")
      return nil
    }
    var bounds: [Bounds] = []
    for index in starts.indices {
      let axis = axes?[index] ?? Int64(index)
      guard let position = node.axis(axis, rank: shape.count) else { return nil }
      let step = steps?[index] ?? 1
      guard step != 0 else {
        node.note("a step of 0")
        return nil
      }
      var bound = Bounds(axis: position, start: starts[index], end: ends[index], step: step)
      if step > 0, let size = shape[position] { bound.simplify(Int64(size)) }
      bounds.append(bound)
    }
    return bounds.sorted { $0.axis < $1.axis }
  }

  /// Counts from the front, and says "to the end" in one way only. Dimension 0 may be the batch,
  /// which must not creep into the numbers.
  private mutating func simplify(_ size: Int64) {
    let toTheEnd: Int64 = axis == 0 ? 2_147_483_647 : size
    if axis > 0, start < 0 { start = max(start &+ size, 0) }
    if axis > 0, end < 0 { end = max(end &+ size, 0) }
    if end >= size { end = toTheEnd }
  }

  /// How many elements are taken from a dimension.
  func count(of size: Int) -> Int? {
    guard let (from, to, stride) = walk(over: size) else { return nil }
    let span = stride > 0 ? Extent(to) - Extent(from) : Extent(from) - Extent(to)
    return span.dividedUp(by: Extent(abs(stride))).atLeast(0).value
  }

  /// The indices that are taken from a dimension, which is small.
  func indices(of size: Int) -> [Int] {
    walk(over: size).map { Array(stride(from: $0.from, to: $0.to, by: $0.stride)) } ?? []
  }

  private func walk(over size: Int) -> (from: Int, to: Int, stride: Int)? {
    guard size >= 0, size < 1 << 62 else { return nil }
    let size = Int64(size)
    let low: Int64 = step > 0 ? 0 : -1
    let high = step > 0 ? size : size - 1
    func clamp(_ index: Int64) -> Int {
      // A number that stays negative after counting from the back lies before the first element.
      let position = index < 0 ? index &+ size : index
      return Int(min(max(position, low), high))
    }
    // A step beyond the dimension takes one element, however large it is.
    return (clamp(start), clamp(end), Int(min(max(step, -size - 1), size + 1)))
  }
}
