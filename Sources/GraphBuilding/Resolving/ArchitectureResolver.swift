package import ComputationGraph

/// Makes the graphs of codes that records name; who knows the search spaces stands above.
package protocol ArchitectureResolver: Sendable {
  /// Whether a search space is known at all.
  func knows(_ space: String) -> Bool

  /// The graph of a code.
  ///
  /// - Parameters:
  ///   - space: The search space's name.
  ///   - code: The code in one of the space's encodings.
  ///   - batch: The batch to build for; `nil` leaves it to the resolver.
  /// - Returns: The graph, named and with its source.
  /// - Throws: What is wrong with the name or the code.
  func graph(space: String, code: String, batch: Int?) throws -> Graph

  /// The code that the path of a model file names, such as `onnx/nasbench201/10062.onnx`, and what
  /// the user should know of the way in which it was told, if anything.
  func architecture(ofModel path: String) -> (space: String, code: String, caution: String?)?
}
