import ByteReading
import ComputationGraph
import RecordStreams
import SearchSpaces
import Synchronization

/// Sends on what was made of codes, as far as the plan takes it.
struct Delivery {
  private let plan: SamplingPlan
  private var seen: Set<Genes> = []
  private var vain = 0
  /// How many codes were taken.
  private(set) var written = 0

  init(_ plan: SamplingPlan) {
    self.plan = plan
  }

  /// Whether no more codes are wanted.
  var isComplete: Bool { plan.count.map { written >= $0 } ?? false }

  /// Sends on one chunk, texts that lie side by side at once.
  ///
  /// - Parameters:
  ///   - made: The chunk.
  ///   - output: Where the text goes.
  ///   - take: Gets the graphs that are kept.
  /// - Throws: ``SpaceExhausted`` if too many draws in a row brought nothing.
  mutating func send(
    _ made: CodeChunk.Result, to output: any ByteSink, _ take: (Graph) throws -> Void
  ) throws {
    var taken: [Range<Int>] = []
    for item in made.items where !isComplete {
      guard let text = item.text, !plan.isDistinct || seen.insert(item.genes).inserted else {
        vain += 1
        continue
      }
      vain = 0
      if let graph = item.graph { try take(made.graphs[graph]) }
      if let last = taken.last, last.upperBound == text.lowerBound {
        taken[taken.count - 1] = last.lowerBound..<text.upperBound
      } else {
        taken.append(text)
      }
      written += 1
    }
    try made.buffer.writer.withLock { writer in
      for text in taken { try output.write(writer.bytes.bytes.extracting(text)) }
    }
    if vain >= SamplingPlan.patience, let wanted = plan.count, written < wanted {
      throw SpaceExhausted(found: written, wanted: wanted)
    }
  }
}
