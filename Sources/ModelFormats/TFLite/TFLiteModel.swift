package import ComputationGraph

/// A TensorFlow Lite file: its operators and tensors; names, sizes of tensors and the contents of
/// buffers stay in the file, and are told by their places.
package struct TFLiteModel: Sendable {
  /// The version of the schema, 3 in every file that is around.
  package internal(set) var version = 0
  /// What the converter says of itself or of the network.
  package internal(set) var description: String?
  /// The operators that are applied somewhere.
  package internal(set) var operatorCodes: [TFLiteOperatorCode] = []
  /// The network first, then what its control flow calls.
  package internal(set) var subgraphs: [TFLiteSubgraph] = []
  /// The bytes of the file that each buffer holds; empty for those that are filled at run time.
  package internal(set) var buffers: [Range<Int>] = []

  /// Everything of an operator of a subgraph, by its position.
  package func applied(_ position: Int, in subgraph: TFLiteSubgraph) -> TFLiteOperator {
    let place = subgraph.operators[position]
    let words = subgraph.words
    let code = operatorCodes[place.code]
    return TFLiteOperator(
      name: code.name, isCustom: code.isCustom, inputs: words[place.inputs].map { Int($0) },
      outputs: words[place.outputs].map { Int($0) }, optionsKind: place.optionsKind,
      options: TFLiteOptionsLayout.layout(of: place.optionsKind)?.options(words[place.options])
        ?? [])
  }
}

/// An operator, wherever it is applied.
package struct TFLiteOperatorCode: Sendable {
  /// The built-in operator's name in the schema, or that of a custom one.
  package let name: String
  /// Whether `name` is one that the file's author chose.
  package let isCustom: Bool
}

/// A network, or the body of a loop or branch.
package struct TFLiteSubgraph: Sendable {
  /// An operator applied once, as ranges of `words`.
  package struct Operator: Sendable {
    /// Which operator it is, among the model's.
    package let code: Int
    /// The tensors it reads; -1 for one that is left out.
    package let inputs: Range<Int>
    /// The tensors it computes.
    package let outputs: Range<Int>
    /// The member of the options union that the file has; 0 for none.
    package let optionsKind: UInt8
    /// Its options, which mean something to their layout only; equal options are equal words.
    package let options: Range<Int>
  }

  /// Its name, often empty.
  package internal(set) var name = ""
  /// Its tensors; the others refer to them by position.
  package internal(set) var tensors: [TFLiteTensor] = []
  /// The tensors that are fed.
  package internal(set) var inputs: [Int] = []
  /// The tensors that are results.
  package internal(set) var outputs: [Int] = []
  /// The operators in the order in which they run.
  package internal(set) var operators: [Operator] = []
  /// What operators read and compute, and their options, one after the other.
  package internal(set) var words: [Int32] = []
}

/// A tensor of a subgraph.
package struct TFLiteTensor: Sendable {
  /// Where its name lies in the file.
  package internal(set) var name = 0..<0
  /// Where its dimensions lie in the file, numbers of 32 bits; `nil` where the file says that not
  /// even their number is known.
  package internal(set) var shape: Range<Int>?
  /// The dimensions again, with -1 where any size will do; `nil` where the file leaves it out.
  package internal(set) var signature: Range<Int>?
  /// The number of its elements' type in the schema.
  package internal(set) var typeCode: Int8 = 0
  /// The position of its buffer.
  package internal(set) var buffer = 0
  /// Whether its contents lie in the file, or beside it.
  package internal(set) var isConstant = false
  /// Whether it keeps its contents from one run to the next.
  package internal(set) var isVariable = false

  /// The type of an element; `nil` for handles, and types not known.
  package var type: ElementType? { ElementType(tfLite: typeCode) }
}

/// An operator applied once, with everything read.
package struct TFLiteOperator: Sendable {
  /// The built-in operator's name in the schema, or that of a custom one.
  package let name: String
  /// Whether `name` is one that the file's author chose.
  package let isCustom: Bool
  /// The tensors it reads; -1 for one that is left out.
  package var inputs: [Int]
  /// The tensors it computes.
  package var outputs: [Int]
  /// The member of the options union that the file has; 0 for none.
  package let optionsKind: UInt8
  /// The options by their names in the schema, sorted, whether given or standing by themselves. Truth
  /// values are 0 and 1.
  package let options: [Attribute]

  /// A number among the options.
  package func option(_ name: String) -> Int64? {
    if case .int(let value) = value(name) { value } else { nil }
  }

  /// The value of an option.
  package func value(_ name: String) -> AttributeValue? {
    options.first { $0.isNamed(name) }?.value
  }
}
