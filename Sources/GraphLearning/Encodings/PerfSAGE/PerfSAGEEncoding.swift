package import ComputationGraph
internal import ByteReading
internal import DenseKernels
internal import RecordStreams

/// PerfSAGE's encoding of a TensorFlow Lite network: a node for every operator and for every tensor
/// that nothing computes (inputs, weights, biases, constants), with the four dimensions of what it
/// gives and the operator's options. A node hears those that read it.
///
/// Reference: arXiv 2301.10999; the published preprocessing. Where that stops or errs ours goes on: an
/// operator or option without a place is left without one, and shapes of more than four dimensions
/// keep the last four.
package struct PerfSAGEEncoding {
  /// Whether each number x becomes 2 sin(πx/u) and 2 cos(πx/u), with u the largest that is met, and what
  /// an operator does not have becomes 0, 0 (the conditional encoding).
  private let isConditional: Bool
  private var features: [Float] = []
  private var categories: [Int32] = []
  private var edges: [(from: Int, to: Int)] = []

  /// Encodes a graph; `nil` for one that does not come from TensorFlow Lite.
  package static func encode(_ graph: Graph, conditionally: Bool = false) -> EncodedGraph? {
    let seeds = graph.nodes.map { $0.seed.flatMap { try? PerfSAGESeed($0) } }
    guard seeds.contains(where: { $0 != nil }) else { return nil }
    var encoding = PerfSAGEEncoding(isConditional: conditionally)
    encoding.add(graph, seeds)
    var encoded = EncodedGraph(
      nodeCount: encoding.categories.count, features: encoding.features, edges: encoding.edges,
      direction: .backwards, statics: [])
    encoded.categories = encoding.categories
    return encoded
  }

  private mutating func add(_ graph: Graph, _ seeds: [PerfSAGESeed?]) {
    let inputs = graph.inputs.map { add("input", $0.shape, [:]) }
    var weights: [Int: Int] = [:]
    // The row of what each node gives: several nodes may stand for one operator of the file, as a
    // convolution and its activation do; the first of them has its words.
    var rows: [Int?] = []
    for (node, seed) in zip(graph.nodes, seeds) {
      let operands = node.inputs.compactMap { operand -> Int? in
        switch operand {
        case .absent: nil
        case .input(let index): inputs.indices.contains(index) ? inputs[index] : nil
        case .node(let index, _): rows.indices.contains(index) ? rows[index] : nil
        }
      }
      guard let seed else {
        rows.append(operands.first)
        continue
      }
      let row = add(seed.op, node.outputs.first?.shape, seed.options)
      for operand in operands { edges.append((operand, row)) }
      for use in node.weights where graph.weights.indices.contains(use.weight) {
        let source =
          weights[use.weight] ?? add("input", graph.weights[use.weight].shape, [:])
        weights[use.weight] = source
        edges.append((source, row))
      }
      for shape in Self.foldedConstants(of: node, seed.op) {
        edges.append((add("input", shape, [:]), row))
      }
      rows.append(row)
    }
  }

  private mutating func add(_ op: String, _ shape: Shape?, _ options: [String: Float]) -> Int {
    let known = (shape ?? []).suffix(4).map { Float($0 ?? 0) }
    let dimensions = (Array(repeating: 1, count: 4 - known.count) + known).map(Float?.some)
    let values = dimensions + PerfSAGEVocabulary.options.map { options[$0] }
    for (value, limit) in zip(values, PerfSAGEVocabulary.limits) {
      if !isConditional {
        features.append(value ?? 0)
      } else if let value {
        let share = Double(value / limit)
        features.append(2 * Float(sine(ofHalfTurns: share)))
        features.append(2 * Float(cosine(ofHalfTurns: share)))
      } else {
        features += [0, 0]
      }
    }
    categories.append(PerfSAGEVocabulary.category(op))
    return categories.count - 1
  }

  /// The shapes of constants that the record keeps as attributes: those of the operator's that are
  /// not among its weights.
  private static func foldedConstants(of node: Node, _ op: String) -> [Shape] {
    let rank = node.outputs.first?.shape?.count ?? 4
    let constants: [Shape]
    switch op {
    case "MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD":
      constants = [[node.integers("axes")?.count ?? 1]]
    case "TRANSPOSE": constants = [[rank]]
    case "PAD", "MIRROR_PAD": constants = [[rank, 2]]
    case "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR": constants = [[2]]
    case "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND": constants = [[2], [2, 2]]
    case "STRIDED_SLICE": constants = [[rank], [rank], [rank]]
    // Beside the filter, and a bias, the shape of the result.
    case "TRANSPOSE_CONV": return [[rank]]
    default: return []
    }
    return constants.suffix(max(0, constants.count - node.weights.count))
  }
}

/// An operator in TensorFlow Lite's words, as the record keeps them.
private struct PerfSAGESeed {
  let op: String
  /// Numbers, cut to whole ones as the published preprocessing cuts them.
  let options: [String: Float]

  init(_ text: [UInt8]) throws(JSONError) {
    var scanner = JSONScanner(text.bytes)
    var op: String?
    var options: [String: Float] = [:]
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "operator": op = try scanner.readString().string
      case "options":
        try scanner.readObject { (name, scanner) throws(JSONError) in
          let name = name.string
          options[name] = Float(try scanner.readDouble().rounded(.towardZero))
        }
      default: _ = try scanner.readRaw()
      }
    }
    guard let op else { throw .missing("operator", at: 0) }
    self.op = op
    self.options = options
  }
}
