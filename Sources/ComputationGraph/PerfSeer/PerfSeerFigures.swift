internal import ByteReading
internal import RecordStreams

/// What PerfSeer knows of one operator: its own figures where the record keeps them, else what
/// follows from the record by PerfSeer's conventions.
///
/// PerfSeer counts bytes of single precision, a convolution's bias as an operation, and intensity
/// as operations for each element that is moved; sizes of several inputs are means.
package struct PerfSeerFigures: Sendable, Equatable {
  /// Thirteen arguments: of convolutions kernel, stride, padding, dilation, groups and bias; of
  /// dense layers features in and out and bias; of pools kernel, stride, padding and ceil mode.
  package var arguments = Array(repeating: 0.0, count: 13)
  /// Twelve figures: bytes, weights, batch, inputs with weights, input bytes, input channels, width
  /// and height, output bytes, output channels, width and height.
  package var memory = Array(repeating: 0.0, count: 12)
  /// Operations for the whole batch.
  package var flops = 0.0
  /// Operations for each element that is moved.
  package var intensity = 0.0

  /// Bytes that are moved.
  package var bytes: Double { memory[0] }
  /// The number of weights.
  package var weights: Double { memory[1] }
  /// The batch.
  package var batch: Double { memory[2] }

  /// The figures of a node.
  package init(of node: Node, in graph: Graph) {
    if let seed = node.seed, let kept = try? Self(seed: seed) {
      self = kept
    } else {
      self.init(computing: node, in: graph)
    }
  }

  /// Reads the figures as PerfSeer's files have them; throws if these are another source's words.
  private init(seed: [UInt8]) throws(JSONError) {
    self.init()
    var scanner = JSONScanner(seed.bytes)
    var parts = 0
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "args": arguments = try Self.read(13, from: &scanner)
      case "memory_info":
        memory = try Self.read(12, from: &scanner)
        parts += 1
      case "flops":
        flops = try scanner.readDouble()
        parts += 1
      case "arith_intensity":
        intensity = try scanner.readDouble()
        parts += 1
      default: _ = try scanner.readRaw()
      }
    }
    guard parts == 3 else { throw .missing("memory_info", at: 0) }
  }

  init() {}

  private static func read(
    _ count: Int, from scanner: inout JSONScanner
  ) throws(JSONError) -> [Double] {
    let values = try scanner.readArray { (scanner) throws(JSONError) in try scanner.readDouble() }
    guard values.count == count else { throw .missing("\(count) numbers", at: scanner.position) }
    return values
  }
}
