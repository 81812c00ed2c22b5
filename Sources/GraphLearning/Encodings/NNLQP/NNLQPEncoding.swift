package import ComputationGraph

/// NNLQP's encoding of a network: 44 numbers a node and 4 for the whole.
package enum NNLQPEncoding: String, Sendable, CaseIterable {
  /// As published, faults and all: needed for the released weights and to compare with the paper.
  case v0
  /// Corrected: constants are no nodes, `MatMul` is known, padding is resolved, and the four static
  /// figures count every operator at the true sizes and the whole batch.
  case v1

  /// The features of a node.
  package static let nodeFeatureCount = NNLQPVocabulary.width
  /// The features of a graph: batch, flops, parameters and memory in elements, the last three in 10⁹.
  package static let staticFeatureCount = 4

  /// Encodes a graph.
  package func encode(_ graph: Graph) -> EncodedGraph {
    let (rows, edges) = rows(of: graph)
    return EncodedGraph(
      nodeCount: rows.count, features: rows.flatMap(\.features), edges: edges,
      statics: statics(of: graph))
  }

  /// A node of the encoded graph: one tensor of the network.
  package struct Row {
    /// The tensor's name in the source.
    package var name: String?
    /// The operator that computes it, unless it is an input.
    package var op: String?
    /// The `nodeFeatureCount` features.
    package var features: [Float]
  }

  /// The nodes, inputs first, and the directed connections between them.
  ///
  /// A tensor that nothing leads to is a node only if it is an input that something reads.
  package func rows(of graph: Graph) -> (rows: [Row], edges: [(from: Int, to: Int)]) {
    var numbering = Numbering()
    var edges: [(from: Int, to: Int)] = []
    for (index, node) in graph.nodes.enumerated() {
      let sources = connectedOperands(of: node).compactMap { numbering.existing($0, in: graph) }
      // An operator without a source (a constant, a generator of random numbers) is no node.
      guard !sources.isEmpty else { continue }
      for output in node.outputs.indices {
        let target = numbering.add(.data(.node(index, output: output)))
        for source in sources { edges.append((source, target)) }
      }
    }
    return (numbering.order.map { row(of: $0, in: graph) }, edges)
  }

  /// The operands that lead to a node: all but the parameters of weighted operators.
  private func connectedOperands(of node: Node) -> [NodeOperand] {
    let operands = node.operands
    let ends: Int
    switch node.op {
    case "Constant", "RandomNormal", "RandomUniform", "SequenceEmpty": return []
    case "Conv", "ConvTranspose", "Gemm", "Reshape": ends = 2
    case "BatchNormalization": ends = 5
    case "InstanceNormalization": ends = 3
    default: ends = 0
    }
    return operands.enumerated().compactMap { position, operand in
      switch operand {
      case .data(.absent): return nil
      case .weight: return self == .v0 && (ends == 0 || position == 0) ? operand : nil
      case .data(.input): return ends == 0 || position == 0 ? operand : nil
      case .data(.node): return ends == 0 || position < ends ? operand : nil
      }
    }
  }

  private func row(of operand: NodeOperand, in graph: Graph) -> Row {
    let value = graph.value(operand)
    var features = Array(repeating: Float(0), count: NNLQPVocabulary.width)
    var op: String?
    if case .data(.node(let index, _)) = operand {
      let node = graph.nodes[index]
      op = node.op
      let known = self == .v1 && node.op == "MatMul" ? "Matmul" : node.op
      if let entry = NNLQPVocabulary.entry(known) {
        features[entry.position] = 1
        var place = NNLQPVocabulary.operatorSlots
        for attribute in entry.attributes {
          let values = values(of: attribute.name, in: node)
          for index in 0..<attribute.count {
            features[place] = attribute.encode(index < values.count ? values[index] : 0)
            place += 1
          }
        }
      }
    }
    let shape = value?.shape ?? []
    let first = NNLQPVocabulary.operatorSlots + NNLQPVocabulary.attributeSlots
    for (axis, slot) in NNLQPVocabulary.shape.enumerated() {
      features[first + axis] = slot.encode(Float(axis < shape.count ? shape[axis] ?? 0 : 0))
    }
    return Row(name: value?.name, op: op, features: features)
  }

  private func values(of attribute: String, in node: Node) -> [Float] {
    if attribute == "bias" { return [node.operands.count >= 3 ? 1 : 0] }
    // Upstream notes `auto_pad` and never resolves it.
    if self == .v0, attribute == "pads", case .string(let mode)? = node.attribute("auto_pad"),
      mode != "NOTSET"
    {
      return [0]
    }
    return (node.integers(attribute) ?? []).map { Float($0) }
  }

  /// The tensors that have become nodes so far.
  private struct Numbering {
    var order: [NodeOperand] = []
    private var numbers: [Key: Int] = [:]

    private enum Key: Hashable {
      case data(Operand)
      case weight(Int)
    }

    mutating func add(_ operand: NodeOperand) -> Int {
      let key: Key =
        switch operand {
        case .data(let operand): .data(operand)
        case .weight(let weight): .weight(weight)
        }
      if let number = numbers[key] { return number }
      numbers[key] = order.count
      order.append(operand)
      return order.count - 1
    }

    /// The number of an operand that is a node or, as an input or weight, becomes one now.
    mutating func existing(_ operand: NodeOperand, in graph: Graph) -> Int? {
      if case .data(let operand) = operand, case .node = operand {
        return numbers[.data(operand)]
      }
      return graph.value(operand) == nil ? nil : add(operand)
    }
  }
}
