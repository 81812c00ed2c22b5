import ByteReading
import ComputationGraph
import RecordStreams
import SearchSpaces
import ToolSupport

extension ToolSession {
  /// Writes every line's code in another encoding.
  mutating func translate(_ input: InputOptions, _ coding: Coding, jobs: Int) throws {
    try mapLines(of: input, jobs: jobs) { line, _, output in
      output.append(contentsOf: try coding.translated(line.text).utf8)
      output.append(0x0A)
    }
  }

  /// Writes the codes that a plan takes.
  mutating func writeCodes(_ coding: Coding, _ plan: SamplingPlan, jobs: Int) throws {
    try write(plan, "codes", chunk: 1024, jobs: jobs) { Made(line: coding.line(of: $0)) }
  }

  /// Writes the graphs of the codes that a plan takes, or only the codes; and the models that are
  /// asked for.
  mutating func writeGraphs(
    _ maker: GraphMaker, _ plan: SamplingPlan, namesOnly coding: Coding?, _ models: ModelFolder?,
    jobs: Int
  ) throws {
    var models = models
    let chunk = maker.view == .cell ? 256 : 32
    let keepsGraph = models != nil
    try write(plan, "graphs", chunk: chunk, jobs: jobs) { [filter = plan.filter] genes in
      guard let made = maker.record(of: genes, if: filter, keepingGraph: keepsGraph) else {
        return nil
      }
      return Made(line: coding?.line(of: genes) ?? made.line, graph: made.graph)
    } taking: { graph in
      try models?.write(graph)
    }
  }

  /// Writes something of every code that a plan takes, several at once, in the plan's order.
  ///
  /// - Parameters:
  ///   - plan: Which codes are taken, and how many.
  ///   - unit: What is counted.
  ///   - chunk: How many codes are worked on by one thread in a row.
  ///   - jobs: How many threads work; the output is the same for any number.
  ///   - make: What is made of a code; `nil` leaves the code out.
  ///   - take: Gets the graphs that are kept.
  /// - Throws: ``SpaceExhausted`` if too many draws bring nothing.
  private mutating func write(
    _ plan: SamplingPlan, _ unit: String, chunk: Int, jobs: Int,
    _ make: @escaping @Sendable (Genes) -> Made?, taking take: (Graph) throws -> Void = { _ in }
  ) throws {
    let map = OrderedMap<CodeChunk, CodeChunk.Results>(jobs: jobs) { $0.results(make) }
    var codes = plan.codes
    var seen: Set<Genes> = []
    var written = 0
    var vain = 0
    // Where every draw counts no more are made than are wanted.
    var wanted = plan.filter == nil && !plan.isDistinct ? plan.count ?? Int.max : Int.max
    try map.run {
      guard written < plan.count ?? Int.max else { return nil }
      let positions = codes.next(min(chunk, wanted))
      wanted -= positions.count
      return positions.isEmpty ? nil : CodeChunk(codes: codes, positions: positions)
    } delivering: { result in
      for (genes, made) in try result.get() where written < plan.count ?? Int.max {
        guard let made, !plan.isDistinct || seen.insert(genes).inserted else {
          vain += 1
          continue
        }
        vain = 0
        if let graph = made.graph { try take(graph) }
        try output.write(made.line)
        written += 1
      }
      showProgress(written, unit)
      if vain >= SamplingPlan.patience, let wanted = plan.count, written < wanted {
        throw SpaceExhausted(found: written, wanted: wanted)
      }
    }
  }
}

/// What is made of a code.
struct Made: Sendable {
  /// What is written of it, a whole line.
  let line: [UInt8]
  /// Its graph, where somebody wants it.
  var graph: Graph?
}

/// Codes that one thread works on in a row.
struct CodeChunk: Sendable {
  typealias Results = [(genes: Genes, made: Made?)]

  let codes: CodeStream
  let positions: Range<Int>

  func results(_ make: (Genes) -> Made?) -> Results {
    positions.map { position in
      let genes = codes.genes(at: position)
      return (genes, make(genes))
    }
  }
}
