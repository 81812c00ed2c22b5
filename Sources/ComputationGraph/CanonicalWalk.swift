/// Numbers what a graph computes with, by a depth-first walk from its results to its inputs.
///
/// A node is numbered after everything that it reads, operands in the order of their positions, so
/// the numbers follow from the connections alone. The walk keeps its own stack: a network may be
/// deeper than a thread's.
struct CanonicalWalk {
  let graph: Graph
  let table: OperandTable

  private(set) var numbering: CanonicalNumbering
  /// Numbers of the weights that some node reads as plain data.
  private var plainNumbers: [Int]
  private var plainCount = 0
  /// What the walk has numbered, as bytes.
  private(set) var bytes: CanonicalBytes

  init(_ graph: Graph, _ table: OperandTable) {
    self.graph = graph
    self.table = table
    numbering = CanonicalNumbering(graph)
    plainNumbers = numbering.weightNumbers
    bytes = CanonicalBytes(reservingCapacity: graph.nodes.count * 128)
  }

  /// Walks from one result of the graph.
  mutating func visit(_ root: Operand) {
    switch root {
    case .absent: return
    case .input(let input): append(input: input)
    case .node(let node, _):
      guard numbering.nodeNumbers[node] < 0 else { return }
      visit(node: node)
    }
  }

  private mutating func visit(node root: Int) {
    var stack = [(node: root, rest: table.range(of: root))]
    while let (node, rest) = stack.last {
      guard let next = rest.first else {
        stack.removeLast()
        append(node: node)
        continue
      }
      stack[stack.count - 1].rest = rest.dropFirst()
      if case .data(.node(let from, _)) = table.entries[next].operand,
        numbering.nodeNumbers[from] < 0
      {
        stack.append((from, table.range(of: from)))
      }
    }
  }

  private mutating func append(node: Int) {
    let range = table.range(of: node)
    bytes.append(UInt8(ascii: "N"))
    bytes.append(op: graph.nodes[node].op, attributes: graph.nodes[node].attributes)
    bytes.append(table.entries[range].count { !$0.isFolded })
    for entry in table.entries[range] {
      if entry.isFolded {
        if case .weight(let weight) = entry.operand { number(weight: weight) }
        continue
      }
      bytes.append(entry.position)
      switch entry.operand {
      case .data(let operand): append(operand)
      case .weight(let weight): append(weight: weight)
      }
    }
    numbering.nodeNumbers[node] = numbering.nodes.count
    numbering.nodes.append(node)
  }

  /// Writes a reference to something that is numbered, or numbers it now.
  mutating func append(_ operand: Operand) {
    switch operand {
    case .absent: break
    case .input(let input): append(input: input)
    case .node(let node, let output):
      bytes.append(UInt8(ascii: "n"))
      bytes.append(numbering.nodeNumbers[node])
      bytes.append(output)
    }
  }

  private mutating func append(input: Int) {
    bytes.append(UInt8(ascii: "i"))
    guard numbering.inputNumbers[input] < 0 else {
      return bytes.append(numbering.inputNumbers[input])
    }
    numbering.inputNumbers[input] = numbering.inputs.count
    numbering.inputs.append(input)
    bytes.append(numbering.inputNumbers[input])
    let value = graph.inputs[input]
    bytes.append(value, carriesBatch: graph.carriesBatch(value))
  }

  private mutating func append(weight: Int) {
    number(weight: weight)
    bytes.append(UInt8(ascii: "w"))
    guard plainNumbers[weight] < 0 else { return bytes.append(plainNumbers[weight]) }
    plainNumbers[weight] = plainCount
    plainCount += 1
    bytes.append(plainNumbers[weight])
    bytes.append(graph.weights[weight])
  }

  private mutating func number(weight: Int) {
    guard numbering.weightNumbers[weight] < 0 else { return }
    numbering.weightNumbers[weight] = numbering.weights.count
    numbering.weights.append(weight)
  }

  /// Ends the bytes with what the graph computes: its outputs as a set.
  mutating func appendOutputs() {
    let numbered = graph.outputs.map { (operand: $0, key: key(of: $0)) }
    bytes.append(UInt8(ascii: "O"))
    for (operand, _) in numbered.sorted(by: { $0.key < $1.key }) { append(operand) }
  }

  private func key(of operand: Operand) -> (Int, Int) {
    switch operand {
    case .absent: (-2, 0)
    case .input(let input): (-1, numbering.inputNumbers[input])
    case .node(let node, let output): (numbering.nodeNumbers[node], output)
    }
  }
}

extension Graph {
  /// Whether dimension 0 of an input is the batch.
  func carriesBatch(_ input: ValueInfo) -> Bool {
    batch != nil && input.shape?.first == batch
  }
}
