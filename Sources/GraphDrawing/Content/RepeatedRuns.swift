import ByteReading
import ComputationGraph
import RecordStreams

/// Parts of a graph that come several times in a row, exactly alike: operators, attributes, shapes,
/// and connections, also to what lies before.
///
/// The nodes are put into the order in which a walk from the outputs back to the inputs leaves them,
/// which is the same in each copy of a part. There a repetition is a run of equal tokens at a
/// distance, a node's token saying how far back its operands are.
struct RepeatedRuns {
  /// A part and how often it comes.
  struct Run {
    /// The nodes of the first copy, in the order of the walk.
    var nodes: [Int]
    var copies: Int
  }

  private(set) var runs: [Run] = []
  /// For each node of a later copy, the node of the first that it equals.
  private(set) var copyOf: [Int: Int] = [:]
  /// The run and the copy of each node of one.
  private var copyOfNode: [Int: (run: Int, copy: Int)] = [:]

  /// Parts of more nodes are not looked for, and so many fewer must be drawn for a part to count.
  private static let longest = 1024
  private static let leastSaved = 4

  /// No repetitions.
  init() {}

  /// Finds the repetitions of a graph: those that save most first.
  init(of graph: Graph) {
    let walk = BackwardWalk(graph)
    let tokens = walk.tokens(of: graph)
    var isTaken = Array(repeating: false, count: tokens.count)
    for run in Self.candidates(tokens, walk.cuts(of: graph)) {
      let range = run.start..<run.start + run.period * run.copies
      guard !range.contains(where: { isTaken[$0] }) else { continue }
      for place in range {
        isTaken[place] = true
        let offset = (place - run.start) % run.period
        let (node, original) = (walk.order[place], walk.order[run.start + offset])
        copyOfNode[node] = (runs.count, (place - run.start) / run.period)
        if node != original { copyOf[node] = original }
      }
      runs.append(
        Run(nodes: Array(walk.order[run.start..<run.start + run.period]), copies: run.copies))
    }
  }

  /// Whether two nodes are in different copies of one part.
  func isBetweenCopies(_ one: Int, _ other: Int) -> Bool {
    guard let one = copyOfNode[one], let other = copyOfNode[other] else { return false }
    return one.run == other.run && one.copy != other.copy
  }

  private struct Candidate {
    let start: Int
    let period: Int
    let copies: Int
    var saved: Int { period * (copies - 1) }
  }

  /// All runs of tokens that are equal to those a period before, the best first. Within a run the
  /// copies begin at the best place to cut.
  private static func candidates(_ tokens: [Int], _ cuts: [Int]) -> [Candidate] {
    var found: [Candidate] = []
    for period in 1...max(1, min(longest, tokens.count / 2)) where period < tokens.count {
      var place = 0
      while place + period < tokens.count {
        guard tokens[place] == tokens[place + period] else {
          place += 1
          continue
        }
        var end = place
        while end + period < tokens.count, tokens[end] == tokens[end + period] { end += 1 }
        let length = end + period - place
        let copies = length / period
        if copies > 1, period * (copies - 1) >= leastSaved {
          let starts = place...place + length % period
          let start = starts.min { cuts[$0] < cuts[$1] } ?? place
          found.append(Candidate(start: start, period: period, copies: copies))
        }
        place = end
      }
    }
    return found.sorted {
      ($1.saved, $0.period, $0.start) < ($0.saved, $1.period, $1.start)
    }
  }
}
