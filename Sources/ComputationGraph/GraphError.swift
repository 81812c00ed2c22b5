/// A reason why something is not a computation graph, and which node it concerns.
package struct GraphError: Error, Equatable, Sendable {
  /// What kind of trouble it was.
  package enum Reason: Equatable, Sendable {
    /// The nodes depend on each other in a circle.
    case cycle
    /// Two nodes, or a node and an input, define one name.
    case definedTwice(String)
    /// A name is read that nothing defines.
    case undefined(String)
    /// A position points outside its list, or at a node that does not come earlier.
    case badReference(String)
    /// The model holds no graph, or the graph computes nothing.
    case empty(String)
    /// A limit of the builder was reached; the text names it.
    case overLimit(String)
  }

  /// What kind of trouble it was.
  package let reason: Reason

  /// The node, as its operator and name or position: `Conv "conv0"`; `nil` for the graph as a whole.
  package let node: String?

  /// Makes an error about a node or the whole graph.
  package init(_ reason: Reason, node: String? = nil) {
    self.reason = reason
    self.node = node
  }
}

extension GraphError: CustomStringConvertible {
  /// One line: `node 3 (Add "sum"): reads "x", which nothing defines`.
  package var description: String {
    (node.map { $0 + ": " } ?? "") + reason.description
  }
}

extension GraphError.Reason: CustomStringConvertible {
  /// What was found and what was expected.
  package var description: String {
    switch self {
    case .cycle: "depends on its own output; expected a graph without cycles"
    case .definedTwice(let name):
      "defines \"\(name)\", which is already defined; expected every name once"
    case .undefined(let name):
      "reads \"\(name)\", which nothing defines; expected an input, an initializer or an output"
    case .badReference(let what): what
    case .empty(let what): what
    case .overLimit(let what): what
    }
  }
}
