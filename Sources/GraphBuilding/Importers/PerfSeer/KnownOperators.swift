import ByteReading
import ComputationGraph
import RecordStreams

/// PerfSeer's nodes, each distinct one understood once: networks repeat their blocks, and datasets
/// their layers, at the same few batch sizes.
struct KnownOperators {
  /// What has been understood of a node, whatever its name and its place.
  struct Entry {
    /// The number of the operator with its attributes in the lexicon.
    let spelling: Int32
    /// The number of the type of what it computes.
    let result: Int32
    /// Its weights, among `weights`.
    let weights: Range<Int>
    /// Its figures in PerfSeer's words, among `seeds`.
    let seed: Int
  }

  private var numbers = RecurringKeys()
  private(set) var entries: [Entry] = []
  /// The names of weights, by what is appended to the node's, and the numbers of their types.
  private(set) var weights: [(suffix: Int, type: Int32)] = []
  private(set) var suffixes = ByteTable()
  /// The members of nodes' seeds but for their names, as JSON.
  private(set) var seeds = ByteTable()

  /// Roughly the bytes of memory that the nodes take.
  var size: Int {
    numbers.size + entries.count * 80 + weights.count * 16 + seeds.byteCount
  }

  /// The number of a node by its key, which is a new one if no node had that key.
  mutating func number(of key: RawSpan) -> (number: Int, isNew: Bool) {
    numbers.number(of: key)
  }

  /// The next number, for a node that will not be looked up.
  mutating func next() -> Int { numbers.next() }

  /// Remembers what has been understood of the node with the newest number.
  mutating func append(
    spelling: Int32, result: Int32, weights found: [(suffix: String, type: Int32)],
    seed: [UInt8]
  ) {
    let start = weights.count
    for (suffix, type) in found {
      let text = Array(suffix.utf8)
      weights.append((suffixes.number(of: text.bytes).number, type))
    }
    entries.append(
      Entry(
        spelling: spelling, result: result, weights: start..<weights.count,
        seed: seeds.append(seed.bytes)))
  }
}
