package import ComputationGraph
import ByteReading
import RecordStreams

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
  /// What the graph itself says that its sizes are divided by.
  package private(set) var ownLimits: Limits?

  /// Encodes a graph.
  package init(_ graph: Graph) {
    ownLimits = graph.seed.flatMap { try? Limits(seed: $0) }
    var sources = graph.inputs.map { input in
      rows.append(GENNAPERow(input: input))
      return [rows.count - 1]
    }
    let inputCount = sources.count
    var pairs: Set<[Int]> = []
    for node in graph.nodes {
      let before = node.inputs.flatMap { operand -> [Int] in
        switch operand {
        case .absent: []
        case .input(let index): index < inputCount ? sources[index] : []
        case .node(let index, _):
          inputCount + index < sources.count ? sources[inputCount + index] : []
        }
      }
      if node.seed == nil, GENNAPEVocabulary.leftOut.contains(node.op) {
        sources.append(before)
        continue
      }
      rows.append(GENNAPERow(of: node, in: graph))
      for source in before { pairs.insert([source, rows.count - 1]) }
      sources.append([rows.count - 1])
    }
    if ownLimits == nil { appendOutputs(of: graph, sources, inputCount, &pairs) }
    edges = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { (from: $0[0], to: $0[1]) }
  }

  /// GENNAPE's networks end with an operator that hands the result out; others' do not say it.
  private mutating func appendOutputs(
    of graph: Graph, _ sources: [[Int]], _ inputCount: Int, _ pairs: inout Set<[Int]>
  ) {
    for output in graph.outputs {
      guard case .node(let node, _) = output, inputCount + node < sources.count,
        let value = graph.value(.data(output))
      else { continue }
      rows.append(GENNAPERow(output: value))
      for source in sources[inputCount + node] { pairs.insert([source, rows.count - 1]) }
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
  package var flops: Double {
    var operands = Array(repeating: 0, count: rows.count)
    for edge in edges { operands[edge.to] += 1 }
    return zip(rows, operands).reduce(0) { $0 + 2 * Double(max($1.1, 1)) * $1.0.operations }
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
