/// The block of MobileNetV2 and its many heirs: widen, filter each channel, narrow.
struct InvertedResidual {
  /// The channels in between; those of the input if the block does not widen.
  var hidden: Int
  /// The channels of the result.
  var channels: Int
  /// The size of the depthwise filter.
  var kernel: Int
  /// The step of the depthwise filter.
  var stride = 1
  /// What follows the first two convolutions.
  var activation = NetworkBuilder.Activation.relu6
  /// The channels that a squeeze-and-excitation goes through; `nil` for none.
  var squeeze: Int?
  /// Whether the gate is a sigmoid and its activation a swish, as in EfficientNet.
  var isSmooth = false
  /// Whether the input is added where it fits.
  var isResidual = true
  /// Whether the first convolution is there even if it does not widen.
  var alwaysWidens = false

  /// Adds the block to a network.
  func callAsFunction(
    _ x: NetworkBuilder.Tensor, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let before = net.channels(of: x)
    var y = x
    if alwaysWidens || hidden != before {
      y = net.convNorm(y, hidden, Window(1, padding: 0), activation)
    }
    y = net.depthwiseNorm(y, .same(Window.Pair(kernel), stride: Window.Pair(stride)), activation)
    if let squeeze { y = excite(y, squeeze, &net) }
    y = net.convNorm(y, channels, Window(1, padding: 0))
    return isResidual && stride == 1 && before == channels ? net.sum(x, y) : y
  }

  /// Squeeze-and-excitation: each channel times a gate that sees all of them.
  private func excite(
    _ x: NetworkBuilder.Tensor, _ squeeze: Int, _ net: inout NetworkBuilder
  ) -> NetworkBuilder.Tensor {
    let point = Window(1, padding: 0)
    var gate = net.conv(net.globalAveragePool(x), squeeze, point, bias: true)
    gate = net.activate(gate, isSmooth ? .swish : .relu)
    gate = net.conv(gate, net.channels(of: x), point, bias: true)
    gate = isSmooth ? net.add(.sigmoid, gate) : net.gate(gate)
    return net.add(.multiply, [gate, x])
  }
}
