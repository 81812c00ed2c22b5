package import ComputationGraph

/// A dimension as a file declares it.
package enum DraftDimension: Sendable, Equatable {
  /// A number that is not negative.
  case value(Int)
  /// A name: the same one is the same number.
  case symbol(String)
  /// Not given.
  case unknown

  var value: Int? {
    if case .value(let value) = self { value } else { nil }
  }

  var isSymbol: Bool {
    if case .symbol = self { true } else { false }
  }
}

/// A network as an importer hands it over: ONNX's vocabulary, values by number, nothing inferred.
///
/// This is where all formats meet. An importer translates operators and attributes into those of
/// an ONNX operator set and says which; everything after it is common.
package struct GraphDraft: Sendable {
  /// A tensor: an input, a weight, or what a node computes.
  package struct Value: Sendable {
    /// The name in the file.
    package var name: String
    /// What the file says of its shape; a hint, but for inputs and weights.
    package var shape: [DraftDimension]?
    /// What the file says of its type.
    package var type: ElementType?
    /// Whether it is part of the file: an initializer or a constant.
    package var isWeight = false
    /// Whether it counts among the parameters whatever its type, as the bias of a quantised layer does.
    package var isParameter = false
    /// The contents of a small weight.
    package var constant: ConstantValue?

    /// Describes a value.
    package init(
      name: String, shape: [DraftDimension]? = nil, type: ElementType? = nil,
      isWeight: Bool = false, constant: ConstantValue? = nil
    ) {
      self.name = name
      self.shape = shape
      self.type = type
      self.isWeight = isWeight
      self.constant = constant
    }
  }

  /// An operator applied once.
  package struct Node: Sendable {
    /// The operator, in ONNX's vocabulary or with a prefix.
    package var op: String
    /// The version of the operator set that defines `op`.
    package var opset: Int
    /// The name in the file, often empty.
    package var name: String
    /// The attributes that the node gives.
    package var attributes: [Attribute] = []
    /// The numbers of the values it reads; -1 for one that is left out.
    package var operands: [Int] = []
    /// The numbers of the values it computes; -1 for one that nobody asked for.
    package var outputs: [Int] = []
    /// What could not be carried over.
    package var notes: [String] = []
    /// The node in the words of its file, as the JSON text of an object.
    package var seed: [UInt8]?
    /// The graphs inside of a node of control flow.
    var bodies: [ControlBody] = []

    /// Describes a node.
    package init(
      op: String, opset: Int, name: String = "", attributes: [Attribute] = [],
      operands: [Int] = [], outputs: [Int] = []
    ) {
      self.op = op
      self.opset = opset
      self.name = name
      self.attributes = attributes
      self.operands = operands
      self.outputs = outputs
    }
  }

  /// The network's name in the file.
  package var name: String?
  /// The order of a tensor's dimensions: `NCHW` or `NHWC`.
  package var layout: String?
  /// All values; the others refer to them by position.
  package var values: [Value] = []
  /// The nodes in file order.
  package var nodes: [Node] = []
  /// The numbers of the inputs that are not part of the file.
  package var inputs: [Int] = []
  /// The numbers of the results.
  package var outputs: [Int] = []
  /// What the file says of the network in its own words, as the JSON text of an object.
  package var seed: [UInt8]?

  /// A draft of nothing.
  package init() {}
}
