/// Numbers what a graph computes with, by a depth-first walk from its results to its inputs.
///
/// A node is numbered after everything that it reads, operands in the order of their positions, so
/// the numbers follow from the connections alone. The walk keeps its own stack: a network may be
/// deeper than a thread's.
struct CanonicalWalk {
  let graph: CompactGraph
  let vocabulary: GraphVocabulary

  private(set) var numbering: CanonicalNumbering
  /// Numbers of the weights that some node reads as plain data.
  private var plainNumbers: [Int32]
  private var plainCount: Int32 = 0
  /// What the walk has numbered, as bytes.
  private(set) var bytes: CanonicalBytes
  private var stack: [(node: Int, next: Int)] = []

  init(_ graph: CompactGraph, _ vocabulary: GraphVocabulary) {
    self.graph = graph
    self.vocabulary = vocabulary
    numbering = CanonicalNumbering(
      nodes: graph.nodes.count, inputs: graph.inputs.count, weights: graph.weights.count)
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
    stack.append((root, graph.places(of: root).lowerBound))
    while let (node, next) = stack.last {
      guard next < graph.places(of: node).upperBound else {
        stack.removeLast()
        append(node: node)
        continue
      }
      stack[stack.count - 1].next = next + 1
      let place = graph.operands[next]
      guard place.origin == .node, numbering.nodeNumbers[Int(place.number)] < 0 else { continue }
      let from = Int(place.number)
      stack.append((from, graph.places(of: from).lowerBound))
    }
  }

  private mutating func append(node: Int) {
    let form = vocabulary.nodes[Int(graph.nodes[node].form)]
    let places = graph.places(of: node)
    var count = 0
    for index in places where graph.operands[index].isRead { count += 1 }
    bytes.append(node: form.canonical, of: vocabulary.canonical, cutting: form.cut, reading: count)
    for index in places {
      let place = graph.operands[index]
      let position = index - places.lowerBound
      guard place.isRead else {
        if place.origin == .weight { numbering.number(weight: Int(place.number)) }
        continue
      }
      switch place.origin {
      case .absent: break
      case .input: append(input: Int(place.number), at: position)
      case .node:
        let number = numbering.nodeNumbers[Int(place.number)]
        bytes.append(operand: position, "n", number, output: place.output)
      case .weight: append(weight: Int(place.number), at: position)
      }
    }
    numbering.number(node: node)
  }

  private mutating func append(input: Int, at position: Int) {
    let isNew = numbering.number(input: input)
    bytes.append(operand: position, "i", numbering.inputNumbers[input])
    if isNew { append(typeOf: input) }
  }

  private mutating func append(typeOf input: Int) {
    let type = vocabulary.typeParts[Int(graph.inputs[input].type)]
    let carriesBatch = graph.batch != nil && type.dimension == graph.batch
    bytes.append(
      type.canonical, of: vocabulary.canonical, cutting: carriesBatch ? type.leading : nil)
  }

  private mutating func append(weight: Int, at position: Int) {
    numbering.number(weight: weight)
    let isNew = plainNumbers[weight] < 0
    if isNew {
      plainNumbers[weight] = plainCount
      plainCount += 1
    }
    bytes.append(operand: position, "w", plainNumbers[weight])
    guard isNew else { return }
    let type = vocabulary.typeParts[Int(graph.weights[weight].type)]
    bytes.append(type.canonical, of: vocabulary.canonical, cutting: nil)
  }

  /// An input that is a result itself.
  private mutating func append(input: Int) {
    let isNew = numbering.number(input: input)
    bytes.append(UInt8(ascii: "i"))
    bytes.append(Int(numbering.inputNumbers[input]))
    if isNew { append(typeOf: input) }
  }

  /// Ends the bytes with what the graph computes: its outputs as a set.
  mutating func appendOutputs() {
    bytes.append(UInt8(ascii: "O"))
    let numbered = graph.outputs.map { (operand: $0, key: key(of: $0)) }
    for (operand, _) in numbered.sorted(by: { $0.key < $1.key }) {
      switch operand {
      case .absent: break
      case .input(let input): append(input: input)
      case .node(let node, let output):
        bytes.append(UInt8(ascii: "n"))
        bytes.append(Int(numbering.nodeNumbers[node]))
        bytes.append(output)
      }
    }
  }

  private func key(of operand: Operand) -> (Int, Int) {
    switch operand {
    case .absent: (-2, 0)
    case .input(let input): (-1, Int(numbering.inputNumbers[input]))
    case .node(let node, let output): (Int(numbering.nodeNumbers[node]), output)
    }
  }
}
