import ComputationGraph
import ModelFormats

/// Where a program begins and ends.
struct TensorFlowEntry {
  /// The nodes that something is fed to.
  private(set) var fed: Set<Int> = []
  /// The tensors that are handed out.
  private(set) var results: [TensorFlowBody.Reference] = []

  /// Finds a program's inputs, and its results: those of the way in that serves, or else all tensors
  /// that nothing reads.
  init(_ body: TensorFlowBody, _ signatures: [TensorFlowSignature]) {
    fed = Self.fed(in: body)
    let ways = signatures.filter { !$0.outputs.isEmpty && $0.name != "__saved_model_init_op" }
    if let way = ways.first(where: { $0.name == "serving_default" }) ?? ways.first {
      results = way.outputs.compactMap { body.reference($0) }
      return
    }
    let read = body.readNodes
    let ends = body.nodes.indices.filter { number in
      !read.contains(number) && !Self.handingNothingOut.contains(body.nodes[number].op)
        && !body.nodes[number].op.hasSuffix("Summary")
    }
    let reached = Self.reached(from: fed, in: body)
    let fromInputs = ends.filter { reached.contains($0) || fed.contains($0) }
    results = (fromInputs.isEmpty ? ends : fromInputs).map { .node($0, output: 0) }
  }

  private static let handingNothingOut: Set<String> = [
    "Assert", "Assign", "AssignVariableOp", "Const", "NoOp", "Placeholder", "Print", "RestoreV2",
    "SaveV2", "VarHandleOp", "Variable", "VariableV2",
  ]

  /// Placeholders; of a graph without them what is called `input`, which GENNAPE's graphs fill with
  /// ones, or else what makes numbers up.
  private static func fed(in body: TensorFlowBody) -> Set<Int> {
    let candidates: [(TensorFlowNode) -> Bool] = [
      { $0.op == "Placeholder" || $0.op == "PlaceholderV2" },
      { label(of: $0) == "input" && $0.op != "Const" },
      { label(of: $0).hasPrefix("input") && $0.op != "Const" },
      { ["Fill", "RandomUniform", "RandomStandardNormal", "TruncatedNormal"].contains($0.op) },
    ]
    for isInput in candidates {
      let found = Set(body.nodes.indices.filter { isInput(body.nodes[$0]) })
      // What another of them leads to is something between.
      if !found.isEmpty { return found.subtracting(reached(from: found, in: body)) }
    }
    return []
  }

  /// The last part of a node's name.
  private static func label(of node: TensorFlowNode) -> Substring {
    let start = node.name.lastIndex(of: "/").map(node.name.index(after:)) ?? node.name.startIndex
    return node.name[start...]
  }

  /// The nodes that some nodes lead to.
  private static func reached(from nodes: Set<Int>, in body: TensorFlowBody) -> Set<Int> {
    var readers = Array(repeating: [Int](), count: body.nodes.count)
    for (reader, operands) in body.operands.enumerated() {
      for case .node(let operand, _) in operands { readers[operand].append(reader) }
    }
    var reached: Set<Int> = []
    var open = Array(nodes)
    while let node = open.popLast() {
      for reader in readers[node] where reached.insert(reader).inserted { open.append(reader) }
    }
    return reached
  }
}
