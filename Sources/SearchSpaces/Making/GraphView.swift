/// Which graph of a code is made: an architecture has two.
package enum GraphView: String, Sendable, CaseIterable {
  /// The searched cell, its operators named as the space names them.
  case cell
  /// The whole network in ONNX's operators, with shapes and costs.
  case network
}
