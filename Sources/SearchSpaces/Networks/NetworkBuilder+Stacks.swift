extension NetworkBuilder {
  /// Adds a block several times, each time on what the time before computes.
  ///
  /// - Parameters:
  ///   - count: How many times.
  ///   - x: What the first reads.
  ///   - block: Adds the block to the network. The layers must follow from the shape of what it
  ///     reads alone: a block that keeps it is copied from there on.
  /// - Returns: What the last computes.
  package mutating func stack(
    _ count: Int, on x: Tensor, _ block: (Tensor, inout NetworkBuilder) -> Tensor
  ) -> Tensor {
    var x = x
    for index in 0..<count {
      let start = layerCount
      let y = block(x, &self)
      if shapeNumber(y) == shapeNumber(x) {
        return copy(start..<layerCount, from: x, to: y, times: count - 1 - index)
      }
      x = y
    }
    return x
  }

  /// Repeats the last layers.
  ///
  /// - Parameters:
  ///   - layers: The layers.
  ///   - x: What they read.
  ///   - y: What they compute, of the same shape.
  ///   - count: How many times they are added once more, each time on the result of the time before.
  /// - Returns: The last result.
  private mutating func copy(
    _ layers: Range<Int>, from x: Tensor, to y: Tensor, times count: Int
  ) -> Tensor {
    var result = y
    for _ in 0..<count {
      let (input, shift) = (result, layerCount - layers.lowerBound)
      func moved(_ tensor: Int) -> Int {
        tensor == x.number ? input.number : tensor < layers.lowerBound ? tensor : tensor + shift
      }
      for layer in layers { repeatLayer(layer, reading: moved) }
      result = Tensor(number: moved(y.number))
    }
    return result
  }
}
