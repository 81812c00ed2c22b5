internal import ByteReading
internal import RecordStreams

/// GENNAPE's encoding of a network: for each operator a slot, six sizes, and of those with weights
/// the kernel and the bias; edges lead from operand to reader.
///
/// Reference: arXiv 2211.17226
package struct GENNAPEEncoding: Sendable, Equatable {
  /// What sizes are divided by.
  package struct Limits: Sendable, Equatable {
    /// Channels, height and width.
    package var channels: Double
    package var height: Double
    package var width: Double

    /// Those of GENNAPE's caches unless others are given.
    package init(channels: Double = 512, height: Double = 256, width: Double = 256) {
      self.channels = channels
      self.height = height
      self.width = width
    }
  }

  /// The rows: inputs, then nodes in the record's order.
  package private(set) var rows: [GENNAPERow] = []
  /// Which row leads to which, by source and then target, each pair once.
  package private(set) var edges: [(from: Int, to: Int)] = []
  /// The row of each node; `nil` for one that is left out.
  package private(set) var rowsOfNodes: [Int?] = []
  /// What the graph itself says that its sizes are divided by.
  package private(set) var ownLimits: Limits?

  /// Encodes a graph. Of a graph that TensorFlow's names have come down with, they say what an
  /// operator is, as GENNAPE has it.
  package init(_ graph: Graph) {
    ownLimits = graph.seed.flatMap { try? Limits(seed: $0) }
    var sources = graph.inputs.map { input in
      rows.append(GENNAPERow(input: input, in: graph))
      return [rows.count - 1]
    }
    let inputCount = sources.count
    let isRead = Self.readNodes(of: graph)
    var pairs: Set<[Int]> = []
    for (index, node) in graph.nodes.enumerated() {
      var before: [Int] = []
      for operand in node.inputs {
        guard let place = Self.place(of: operand, inputCount), place < sources.count else {
          continue
        }
        for source in sources[place] where !before.contains(source) { before.append(source) }
      }
      let kept = GENNAPERow(keptBy: node)
      let label = kept == nil ? node.tensorFlowLabel : nil
      if kept == nil, Self.isLeftOut(node, label, parents: before.count, isRead: isRead[index]) {
        sources.append(before)
        rowsOfNodes.append(nil)
        continue
      }
      rowsOfNodes.append(rows.count)
      rows.append(kept ?? GENNAPERow(of: node, labelled: label, in: graph))
      for source in before { pairs.insert([source, rows.count - 1]) }
      sources.append([rows.count - 1])
    }
    if ownLimits == nil { appendOutputs(of: graph, sources, inputCount, &pairs) }
    edges = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { (from: $0[0], to: $0[1]) }
  }

  private static func place(of operand: Operand, _ inputCount: Int) -> Int? {
    switch operand {
    case .absent: nil
    case .input(let index): index < inputCount ? index : nil
    case .node(let index, _): inputCount + index
    }
  }

  private static func readNodes(of graph: Graph) -> [Bool] {
    var isRead = Array(repeating: false, count: graph.nodes.count)
    for node in graph.nodes {
      for case .node(let index, _) in node.inputs where isRead.indices.contains(index) {
        isRead[index] = true
      }
    }
    return isRead
  }

  /// What GENNAPE has no row for: reshaping, arithmetic with constants, copies whose names say
  /// nothing, and those called input or output that stand between others.
  private static func isLeftOut(
    _ node: Node, _ label: String?, parents: Int, isRead: Bool
  ) -> Bool {
    if GENNAPEVocabulary.leftOut.contains(node.op) { return true }
    if parents <= 1, GENNAPEVocabulary.leftOutAlone.contains(node.op) { return true }
    guard node.op == "Identity", parents > 0, let label else { return false }
    if GENNAPEVocabulary.slot(ofLabel: label) == GENNAPEVocabulary.unknown { return true }
    guard isRead else { return false }
    return label.hasPrefix("input") || label.hasPrefix("output")
  }

  /// GENNAPE's networks end with an operator that hands the result out; others' do not say it.
  private mutating func appendOutputs(
    of graph: Graph, _ sources: [[Int]], _ inputCount: Int, _ pairs: inout Set<[Int]>
  ) {
    for output in graph.outputs {
      guard case .node(let node, _) = output, inputCount + node < sources.count,
        let value = graph.value(.data(output))
      else { continue }
      let last = sources[inputCount + node]
      if last.count == 1, rows[last[0]].op == GENNAPEVocabulary.output { continue }
      rows.append(GENNAPERow(output: value, in: graph))
      for source in last { pairs.insert([source, rows.count - 1]) }
    }
  }

  /// The six sizes of each row, divided.
  package func sizes(dividedBy limits: Limits) -> [[Double]] {
    let divisors = [
      limits.height, limits.height, limits.width, limits.width, limits.channels, limits.channels,
    ]
    return rows.map { zip($0.resolution, divisors).map { $0 / $1 } }
  }

  /// Operations as GENNAPE counts them: a multiply-accumulate twice, and every operator once for
  /// each of those that lead to it.
  package var flops: Double { flopsOfRows.reduce(0, +) }

  /// The operations of each row.
  package var flopsOfRows: [Double] {
    var operands = Array(repeating: 0, count: rows.count)
    for edge in edges { operands[edge.to] += 1 }
    return zip(rows, operands).map { 2 * Double(max($1, 1)) * $0.operations }
  }

  /// Whether two encodings are the same.
  package static func == (left: GENNAPEEncoding, right: GENNAPEEncoding) -> Bool {
    left.rows == right.rows && left.ownLimits == right.ownLimits
      && left.edges.elementsEqual(right.edges, by: { $0.from == $1.from && $0.to == $1.to })
  }
}

extension GENNAPEEncoding.Limits {
  fileprivate init(seed: [UInt8]) throws(JSONError) {
    self.init()
    var scanner = JSONScanner(seed.bytes)
    var parts = 0
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "max_hidden_size": channels = try scanner.readDouble()
      case "max_derived_H": height = try scanner.readDouble()
      case "max_derived_W": width = try scanner.readDouble()
      default:
        _ = try scanner.readRaw()
        return
      }
      parts += 1
    }
    guard parts == 3 else { throw .missing("max_hidden_size", at: 0) }
  }
}

extension GENNAPERow {
  /// Operations of one operand.
  fileprivate var operations: Double {
    let (height, width) = (resolution[1], resolution[3])
    let (channelsIn, channelsOut) = (resolution[4], resolution[5])
    let window = kernel.map { Double($0.rows) * Double($0.columns) } ?? 0
    let bias = hasBias ? channelsOut * height * width : 0
    switch op {
    case GENNAPEVocabulary.conv: return window * channelsIn * channelsOut * height * width + bias
    case GENNAPEVocabulary.depthwise: return window * channelsIn * height * width + bias
    case GENNAPEVocabulary.matmul:
      return resolution[0] * resolution[2] * channelsIn * channelsOut + channelsOut
    case 5: return 2 * resolution[0] * resolution[2] * channelsIn
    case 6, 7, 9, 10, 12...15, 16, 19, 24: return height * width * channelsOut
    default: return 0
    }
  }
}
