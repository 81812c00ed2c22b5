import ByteReading
import ComputationGraph
import RecordStreams
import SearchSpaces
import Synchronization

/// Sends on what was made of codes, as far as the plan takes it.
struct Delivery {
  private let plan: SamplingPlan
  private var seen: Set<Genes> = []
  /// How many codes were looked at, how many of them in a row brought nothing, and how many were
  /// taken.
  private(set) var drawn = 0
  private var vain = 0
  private var written = 0

  init(_ plan: SamplingPlan) {
    self.plan = plan
  }

  /// Whether no more codes are wanted.
  var isComplete: Bool { plan.count.map { written >= $0 } ?? false }

  /// The part of the work that is done, from 0 to 1; `nil` where nobody knows.
  var share: Double? {
    guard let whole = plan.count ?? plan.codes.count, whole > 0 else { return nil }
    return Double(plan.count == nil ? drawn : written) / Double(whole)
  }

  /// Whether nothing more is to be expected.
  private var isExhausted: Bool { plan.count != nil && vain >= plan.patience }

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
    for item in made.items where !isComplete && !isExhausted {
      drawn += 1
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
    if isExhausted, let wanted = plan.count {
      throw SpaceExhausted(found: written, wanted: wanted, drawn: drawn, vain: vain)
    }
  }
}
