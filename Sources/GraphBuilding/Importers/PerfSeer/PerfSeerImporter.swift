import ByteReading
import ComputationGraph
import ModelFormats
package import PickleFormat
import RecordStreams

/// Translates PerfSeer's graphs: networkx graphs of ONNX operators with what each of them takes.
///
/// PerfSeer keeps neither weights nor inputs as nodes. Weights follow from the arguments and the
/// channels; nodes that nothing leads to read the network's input. What PerfSeer says of a node
/// stays in its `seed`, from which its features follow exactly.
///
/// Reference: <https://github.com/upuuuuuu/PerfSeer>
package struct PerfSeerImporter {
  private let costs: CostTable
  /// The numbers of the nodes among the known operators.
  private var known: [Int] = []
  /// The inputs by their shape.
  private var inputs: [[Int]: Int32] = [:]
  private var name: [UInt8] = []
  private var seed = JSONWriter()

  /// Whether the nodes of a graph are PerfSeer's, as the first one tells.
  package static func recognises(
    _ graph: NetworkXGraph, in arena: borrowing PickleArena
  ) -> Bool {
    graph.nodes.first.map { PerfSeerReader.isNode($0.attributes, in: arena) } ?? false
  }

  /// Reads a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - batch: The batch size, should no node say it.
  ///   - arena: Where the graph is.
  /// - Returns: The network as PerfSeer describes it.
  /// - Throws: ``LayoutMismatch`` if a node is not as PerfSeer has them, ``GraphError`` if there is
  ///   none.
  static func network(
    of graph: NetworkXGraph, batch: Int?, in arena: borrowing PickleArena
  ) throws -> PerfSeerNetwork {
    guard !graph.nodes.isEmpty else {
      throw GraphError(.empty("an empty graph; expected a network"))
    }
    var reader = PerfSeerReader()
    var network = PerfSeerNetwork(graph.predecessors)
    for node in graph.nodes {
      try reader.read(node.id, node.attributes, of: arena, into: &network)
    }
    network.finish(batch: batch)
    return network
  }

  /// Prepares to translate one network.
  init(_ costs: CostTable) {
    self.costs = costs
  }

  /// Fills an empty blueprint.
  mutating func translate(
    _ network: PerfSeerNetwork, into blueprint: inout Blueprint, _ memory: inout GraphMemory
  ) {
    blueprint.layout = "NCHW"
    known.reserveCapacity(network.count)
    // What nodes compute comes first, so that the value of a node has its number.
    for node in 0..<network.count {
      let number = number(of: node, in: network, &memory)
      known.append(number)
      let type = memory.perfSeer.entries[number].result
      blueprint.append(network.names[node], Blueprint.Value(declared: type, isDefined: true))
    }
    var isRead = Array(repeating: false, count: network.count)
    for node in 0..<network.count {
      let operands = Int32(blueprint.operands.count)
      for predecessor in network.predecessors[node] {
        isRead[Int(predecessor)] = true
        blueprint.operands.append(predecessor)
      }
      appendOperands(of: node, in: network, to: &blueprint, &memory)
      append(
        node, of: network, reading: operands..<Int32(blueprint.operands.count), to: &blueprint,
        memory)
    }
    for node in isRead.indices where !isRead[node] { blueprint.outputs.append(Int32(node)) }
  }

  /// Appends what a node reads besides what other nodes compute.
  private mutating func appendOperands(
    of node: Int, in network: PerfSeerNetwork, to blueprint: inout Blueprint,
    _ memory: inout GraphMemory
  ) {
    let predecessors = network.predecessors[node]
    if predecessors.isEmpty {
      blueprint.operands.append(input(of: node, in: network, to: &blueprint, &memory))
    } else if predecessors.count == 1, network.op(of: node) == "Add" {
      blueprint.operands += predecessors
    }
    for index in memory.perfSeer.entries[known[node]].weights {
      let weight = memory.perfSeer.weights[index]
      blueprint.operands.append(Int32(blueprint.values.count))
      _ = blueprint.names.append(
        network.names[node], followedBy: memory.perfSeer.suffixes[weight.suffix])
      blueprint.values.append(
        Blueprint.Value(declared: weight.type, isWeight: true, isDefined: true))
    }
  }

  private mutating func append(
    _ node: Int, of network: PerfSeerNetwork, reading operands: Range<Int32>,
    to blueprint: inout Blueprint, _ memory: GraphMemory
  ) {
    let entry = memory.perfSeer.entries[known[node]]
    let name = network.names[node]
    seed.removeAll()
    seed.beginObject()
    seed.key("id")
    seed.string(name)
    seed.raw(memory.perfSeer.seeds[entry.seed])
    seed.endObject()
    let result = Int32(blueprint.results.count)
    blueprint.results.append(Int32(node))
    blueprint.nodes.append(
      Blueprint.Node(
        spelling: entry.spelling,
        name: name.isEmpty ? -1 : Int32(blueprint.nodeNames.append(name)),
        seed: Int32(blueprint.seeds.append(seed.bytes.bytes)), operands: operands,
        results: result..<result + 1))
  }

  /// The input that a node reads; nodes with inputs of one shape read the same one.
  private mutating func input(
    of node: Int, in network: PerfSeerNetwork, to blueprint: inout Blueprint,
    _ memory: inout GraphMemory
  ) -> Int32 {
    let channels = network.count(.inputChannels, of: node) ?? 0
    let height = network.count(.inputHeight, of: node) ?? 0
    let width = network.count(.inputWidth, of: node) ?? 0
    let shape = height == 0 && width == 0 ? [channels] : [channels, height, width]
    if let known = inputs[shape] { return known }
    let number = Int32(blueprint.values.count)
    let type = memory.number(of: [network.batch] + shape)
    name.removeAll(keepingCapacity: true)
    name.append(utf8: inputs.isEmpty ? "input" : "input\(inputs.count + 1)")
    blueprint.append(name.bytes, Blueprint.Value(declared: type, isDefined: true))
    blueprint.inputs.append(number)
    inputs[shape] = number
    return number
  }

  // MARK: What nodes are

  /// The number of a node among the known operators.
  private mutating func number(
    of node: Int, in network: PerfSeerNetwork, _ memory: inout GraphMemory
  ) -> Int {
    if let key = network.key(of: node) {
      let figures = network.figures.rawBytes
      let (number, isNew) = memory.perfSeer.number(of: figures.extracting(key))
      if isNew { understand(node, of: network, &memory) }
      return number
    }
    let number = memory.perfSeer.next()
    understand(node, of: network, &memory)
    return number
  }

  private mutating func understand(
    _ node: Int, of network: PerfSeerNetwork, _ memory: inout GraphMemory
  ) {
    let figures = network.node(node)
    let known = PerfSeerOperator(figures)
    let op = RuleRegistry.isKnown(figures.op) ? figures.op : "perfseer.\(figures.op)"
    var spelled = GraphDraft.Node(op: op, opset: 13, attributes: known.attributes)
    spelled.notes = known.notes
    if figures.op == "Add", network.predecessors.count(of: node) == 1 {
      spelled.notes.append("one tensor leads here; it is taken as both operands")
    }
    seed.removeAll()
    figures.writeSeed(to: &seed)
    let spelling = memory.lexicon.spelling(of: spelled, costs)
    let result = memory.number(of: [network.batch] + Self.shape(of: figures))
    let weights = known.weights.map { ($0.suffix, memory.number(of: $0.shape)) }
    memory.perfSeer.append(
      spelling: spelling, result: result, weights: weights, seed: seed.bytes)
  }

  /// The shape of what a node computes, but for the batch.
  private static func shape(of node: PerfSeerNode) -> [Int?] {
    let (height, width) = (node[.outputHeight], node[.outputWidth])
    let isFlat = node.op == "Flatten" || node.op == "Gemm" || height == 0 && width == 0
    return [node[.outputChannels]] + (isFlat ? [] : [height, width])
  }
}

extension GraphMemory {
  /// The number of a type of single precision; sizes that are not positive are not known.
  fileprivate mutating func number(of shape: [Int?]) -> Int32 {
    let dimensions: [DraftDimension] = shape.map { size in
      size.flatMap { $0 > 0 ? .value($0) : nil } ?? .unknown
    }
    return lexicon.number(ofType: dimensions, .float32, in: &vocabulary)
  }
}

extension Blueprint {
  /// Appends a value; nobody looks it up by its name.
  fileprivate mutating func append(_ name: RawSpan, _ value: Value) {
    _ = names.append(name)
    values.append(value)
  }
}
