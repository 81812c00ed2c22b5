internal import ByteReading

/// What a pickle puts into containers time and again, byte for byte: thousands of records have the
/// same keys, and many of them the same values. It is read once; later containers share its items.
///
/// A run goes from a mark to the opcode that puts what is above the mark into the empty container
/// below it. What it stands for follows from its bytes and the memo alone, as long as it makes no
/// values of its own that have an identity and leaves the memo as it is. Only such runs are kept.
struct RepeatedRuns {
  /// A run that was read.
  struct Run {
    /// The container that it filled, as it was then.
    let container: PickleNode
    fileprivate let start: UInt32
    fileprivate let byteCount: UInt32

    /// A container that was filled by the input from one place to another, places below 2^32.
    init(_ container: PickleNode, from start: Int, to end: Int) {
      self.container = container
      self.start = UInt32(truncatingIfNeeded: start)
      byteCount = UInt32(truncatingIfNeeded: end - start)
    }

    /// How many bytes it has, both opcodes included; 0 for no run.
    var length: Int { Int(byteCount) }
  }

  /// The runs, each in one of the two places that its first bytes say, the later one in the first.
  private var runs: [Run] = []
  /// How many marks were met before there was a table.
  private var marks = 0

  /// How many of a run's bytes say where it is kept. Shorter runs are not worth the while.
  static let least = 32
  /// Pickles with so few marks are read as they are.
  private static let fewMarks = 16
  private static let capacity = 256
  private static let none = Run(PickleNode(.absent), from: 0, to: 0)

  /// The run whose bytes follow at a place of the input; `nil` if none that was read is like it.
  @inline(__always)
  mutating func find(at place: Int, in input: RawSpan) -> Run? {
    guard !runs.isEmpty else {
      prepare()
      return nil
    }
    guard input.byteCount &- place > Self.least else { return nil }
    let slot = Self.slot(of: input, place)
    if isRepeated(runs[slot], at: place, in: input) { return runs[slot] }
    if isRepeated(runs[slot ^ 1], at: place, in: input) { return runs[slot ^ 1] }
    return nil
  }

  /// Keeps a run that is none of those that were kept.
  mutating func keep(_ run: Run, of input: RawSpan) {
    guard !runs.isEmpty, run.length > Self.least else { return }
    let slot = Self.slot(of: input, Int(run.start))
    runs[slot ^ 1] = runs[slot]
    runs[slot] = run
  }

  /// Forgets all runs, as what they took from the memo is no longer what they would take.
  mutating func removeAll() {
    (runs, marks) = ([], 0)
  }

  private mutating func prepare() {
    marks += 1
    if marks > Self.fewMarks { runs = Array(repeating: Self.none, count: Self.capacity) }
  }

  @inline(__always)
  private func isRepeated(_ run: Run, at place: Int, in input: RawSpan) -> Bool {
    let (start, length) = (Int(run.start), run.length)
    guard length > 0, input.byteCount - place >= length else { return false }
    return input.extracting(place..<place + length) == input.extracting(start..<start + length)
  }

  @inline(__always)
  private static func slot(of input: RawSpan, _ place: Int) -> Int {
    var hash: UInt64 = 0
    for offset in stride(from: 0, to: least, by: 8) {
      hash = (hash ^ input.number(at: place &+ offset, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
    }
    return Int(truncatingIfNeeded: hash &>> 32) & (capacity - 1)
  }
}
