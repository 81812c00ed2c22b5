import PickleFormat
import RecordStreams

/// What PerfSeer says of one operator.
struct PerfSeerNode {
  /// ONNX's name of the operator.
  var op: String
  /// Sizes of windows and the like, 0 where they do not apply; see `argumentNames`.
  var arguments: [Double]
  /// What passes through memory; see `memoryNames`.
  var memory: [Double]
  /// Floating-point operations for the whole batch.
  var flops: Double
  /// Operations for each element, or byte, that is moved.
  var intensity: Double

  /// The names of `arguments`, in the order in which PerfSeer's features have them.
  static let argumentNames: [StaticString] = [
    "conv_kernel_size", "conv_stride", "conv_padding", "conv_dilation", "conv_groups", "conv_bias",
    "linear_in_features", "linear_out_features", "linear_bias", "pool_kernel_size", "pool_stride",
    "pool_padding", "pool_ceil_mode",
  ]

  /// The names of `memory`, in the order in which PerfSeer has them.
  static let memoryNames: [StaticString] = [
    "bytes", "weight_size", "batch_size", "input_size_with_weight", "input_size", "input_channels",
    "input_w", "input_h", "output_size", "output_channels", "output_w", "output_h",
  ]

  /// Places in `arguments`.
  enum Argument: Int {
    case kernel, stride, padding, dilation, groups, bias
    case inFeatures, outFeatures, linearBias
    case poolKernel, poolStride, poolPadding, ceilMode
  }

  /// Places in `memory`.
  enum Memory: Int {
    case bytes, weights, batch, inputWithWeights, input, inputChannels, inputWidth, inputHeight
    case output, outputChannels, outputWidth, outputHeight
  }

  /// One of the arguments, if it is a whole number that is not negative.
  subscript(argument: Argument) -> Int? { Self.count(arguments[argument.rawValue]) }

  /// One of the memory figures, if it is a whole number that is not negative: of several inputs
  /// they are means.
  subscript(memory: Memory) -> Int? { Self.count(self.memory[memory.rawValue]) }

  static func count(_ value: Double) -> Int? {
    Int(exactly: value).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Writes the node in PerfSeer's words, but for its name: the members of an object, the figures in
  /// the order of `argumentNames` and `memoryNames`; arguments that are all 0 are left out.
  func writeSeed(to writer: inout JSONWriter) {
    if arguments.contains(where: { $0 != 0 }) { writer.seedMember("args", arguments) }
    writer.seedMember("memory_info", memory)
    writer.key("flops")
    writer.figure(flops)
    writer.key("arith_intensity")
    writer.figure(intensity)
  }
}

extension JSONWriter {
  fileprivate mutating func seedMember(_ key: StaticString, _ values: [Double]) {
    self.key(key)
    beginArray()
    for value in values { figure(value) }
    endArray()
  }

  /// Writes a number: without a point if it is whole.
  mutating func figure(_ value: Double) {
    if let int = Int(exactly: value) { self.int(int) } else { double(value) }
  }
}
