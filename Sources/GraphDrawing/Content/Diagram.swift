package import ComputationGraph

/// What is drawn of a graph: its inputs, nodes and outputs, and how they are linked.
package struct Diagram: Sendable {
  /// What a vertex stands for, by its position in the graph.
  package enum Content: Sendable, Equatable {
    case input(Int)
    case node(Int)
    case output(Int)
  }

  /// Something that is drawn as a box.
  package struct Vertex: Sendable {
    package var content: Content
    /// What it takes; that of all copies if it stands for several.
    package var cost: Cost
    /// How many equal nodes it stands for.
    package var copies = 1
  }

  /// A part that stands for several equal ones in a row.
  package struct Block: Sendable {
    /// The vertices of the part.
    package var vertices: [Int]
    /// How often it comes.
    package var copies: Int
  }

  /// The graph.
  package let graph: Graph
  package private(set) var vertices: [Vertex] = []
  /// Links between vertices, each once.
  package private(set) var links: [LinkedBoxes.Link] = []
  /// The parts that stand for several.
  package private(set) var blocks: [Block] = []

  /// Shows all of a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph, whose nodes come after their operands.
  ///   - collapsing: Whether a part that comes several times in a row is shown once.
  package init(_ graph: Graph, collapsing: Bool = false) {
    self.graph = graph
    let runs = collapsing ? RepeatedRuns(of: graph) : RepeatedRuns()
    for index in graph.inputs.indices { append(.input(index), Cost()) }
    var vertexOfNode: [Int: Int] = [:]
    for index in graph.nodes.indices where runs.copyOf[index] == nil {
      vertexOfNode[index] = vertices.count
      append(.node(index), graph.nodes[index].cost)
    }
    for (copy, original) in runs.copyOf.sorted(by: { $0.key < $1.key }) {
      guard let vertex = vertexOfNode[original] else { continue }
      vertexOfNode[copy] = vertex
      vertices[vertex].cost += graph.nodes[copy].cost
      vertices[vertex].copies += 1
    }
    for run in runs.runs {
      blocks.append(
        Block(vertices: run.nodes.compactMap { vertexOfNode[$0] }, copies: run.copies))
    }
    link(vertexOfNode, runs)
  }

  private mutating func append(_ content: Content, _ cost: Cost) {
    vertices.append(Vertex(content: content, cost: cost))
  }

  private mutating func link(_ vertexOfNode: [Int: Int], _ runs: RepeatedRuns) {
    var seen: Set<LinkedBoxes.Link> = []
    func vertex(_ operand: Operand) -> Int? {
      switch operand {
      case .absent: nil
      case .input(let index): index
      case .node(let index, _): vertexOfNode[index]
      }
    }
    func add(_ from: Int?, _ to: Int) {
      guard let from, from != to else { return }
      let link = LinkedBoxes.Link(from: from, to: to)
      if seen.insert(link).inserted { links.append(link) }
    }
    for (index, node) in graph.nodes.enumerated() {
      guard let to = vertexOfNode[index] else { continue }
      for operand in node.inputs {
        // What leads from one copy to the next is no link of the part that stands for them.
        if case .node(let from, _) = operand, runs.isBetweenCopies(from, index) { continue }
        add(vertex(operand), to)
      }
    }
    for (index, operand) in graph.outputs.enumerated() {
      append(.output(index), Cost())
      add(vertex(operand), vertices.count - 1)
    }
  }

  /// The node that a vertex stands for.
  package func node(_ vertex: Int) -> Node? {
    if case .node(let index) = vertices[vertex].content { graph.nodes[index] } else { nil }
  }

  /// The value that a vertex reads in, computes first, or hands out.
  package func value(_ vertex: Int) -> ValueInfo? {
    switch vertices[vertex].content {
    case .input(let index): graph.inputs[index]
    case .node(let index): graph.nodes[index].outputs.first
    case .output(let index): graph.value(.data(graph.outputs[index]))
    }
  }

  /// The family that a vertex's colour follows from.
  package func family(_ vertex: Int) -> OperatorFamily {
    node(vertex).map { OperatorFamily(of: $0.op) } ?? .value
  }

  /// The operator; `input` and `output` of what is none.
  package func op(_ vertex: Int) -> String {
    switch vertices[vertex].content {
    case .input: "input"
    case .node(let index): graph.nodes[index].op
    case .output: "output"
    }
  }

  /// The name in the source, if it has one.
  package func name(_ vertex: Int) -> String? {
    node(vertex)?.name ?? (node(vertex) == nil ? value(vertex)?.name : nil)
  }
}

extension Cost {
  /// Adds what more equal work takes.
  fileprivate static func += (sum: inout Cost, other: Cost) {
    func add(_ one: Int?, _ other: Int?) -> Int? {
      guard let one, let other else { return nil }
      let (sum, overflow) = one.addingReportingOverflow(other)
      return overflow ? nil : sum
    }
    sum = Cost(
      flops: add(sum.flops, other.flops), macs: add(sum.macs, other.macs),
      parameters: add(sum.parameters, other.parameters), bytes: add(sum.bytes, other.bytes))
  }
}
