package import ByteReading

/// Reads pickles of protocols 0 to 5 into arenas, one after the other.
///
/// It is the machine of CPython's `pickle`, with a difference: nothing is ever imported or called.
/// A class is its name, a call is what the table of builders makes of it, and whatever the table
/// does not know stays data. Nothing calls itself, however deep values lie in each other.
package struct PickleMachine: ~Copyable, ~Escapable {
  var arena: PickleArena
  var stack = PickleStack()
  var memo = PickleMemo()
  /// The protocol that the pickle has named.
  var version = 0
  /// Where the opcode that is being carried out stands in the file.
  var place = 0
  /// The buffers that lie outside of each pickle, in the order in which it asks for them, as far as
  /// they are known. Those that are not stay a number.
  let buffers: [[UInt8]]
  /// How many buffers outside of the pickle were asked for.
  var bufferCount = 0
  /// What was imported and called, and is filled as long as there is one.
  private let keepsJournal: Bool

  /// Starts at a byte of the input.
  ///
  /// - Parameters:
  ///   - input: Where the first pickle begins.
  ///   - builders: What calls become.
  ///   - limits: What reading one pickle may take.
  ///   - buffers: Those that lie outside of each pickle, in the order in which it asks for them.
  ///   - keepsJournal: Whether to write down what would be imported and called.
  @_lifetime(copy input)
  package init(
    _ input: ByteCursor, builders: PickleBuilderTable = .standard,
    limits: PickleLimits = PickleLimits(), buffers: [[UInt8]] = [], keepsJournal: Bool = false
  ) {
    arena = PickleArena(
      input, builders: builders, limits: limits, journal: keepsJournal ? PickleJournal() : nil)
    self.buffers = buffers
    self.keepsJournal = keepsJournal
  }

  /// Starts at the first of some bytes.
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan, limits: PickleLimits = PickleLimits()) {
    self.init(ByteCursor(bytes), limits: limits)
  }

  /// Where the next pickle begins, and how much is left.
  package var input: ByteCursor {
    @_lifetime(copy self) get { arena.input }
  }

  /// What was imported and called by the pickle that is being read: the whole of it after an error.
  package var journal: PickleJournal { arena.journal ?? PickleJournal() }

  /// Reads the next pickle, or returns `nil` where the input ends.
  @_lifetime(copy self)
  package mutating func next() throws(FormatError) -> PickleArena? {
    guard !arena.input.isAtEnd else { return nil }
    try run()
    return takeArena()
  }

  /// Hands out the arena, and begins another one where it has ended.
  @_lifetime(copy self)
  mutating func takeArena() -> PickleArena {
    arena.makeWay(for: newArena())
  }

  /// Reads the next pickle and lends it, which takes less than handing it out: there may be tens of
  /// thousands of small files.
  ///
  /// - Parameter body: Takes the pickle.
  /// - Returns: False where the input ends.
  /// - Throws: `FormatError` where the pickle is damaged, and what `body` throws.
  package mutating func lendNext(_ body: (borrowing PickleArena) throws -> Void) throws -> Bool {
    guard !arena.input.isAtEnd else { return false }
    try run()
    // Behind the last pickle, which mostly is the first, there is nothing to be filled.
    defer { if !arena.input.isAtEnd { arena = newArena() } }
    try body(arena)
    return true
  }

  /// Takes over storage, before anything is read.
  package mutating func take(_ room: inout PickleRoom) {
    exchange(&room)
  }

  /// Gives storage back, when nothing more is read.
  package mutating func giveBack(_ room: inout PickleRoom) {
    arena.nodes.removeAll(keepingCapacity: arena.nodes.count < PickleRoom.mostKept)
    arena.items.removeAll(keepingCapacity: arena.items.count < PickleRoom.mostKept)
    exchange(&room)
  }

  private mutating func exchange(_ room: inout PickleRoom) {
    swap(&arena.nodes, &room.nodes)
    swap(&arena.items, &room.items)
    swap(&stack, &room.stack)
    swap(&memo, &room.memo)
  }

  /// An arena for what follows in the input.
  @_lifetime(copy self)
  private func newArena() -> PickleArena {
    PickleArena(
      arena.input, builders: arena.builders, limits: arena.limits,
      journal: keepsJournal ? PickleJournal() : nil)
  }

  /// Reads opcodes up to `STOP`.
  mutating func run() throws(FormatError) {
    arena.reserve()
    stack.removeAll()
    memo.removeAll(reserving: min(arena.input.remaining / 4, 1 << 27))
    version = 0
    bufferCount = 0
    var steps = 0
    while true {
      // Of the last opcodes each takes a look at what is left.
      if arena.input.remaining > Self.mostOfOpcode { steps += performFrequent(atMost: 0x1000) }
      place = arena.input.offset
      let opcode = try arena.input.readByte()
      if opcode == PickleOpcode.stop { break }
      try perform(opcode)
      steps += 1
      if steps >= 0x1000 {
        steps = 0
        try checkMemory()
      }
    }
    arena.root = try pop()
    try checkMemory()
    arena.dropRepeatedKeys()
    stack.removeAll()
    memo.removeAll()
  }

  private func checkMemory() throws(FormatError) {
    let bytes = arena.footprint + memo.footprint + stack.footprint
    guard bytes <= arena.limits.memory else {
      throw failure(.overLimit("more than \(arena.limits.memory) bytes of memory (--max-memory)"))
    }
  }

  func unknown(_ opcode: UInt8) -> FormatError {
    let digits = String(opcode, radix: 16)
    let hex = digits.count == 1 ? "0" + digits : digits
    return failure(.malformed("opcode 0x\(hex) is none of protocols 0 to 5"))
  }

  /// An error at the opcode that is being carried out.
  func failure(_ reason: FormatError.Reason) -> FormatError {
    FormatError(reason, at: place)
  }
}
