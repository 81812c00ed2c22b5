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
    try write(plan, chunk: 1024, jobs: jobs) {
      { genes, writer, _ in
        coding.write(genes, to: &writer)
        return true
      }
    }
  }

  /// Writes the graphs of the codes that a plan takes, or only the codes; and the models that are
  /// asked for.
  mutating func writeGraphs(
    _ maker: GraphMaker, _ plan: SamplingPlan, namesOnly coding: Coding?, _ models: ModelFolder?,
    jobs: Int
  ) throws {
    var models = models
    let keepsGraph = models != nil
    try write(plan, chunk: maker.view == .cell ? 128 : 8, jobs: jobs) {
      [filter = plan.filter] in
      var records = RecordMaker(maker)
      var scratch = JSONWriter()
      return { genes, writer, graphs in
        func append(to writer: inout JSONWriter) -> Bool {
          guard keepsGraph else { return records.append(genes, if: filter, to: &writer) }
          guard let graph = records.appendGraph(of: genes, if: filter, to: &writer) else {
            return false
          }
          graphs.append(graph)
          return true
        }
        guard let coding else { return append(to: &writer) }
        scratch.removeAll()
        let isTaken = append(to: &scratch)
        if isTaken { coding.write(genes, to: &writer) }
        return isTaken
      }
    } taking: { graph in
      try models?.write(graph)
    }
  }

  /// Writes something of every code that a plan takes, several at once, in the plan's order.
  ///
  /// - Parameters:
  ///   - plan: Which codes are taken, and how many.
  ///   - chunk: How many codes are worked on by one thread in a row.
  ///   - jobs: How many threads work; the output is the same for any number.
  ///   - making: Makes a thread's function, which appends what becomes of a code, its graph if that
  ///     is kept, and says whether the code is taken.
  ///   - take: Gets the graphs that are kept.
  /// - Throws: ``SpaceExhausted`` if too many draws bring nothing.
  private mutating func write(
    _ plan: SamplingPlan, chunk: Int, jobs: Int,
    making: @escaping @Sendable () -> (Genes, inout JSONWriter, inout [Graph]) -> Bool,
    taking take: (Graph) throws -> Void = { _ in }
  ) throws {
    let buffers = TextBuffers()
    let map = OrderedMap<CodeChunk, CodeChunk.Result>(
      jobs: jobs,
      making: {
        let make = making()
        return { $0.result(in: buffers.take(), make) }
      })
    var codes = plan.codes
    var delivery = Delivery(plan)
    // Where every draw counts no more are made than are wanted.
    var wanted = plan.filter == nil && !plan.isDistinct ? plan.count ?? Int.max : Int.max
    try map.run {
      guard !delivery.isComplete else { return nil }
      let positions = codes.next(min(chunk, wanted))
      wanted -= positions.count
      return positions.isEmpty ? nil : CodeChunk(codes, positions)
    } delivering: { result in
      let made = try result.get()
      try delivery.send(made, to: output, take)
      buffers.put(made.buffer)
      showProgress(delivery.drawn, "codes", share: delivery.share)
    }
  }
}
