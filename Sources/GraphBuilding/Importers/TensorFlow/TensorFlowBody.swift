import ComputationGraph
import ModelFormats

/// The nodes of a graph or a function, and what each of them reads.
struct TensorFlowBody {
  /// Where a tensor comes from.
  enum Reference: Hashable {
    /// An argument of the function.
    case argument(Int)
    /// An output of a node.
    case node(Int, output: Int)
    /// Nothing defines it.
    case missing(String)
  }

  let nodes: [TensorFlowNode]
  /// What each node reads; that it only has to run after another is left out.
  private(set) var operands: [[Reference]] = []
  /// What a function hands back.
  private(set) var results: [Reference] = []
  /// The names of a function's results.
  let resultNames: [String]
  private var numbers: [String: Int] = [:]
  private var arguments: [String: Int] = [:]
  /// The names of a function's arguments in order.
  let argumentNames: [String]
  /// The number of a function's arguments.
  var argumentCount: Int { argumentNames.count }

  /// The body of a function. `results` has the names of what other functions hand back.
  init(
    _ function: TensorFlowFunction, calling results: [String: [String]]
  ) throws(GraphError) {
    nodes = function.nodes
    resultNames = function.results
    argumentNames = function.arguments
    for (position, name) in function.arguments.enumerated() { arguments[name] = position }
    try number()
    operands = nodes.map { node in
      node.inputs.compactMap { reference($0, callable: results) }
    }
    self.results = function.results.map { name in
      function.returns[name].flatMap { reference($0, callable: results) } ?? .missing(name)
    }
  }

  /// A graph that is no function's.
  init(_ graph: TensorFlowGraph) throws(GraphError) {
    nodes = graph.nodes
    resultNames = []
    argumentNames = []
    try number()
    operands = nodes.map { node in node.inputs.compactMap { reference($0, callable: [:]) } }
  }

  private mutating func number() throws(GraphError) {
    numbers.reserveCapacity(nodes.count)
    for (position, node) in nodes.enumerated() {
      guard numbers.updateValue(position, forKey: node.name) == nil else {
        throw GraphError(.definedTwice(node.name), node: "node \(position) (\(node.op))")
      }
    }
  }

  /// What a name stands for: `node`, `node:1`, `node:port:0` or an argument; `nil` for a node that
  /// only has to run before.
  func reference(_ text: String, callable results: [String: [String]] = [:]) -> Reference? {
    guard !text.hasPrefix("^") else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: ":")).map { String(Substring($0)) }
    guard let name = parts.first else { return .missing(text) }
    if let argument = arguments[name] { return .argument(argument) }
    guard let node = numbers[name] else { return .missing(name) }
    let position = parts.count > 1 ? Int(parts[parts.count - 1]) ?? 0 : 0
    guard position >= 0, position < TensorFlowPorts.limit else { return .missing(text) }
    guard parts.count == 3 else { return .node(node, output: position) }
    let op = nodes[node].op
    let base = TensorFlowPorts.position(of: parts[1], in: results[op], of: op)
    return .node(node, output: base + position)
  }

  /// The nodes that others read.
  var readNodes: Set<Int> {
    var read: Set<Int> = []
    for list in operands {
      for case .node(let node, _) in list { read.insert(node) }
    }
    return read
  }
}

/// The names that operators give to their outputs, where functions refer to these by name.
enum TensorFlowPorts {
  /// No node has more outputs.
  static let limit = 1 << 16

  /// The position of the first output behind a name; 0 where an operator has but one name.
  static func position(of port: String, in results: [String]?, of op: String) -> Int {
    (results ?? names[op] ?? []).firstIndex(of: port) ?? 0
  }

  private static let batchNorm = [
    "y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3",
  ]

  private static let names: [String: [String]] = [
    "FusedBatchNorm": batchNorm, "FusedBatchNormV2": batchNorm, "FusedBatchNormV3": batchNorm,
    "TopK": ["values", "indices"], "TopKV2": ["values", "indices"],
    "MaxPoolWithArgmax": ["output", "argmax"], "Unique": ["y", "idx"], "UniqueV2": ["y", "idx"],
    "UniqueWithCounts": ["y", "idx", "count"], "Switch": ["output_false", "output_true"],
    "Merge": ["output", "value_index"],
    "NonMaxSuppressionV4": ["selected_indices", "valid_outputs"],
    "NonMaxSuppressionV5": ["selected_indices", "selected_scores", "valid_outputs"],
    "CombinedNonMaxSuppression": [
      "nmsed_boxes", "nmsed_scores", "nmsed_classes", "valid_detections",
    ],
    "BlockLSTM": ["i", "cs", "f", "o", "ci", "co", "h"],
    "BlockLSTMV2": ["i", "cs", "f", "o", "ci", "co", "h"],
    "LSTMBlockCell": ["i", "cs", "f", "o", "ci", "co", "h"],
    "CudnnRNNV3": ["output", "output_h", "output_c", "reserve_space", "host_reserved"],
    "TensorListPopBack": ["output_handle", "tensor"],
    "QuantizeV2": ["output", "output_min", "output_max"],
    "SoftmaxCrossEntropyWithLogits": ["loss", "backprop"],
    "SparseSoftmaxCrossEntropyWithLogits": ["loss", "backprop"],
  ]
}
