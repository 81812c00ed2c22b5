/// Parts that networks of many families share.
extension NetworkBuilder {
  /// What a block ends with.
  enum Activation: Sendable {
    case relu, relu6, hardSwish, swish
  }

  /// min(max(x, 0), 6)
  mutating func relu6(_ x: Tensor) -> Tensor { add(.cappedRelu(6), x) }

  /// min(max(x + 3, 0), 6) / 6
  mutating func gate(_ x: Tensor) -> Tensor { add(.hardSigmoid(1 / 6), x) }

  /// An activation; those that are products are spelled as products, as exporters do.
  mutating func activate(_ x: Tensor, _ activation: Activation) -> Tensor {
    switch activation {
    case .relu: relu(x)
    case .relu6: relu6(x)
    case .hardSwish: add(.multiply, [x, gate(x)])
    case .swish: add(.multiply, [x, add(.sigmoid, x)])
    }
  }

  /// A convolution, a batch normalisation and an activation.
  mutating func convNorm(
    _ x: Tensor, _ channels: Int, _ window: Window, groups: Int = 1, _ activation: Activation
  ) -> Tensor {
    activate(convNorm(x, channels, window, groups: groups), activation)
  }

  /// A convolution of each channel on its own, a batch normalisation and an activation.
  mutating func depthwiseNorm(_ x: Tensor, _ window: Window, _ activation: Activation) -> Tensor {
    activate(batchNorm(depthwise(x, window)), activation)
  }

  /// A window that pads as TensorFlow's SAME does: one result for every `stride` elements, the odd
  /// element of padding behind.
  func tensorFlowWindow(
    _ x: Tensor, _ kernel: Window.Pair, stride: Window.Pair = 1
  ) -> Window {
    let shape = shape(of: x)
    func padding(_ size: Int, _ kernel: Int, _ stride: Int) -> Int {
      max(0, ((size + stride - 1) / stride - 1) * stride + kernel - size)
    }
    let rows = padding(shape[2], kernel.height, stride.height)
    let columns = padding(shape[3], kernel.width, stride.width)
    return Window(
      kernel, stride: stride, before: Window.Pair(rows / 2, columns / 2),
      after: Window.Pair(rows - rows / 2, columns - columns / 2))
  }

  /// A convolution and a batch normalisation, padded as TensorFlow does.
  mutating func tensorFlowConvNorm(
    _ x: Tensor, _ channels: Int, _ kernel: Window.Pair, stride: Window.Pair = 1
  ) -> Tensor {
    convNorm(x, channels, tensorFlowWindow(x, kernel, stride: stride))
  }

  /// The end of a classifier that drops out at training: the average, an identity, one matrix.
  mutating func droppingClassifier(_ x: Tensor, _ classes: Int) -> Tensor {
    let flat = flatten(globalAveragePool(x))
    return linear(add(.identity, flat), classes)
  }
}

/// The nearest multiple of 8, at least 8, and never below nine tenths.
///
/// Reference: `_make_divisible` of TensorFlow's MobileNet, which OFA and torchvision share.
func madeDivisible(_ channels: Double) -> Int {
  let rounded = max(8, Int(channels + 4) / 8 * 8)
  return Double(rounded) < 0.9 * channels ? rounded + 8 : rounded
}
