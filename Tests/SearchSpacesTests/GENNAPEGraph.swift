import ComputationGraph
import Foundation
import SearchSpaces
import TestSupport

/// A compute graph in GENNAPE's terms: operators with resolutions, kernels and biases, and what
/// feeds what. Networks are compared with what the authors' code made of the same configurations.
struct GENNAPEGraph {
  struct Node: Hashable {
    /// The position in the authors' vocabulary.
    var op: Int
    /// Hin, Hout, Win, Wout, Cin, Cout.
    var resolution: [Int]
    /// The kernel; 0, 0 for a matrix, empty without weights.
    var kernel: [Int]
    var hasBias: Bool
  }

  var nodes: [Node] = []
  var edges: Set<[Int]> = []

  var weighted: Int { nodes.count { !$0.kernel.isEmpty } }

  private static let vocabulary = [
    "AveragePool": 13, "Add": 9, "BatchNormalization": 5, "Clip": 7, "Concat": 11, "Conv": 3,
    "Gemm": 8, "GlobalAveragePool": 19, "HardSigmoid": 7, "Identity": 25, "MaxPool": 12, "Mul": 10,
    "Relu": 6, "Sigmoid": 14,
  ]

  /// The authors' view of a network that this library built.
  init(_ graph: Graph) {
    var places: [Int: Int] = [:]
    func size(_ shape: Shape?) -> [Int] {
      let known = (shape ?? []).map { $0 ?? 0 }
      return known.count == 4 ? Array(known[1...]) : [known.last ?? 0, 1, 1]
    }
    func shape(_ operand: Operand) -> Shape? {
      switch operand {
      case .input(let input): graph.inputs[input].shape
      case .node(let node, let output): graph.nodes[node].outputs[output].shape
      case .absent: nil
      }
    }
    func place(_ operand: Operand) -> Int {
      if case .node(let node, _) = operand { places[node] ?? 0 } else { 0 }
    }
    let start = size(graph.inputs.first?.shape)
    nodes.append(
      Node(
        op: 1, resolution: [start[1], start[1], start[2], start[2], start[0], start[0]],
        kernel: [], hasBias: false))
    for (index, node) in graph.nodes.enumerated() {
      if node.op == "Flatten" {
        places[index] = place(node.inputs[0])
        continue
      }
      let before = size(shape(node.inputs[0]))
      let after = size(node.outputs[0].shape)
      var made = Node(
        op: Self.vocabulary[node.op] ?? 0,
        resolution: [before[1], after[1], before[2], after[2], before[0], after[0]], kernel: [],
        hasBias: false)
      if node.op == "Conv" {
        if case .ints(let kernel)? = node.attribute("kernel_shape") {
          made.kernel = kernel.map { Int($0) }
        }
        if node.attribute("group") != .int(1) { made.op = 4 }
        made.hasBias = node.weights.count > 1
      } else if node.op == "Gemm" {
        made.kernel = [0, 0]
        made.hasBias = true
      }
      places[index] = nodes.count
      for operand in node.inputs { edges.insert([place(operand), nodes.count]) }
      nodes.append(made)
    }
    let end = size(shape(graph.outputs[0]))
    edges.insert([place(graph.outputs[0]), nodes.count])
    nodes.append(
      Node(op: 2, resolution: [1, 1, 1, 1, end[0], end[0]], kernel: [], hasBias: false))
  }

  /// The graph as the authors' files have it.
  init(_ nodes: [[String: Any]], _ edges: [[Int]]) {
    self.nodes = nodes.map { node in
      let shape = (node["shape"] as? [Double])?.map { Int($0) }
      let metadata = node["metadata"] as? [String: Any]
      return Node(
        op: node["op_idx"] as? Int ?? node["op_type_idx"] as? Int ?? 0,
        resolution: (node["resolution"] as? [Int]) ?? [],
        kernel: shape.map { Array($0[2...]) } ?? [],
        hasBias: metadata?["use_bias"] as? Bool ?? false)
    }
    self.edges = Set(edges)
  }

  /// Twice what each node multiplies or computes, times how many values it reads: the authors' count.
  var flops: Int {
    var readers = Array(repeating: 0, count: nodes.count)
    for edge in edges { readers[edge[1]] += 1 }
    return zip(nodes, readers).reduce(0) { total, each in
      let (node, count) = each
      let r = node.resolution
      let operations =
        switch node.op {
        case 3:
          node.kernel[0] * node.kernel[1] * r[4] * r[5] * r[1] * r[3]
            + (node.hasBias ? r[5] * r[1] * r[3] : 0)
        case 4:
          node.kernel[0] * node.kernel[1] * r[4] * r[1] * r[3]
            + (node.hasBias ? r[5] * r[1] * r[3] : 0)
        case 8: r[0] * r[2] * r[4] * r[5] + r[5]
        case 5: 2 * r[0] * r[2] * r[4]
        case 6, 7, 9, 10, 12, 13, 14, 19: r[1] * r[3] * r[5]
        default: 0
        }
      return total + 2 * max(count, 1) * operations
    }
  }

  /// Whether two graphs have the same nodes with the same surroundings, as far as refining colours
  /// can tell.
  func matches(_ other: GENNAPEGraph) -> Bool {
    guard nodes.count == other.nodes.count, edges.count == other.edges.count else { return false }
    var seen: [AnyHashable: Int] = [:]
    func color(_ key: AnyHashable) -> Int {
      if let color = seen[key] { return color }
      seen[key] = seen.count
      return seen.count - 1
    }
    var mine = nodes.map { color($0) }
    var theirs = other.nodes.map { color($0) }
    func refined(_ colors: [Int], _ edges: Set<[Int]>) -> [Int] {
      var before: [[Int]] = Array(repeating: [], count: colors.count)
      var after = before
      for edge in edges {
        after[edge[0]].append(colors[edge[1]])
        before[edge[1]].append(colors[edge[0]])
      }
      return colors.indices.map { color([[colors[$0]], before[$0].sorted(), after[$0].sorted()]) }
    }
    for _ in 0..<24 {
      guard mine.sorted() == theirs.sorted() else { return false }
      mine = refined(mine, edges)
      theirs = refined(theirs, other.edges)
    }
    return mine.sorted() == theirs.sorted()
  }
}
