/// GENNAPE's operators by their number.
package enum GENNAPEOperator: Int, Sendable, CaseIterable {
  case unknown, input, output, conv, depthwise, batchnorm, relu, relu6, matmul, add, mul, concat
  case maxpool, avgpool, sigmoid, tanh, swish, gelu, paddings, mean, spacetobatchnd
  case batchtospacend, spacetodepthnd, depthtospacend, global, identity, zero
  case reserved1, reserved2, reserved3, reserved4, reserved5

  /// The number of operators: the size of GENNAPE's tables.
  package static let count = 32

  /// Whether GENNAPE counts it among the nodes with weights.
  package var isWeighted: Bool { self == .conv || self == .depthwise || self == .matmul }
}
