/// The window of a convolution or a pool over an image.
package struct Window: Sendable, Hashable {
  /// The height and the width.
  package var kernel: Pair
  /// The step down and to the right.
  package var stride: Pair
  /// The padding above and to the left.
  package var before: Pair
  /// The padding below and to the right.
  package var after: Pair
  /// The distance between the elements under the window.
  package var dilation: Pair = 1
  /// Whether a last window that does not fit is taken nevertheless.
  package var roundsUp = false

  /// A window with any padding.
  package init(
    _ kernel: Pair, stride: Pair = 1, before: Pair, after: Pair, dilation: Pair = 1,
    roundsUp: Bool = false
  ) {
    self.kernel = kernel
    self.stride = stride
    self.before = before
    self.after = after
    self.dilation = dilation
    self.roundsUp = roundsUp
  }

  /// A window with the same padding on both sides.
  package init(
    _ kernel: Pair, stride: Pair = 1, padding: Pair, dilation: Pair = 1, roundsUp: Bool = false
  ) {
    self.init(
      kernel, stride: stride, before: padding, after: padding, dilation: dilation,
      roundsUp: roundsUp)
  }

  /// A window with half its reach of padding: of an odd kernel at stride 1 it keeps the size.
  package static func same(_ kernel: Pair, stride: Pair = 1, dilation: Pair = 1) -> Window {
    let padding = Pair(
      dilation.height * (kernel.height - 1) / 2, dilation.width * (kernel.width - 1) / 2)
    return Window(kernel, stride: stride, padding: padding, dilation: dilation)
  }

  /// Height and width of something.
  package struct Pair: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// The first number.
    package var height: Int
    /// The second number.
    package var width: Int

    /// Two numbers.
    package init(_ height: Int, _ width: Int) {
      self.height = height
      self.width = width
    }

    /// The same number twice.
    package init(_ size: Int) { self.init(size, size) }

    /// The same number twice.
    package init(integerLiteral size: Int) { self.init(size, size) }
  }
}
