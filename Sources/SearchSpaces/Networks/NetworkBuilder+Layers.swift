/// The layers that most networks are made of, by name.
extension NetworkBuilder {
  /// A convolution to so many channels, without a bias unless told.
  package mutating func conv(
    _ x: Tensor, _ channels: Int, _ window: Window, groups: Int = 1, bias: Bool = false
  ) -> Tensor {
    add(.conv(channels, window, groups: groups, bias: bias), x)
  }

  /// A convolution of each channel on its own.
  package mutating func depthwise(_ x: Tensor, _ window: Window, bias: Bool = false) -> Tensor {
    let channels = channels(of: x)
    return add(.conv(channels, window, groups: channels, bias: bias), x)
  }

  /// Batch normalisation.
  package mutating func batchNorm(_ x: Tensor) -> Tensor { add(.batchNorm, x) }

  /// max(x, 0)
  package mutating func relu(_ x: Tensor) -> Tensor { add(.relu, x) }

  /// A convolution and a batch normalisation.
  package mutating func convNorm(
    _ x: Tensor, _ channels: Int, _ window: Window, groups: Int = 1
  ) -> Tensor {
    batchNorm(conv(x, channels, window, groups: groups))
  }

  /// The maximum under a window.
  package mutating func maxPool(_ x: Tensor, _ window: Window) -> Tensor {
    add(.maxPool(window), x)
  }

  /// The average under a window; padding counts only if it is said.
  package mutating func averagePool(
    _ x: Tensor, _ window: Window, countsPadding: Bool = false
  ) -> Tensor {
    add(.averagePool(window, countsPadding: countsPadding), x)
  }

  /// The average over all positions, which stay as 1.
  package mutating func globalAveragePool(_ x: Tensor) -> Tensor { add(.globalAveragePool, x) }

  /// The sum of two values.
  package mutating func sum(_ x: Tensor, _ y: Tensor) -> Tensor { add(.add, [x, y]) }

  /// The sum of several values, one after the other.
  package mutating func sum(_ values: [Tensor]) -> Tensor {
    var total = values[0]
    for value in values.dropFirst() { total = sum(total, value) }
    return total
  }

  /// Values joined along the channels; a single one stays as it is.
  package mutating func concat(_ values: [Tensor]) -> Tensor {
    values.count == 1 ? values[0] : add(.concat(), values)
  }

  /// All dimensions but the first made one.
  package mutating func flatten(_ x: Tensor) -> Tensor { add(.flatten, x) }

  /// A matrix of weights, with a bias unless told.
  package mutating func linear(_ x: Tensor, _ features: Int, bias: Bool = true) -> Tensor {
    add(.linear(features, bias: bias), x)
  }

  /// The usual end of a classifier: the average over all positions and one matrix.
  package mutating func classifier(_ x: Tensor, _ classes: Int) -> Tensor {
    let pooled = globalAveragePool(x)
    return linear(flatten(pooled), classes)
  }
}
