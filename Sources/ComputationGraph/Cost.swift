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

  /// A cost of which nothing is known unless given.
  package init(flops: Int? = nil, macs: Int? = nil, parameters: Int? = nil, bytes: Int? = nil) {
    self.flops = flops
    self.macs = macs
    self.parameters = parameters
    self.bytes = bytes
  }
}
