package import ComputationGraph

/// A TensorFlow Lite file: its operators and tensors; the contents of buffers stay in the file.
package struct TFLiteModel: Sendable {
  /// The version of the schema, 3 in every file that is around.
  package var version = 0
  /// What the converter says of itself or of the network.
  package var description: String?
  /// The network first, then what its control flow calls.
  package var subgraphs: [TFLiteSubgraph] = []
  /// The bytes of the file that each buffer holds; empty for those that are filled at run time.
  package var buffers: [Range<Int>] = []
}

/// A network, or the body of a loop or branch.
package struct TFLiteSubgraph: Sendable {
  /// Its name, often empty.
  package var name = ""
  /// Its tensors; the others refer to them by position.
  package var tensors: [TFLiteTensor] = []
  /// The tensors that are fed.
  package var inputs: [Int] = []
  /// The tensors that are results.
  package var outputs: [Int] = []
  /// The operators in the order in which they run.
  package var operators: [TFLiteOperator] = []
}

/// A tensor of a subgraph.
package struct TFLiteTensor: Sendable {
  /// Its name.
  package var name = ""
  /// Its dimensions, `nil` where the file says that not even their number is known.
  package var shape: [Int32]?
  /// The dimensions again, with -1 where any size will do; `nil` where the file leaves it out.
  package var signature: [Int32]?
  /// The type of an element; `nil` for handles, and types not known.
  package var type: ElementType?
  /// The position of its buffer.
  package var buffer = 0
  /// Whether its contents lie in the file, or beside it.
  package var isConstant = false
  /// Whether it keeps its contents from one run to the next.
  package var isVariable = false
}

/// An operator applied once.
package struct TFLiteOperator: Sendable {
  /// The built-in operator's name in the schema, or that of a custom one.
  package var name = ""
  /// Whether `name` is one that the file's author chose.
  package var isCustom = false
  /// The tensors it reads; -1 for one that is left out.
  package var inputs: [Int] = []
  /// The tensors it computes.
  package var outputs: [Int] = []
  /// The member of the options union that the file has; 0 for none.
  package var optionsKind: UInt8 = 0
  /// The options by their names in the schema, sorted, whether given or standing by themselves. Truth
  /// values are 0 and 1.
  package var options: [Attribute] = []

  /// A number among the options.
  package func option(_ name: String) -> Int64? {
    if case .int(let value) = value(name) { value } else { nil }
  }

  /// The value of an option.
  package func value(_ name: String) -> AttributeValue? {
    options.first { $0.isNamed(name) }?.value
  }
}
