package import ComputationGraph

/// A TensorFlow program: a graph, the functions that it calls, and how it is to be entered.
///
/// Contents of large tensors stay in the file.
package struct TensorFlowGraph: Sendable {
  /// The nodes in the file's order, which need not put operands first.
  package var nodes: [TensorFlowNode] = []
  /// The functions that nodes may call.
  package var functions: [TensorFlowFunction] = []
  /// The ways in; a frozen graph has none.
  package var signatures: [TensorFlowSignature] = []

  /// An empty program.
  package init() {}
}

/// An operator applied once, or the name of a constant, variable or input.
package struct TensorFlowNode: Sendable {
  /// Its name, with slashes between the parts of a network.
  package var name = ""
  /// The operator, or the function that is called.
  package var op = ""
  /// What it reads, in the file's words: `name`, `name:1`, in functions `name:port:0`; `^name` only
  /// has to run before.
  package var inputs: [String] = []
  /// Its attributes by name.
  package var attributes: [String: TensorFlowValue] = [:]

  /// A node without a name.
  package init() {}
}

/// The value of an attribute.
package enum TensorFlowValue: Sendable, Equatable {
  /// Bytes, mostly text.
  case text(String)
  case int(Int64)
  case float(Float)
  case bool(Bool)
  /// A type of elements; `nil` for handles and types not known.
  case type(ElementType?)
  /// Dimensions, of which -1 is not known; `nil` if not even the rank is.
  case shape([Int64]?)
  case tensor(TensorFlowTensor)
  /// The name of a function.
  case function(String)
  /// The names of functions.
  case functions([String])
  case texts([String])
  case ints([Int64])
  case floats([Float])
  case shapes([[Int64]?])
}

/// A tensor that an attribute holds.
package struct TensorFlowTensor: Sendable, Equatable {
  /// The type of an element; `nil` for types not known.
  package var type: ElementType?
  /// Its dimensions; `nil` if not even the rank is known.
  package var shape: [Int64]? = []
  /// The elements of a small tensor of whole numbers or truth values.
  package var ints: [Int64]?
  /// The elements of a small tensor of numbers with fractions.
  package var floats: [Double]?

  /// A scalar of no type.
  package init() {}
}

/// A function: a graph with named arguments and results.
package struct TensorFlowFunction: Sendable {
  /// How it is called.
  package var name = ""
  /// Its arguments in order.
  package var arguments: [String] = []
  /// Its results in order.
  package var results: [String] = []
  /// Its nodes.
  package var nodes: [TensorFlowNode] = []
  /// What each result is, as nodes name what they read.
  package var returns: [String: String] = [:]

  /// A function of nothing.
  package init() {}
}

/// A way into a program.
package struct TensorFlowSignature: Sendable {
  /// Its name, such as `serving_default`.
  package var name = ""
  /// The tensors that are handed out, in the order of their names: `node:0`.
  package var outputs: [String] = []

  /// A signature without results.
  package init() {}
}
