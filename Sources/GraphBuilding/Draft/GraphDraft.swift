import ComputationGraph

/// A dimension as a file declares it.
enum DraftDimension: Sendable, Equatable {
  /// A number that is not negative.
  case value(Int)
  /// A name: the same one is the same number.
  case symbol(String)
  /// Not given.
  case unknown

  var value: Int? {
    if case .value(let value) = self { value } else { nil }
  }
}

/// A network as an importer hands it over: ONNX's vocabulary, values by number, nothing inferred.
///
/// This is where all formats meet. An importer translates operators and attributes into those of
/// an ONNX operator set and says which; everything after it is common.
struct GraphDraft: Sendable {
  /// A tensor: an input, a weight, or what a node computes.
  struct Value: Sendable {
    /// The name in the file.
    var name: String
    /// What the file says of its shape; a hint, but for inputs and weights.
    var shape: [DraftDimension]?
    /// What the file says of its type.
    var type: ElementType?
    /// Whether it is part of the file: an initializer or a constant.
    var isWeight = false
    /// The contents of a small weight.
    var constant: ConstantValue?
  }

  /// An operator applied once.
  struct Node: Sendable {
    var op: String
    /// The version of the operator set that defines `op`.
    var opset: Int
    var name: String
    var attributes: [Attribute] = []
    /// The numbers of the values it reads; -1 for one that is left out.
    var operands: [Int] = []
    /// The numbers of the values it computes; -1 for one that nobody asked for.
    var outputs: [Int] = []
    /// What could not be carried over.
    var notes: [String] = []
  }

  var name: String?
  var layout: String?
  var values: [Value] = []
  /// The nodes in file order.
  var nodes: [Node] = []
  /// The numbers of the inputs that are not part of the file.
  var inputs: [Int] = []
  /// The numbers of the results.
  var outputs: [Int] = []

  /// How messages call a node.
  func label(at node: Int) -> String {
    let name = nodes[node].name.isEmpty ? "" : " \"\(nodes[node].name)\""
    return "node \(node) (\(nodes[node].op)\(name))"
  }
}
