/// A reason why a graph record cannot be written as an ONNX model, and where.
package struct ONNXWriteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The part of the graph: `node 3 (Upsample)`, `input 0`.
  package let place: String

  /// What was found and what was expected.
  package let reason: String

  /// One line: `node 3 (Upsample): no operator of set 17`.
  package var description: String { "\(place): \(reason)" }
}
