/// What a node or a whole graph takes to compute; `nil` where a shape is not known.
package struct Cost: Sendable, Equatable {
  /// Floating-point operations, 2 per multiply-accumulate.
  package var flops: Int?
  /// Multiply-accumulates.
  package var macs: Int?
  /// Elements of the weights that the node reads.
  package var parameters: Int?
  /// Bytes of the inputs, weights and outputs that pass through memory.
  package var bytes: Int?
  /// Those of them that are weights; only where it was asked for.
  package var weightBytes: Int?

  /// A cost of which nothing is known unless given.
  package init(flops: Int? = nil, macs: Int? = nil, parameters: Int? = nil, bytes: Int? = nil) {
    self.flops = flops
    self.macs = macs
    self.parameters = parameters
    self.bytes = bytes
  }

  /// The bytes that are no weights: what is read and handed on while running.
  package var activationBytes: Int? {
    guard let bytes, let weightBytes, bytes >= weightBytes else { return nil }
    return bytes - weightBytes
  }

  /// Arithmetic intensity: operations for each byte that passes through memory.
  package var intensity: Double? {
    guard let flops, let bytes, bytes > 0 else { return nil }
    return Double(flops) / Double(bytes)
  }
}
