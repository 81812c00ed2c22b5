/// Numbers what a graph computes with, by a depth-first walk from its results to its inputs.
///
/// A node is numbered after everything that it reads, operands in the order of their positions, so
/// the numbers follow from the connections alone. The walk keeps its own stack: a network may be
/// deeper than a thread's.
struct CanonicalWalk {
  let graph: CompactGraph
  let vocabulary: GraphVocabulary

  var numbering: CanonicalNumbering
  /// Numbers of the weights that some node reads as plain data.
  var plainNumbers: [Int32]
  var plainCount: Int32 = 0
  /// What the walk has numbered, as bytes, and where the batch stands in them.
  var bytes: [UInt8] = []
  var cuts: [Range<Int>] = []
  private var stack: [(node: Int, next: Int)] = []

  init(_ graph: CompactGraph, _ vocabulary: GraphVocabulary) {
    self.graph = graph
    self.vocabulary = vocabulary
    numbering = CanonicalNumbering(
      nodes: graph.nodes.count, inputs: graph.inputs.count, weights: graph.weights.count)
    plainNumbers = numbering.weightNumbers
    bytes.reserveCapacity(graph.nodes.count * 128)
  }

  /// What the walk has numbered.
  var form: CanonicalForm { CanonicalForm(bytes: bytes, cuts: cuts) }

  /// Walks from one result of the graph.
  mutating func visit(_ root: Operand) {
    switch root {
    case .absent: return
    case .input(let input):
      write(atMost: operandLimit) { (walk, room, start) in
        walk.write(input: input, to: &room, from: start)
      }
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
    let places = graph.places(of: node)
    let operation = vocabulary.operation(of: graph.nodes[node].form)
    let limit =
      operation.canonical.count + 1 + OutputSpan<UInt8>.longestNumber + places.count * operandLimit
    write(atMost: limit) { (walk, room, start) in
      walk.write(operation, reading: places, to: &room, from: start)
    }
    numbering.number(node: node)
  }

  /// Ends the bytes with what the graph computes: its outputs as a set.
  mutating func appendOutputs() {
    let numbered = graph.outputs.map { (operand: $0, key: key(of: $0)) }
    let sorted = numbered.sorted { $0.key < $1.key }
    write(atMost: 1 + sorted.count * operandLimit) { (walk, room, start) in
      room.append(UInt8(ascii: "O"))
      for (operand, _) in sorted {
        switch operand {
        case .absent: break
        case .input(let input): walk.write(input: input, to: &room, from: start)
        case .node(let node, let output):
          room.append(UInt8(ascii: "n"))
          room.append(walk.numbering.nodeNumbers[node])
          room.append(Int32(output))
        }
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
