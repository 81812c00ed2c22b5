import ByteReading
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
    try write(plan, "codes", chunk: 1024, jobs: jobs) { coding.line(of: $0) }
  }

  /// Writes the graphs of the codes that a plan takes, or only the codes.
  mutating func writeGraphs(
    _ maker: GraphMaker, _ plan: SamplingPlan, namesOnly coding: Coding?, jobs: Int
  ) throws {
    let chunk = maker.view == .cell ? 256 : 32
    try write(plan, "graphs", chunk: chunk, jobs: jobs) { [filter = plan.filter] genes in
      guard let record = maker.record(of: genes, if: filter) else { return nil }
      return coding?.line(of: genes) ?? record
    }
  }

  /// Writes something of every code that a plan takes, several at once, in the plan's order.
  ///
  /// - Parameters:
  ///   - plan: Which codes are taken, and how many.
  ///   - unit: What is counted.
  ///   - chunk: How many codes are worked on by one thread in a row.
  ///   - jobs: How many threads work; the output is the same for any number.
  ///   - line: What is written of a code, a whole line; `nil` leaves the code out.
  /// - Throws: ``SpaceExhausted`` if too many draws bring nothing.
  private mutating func write(
    _ plan: SamplingPlan, _ unit: String, chunk: Int, jobs: Int,
    _ line: @escaping @Sendable (Genes) -> [UInt8]?
  ) throws {
    let map = OrderedMap<CodeChunk, CodeChunk.Lines>(jobs: jobs) { $0.lines(line) }
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
      for (genes, line) in try result.get() where written < plan.count ?? Int.max {
        guard let line, !plan.isDistinct || seen.insert(genes).inserted else {
          vain += 1
          continue
        }
        vain = 0
        try output.write(line)
        written += 1
      }
      showProgress(written, unit)
      if vain >= SamplingPlan.patience, let wanted = plan.count, written < wanted {
        throw SpaceExhausted(found: written, wanted: wanted)
      }
    }
  }
}

/// Codes that one thread works on in a row.
struct CodeChunk: Sendable {
  typealias Lines = [(genes: Genes, line: [UInt8]?)]

  let codes: CodeStream
  let positions: Range<Int>

  func lines(_ line: (Genes) -> [UInt8]?) -> Lines {
    positions.map { position in
      let genes = codes.genes(at: position)
      return (genes, line(genes))
    }
  }
}
