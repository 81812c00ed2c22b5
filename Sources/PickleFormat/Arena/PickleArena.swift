package import ByteReading
internal import NumPyFormat

/// The values of one pickle: flat lists of numbers, ranges, items and nodes that handles point into.
///
/// Strings and bytes stay in the input; only what had to be decoded is copied. Values are never
/// classes of ours or objects of Python's: a file of a million lists costs a few arrays, and
/// values that are shared, or that contain themselves, cost nothing extra.
///
/// ```swift
/// var machine = PickleMachine(bytes)
/// while let pickle = try machine.next() {
///   if let entries = pickle.entries(of: pickle.root) { … }
/// }
/// ```
///
/// Handles of one arena must not be used with another.
package struct PickleArena: ~Copyable, ~Escapable {
  /// The input and how far it has been read. Builders of formats that put raw data between opcodes
  /// read on from here.
  package var input: ByteCursor
  /// What reading may take.
  package let limits: PickleLimits
  /// The value that the pickle holds; absent until it has been read to its end.
  package internal(set) var root = PickleValue.absent

  let builders: PickleBuilderTable
  /// Integers that do not fit a handle, and floats that are not in the input as they are.
  var numbers: [UInt64] = []
  var ranges: [PickleRange] = []
  /// Offset and length of strings too long for a ``PickleRange``.
  var longRanges: [(offset: Int, length: Int)] = []
  /// Text and bytes that the input holds in another form.
  var decoded: [UInt8] = []
  var nodes: [PickleNode] = []
  /// Items of containers, fields of objects and records, and the counts of tuples before theirs.
  var items: [PickleValue] = []
  /// How many more items there would be if containers did not share any.
  var sharedItems = 0
  /// What was put into containers, for those that are filled likewise while the pickle is read.
  var repeated = RepeatedRuns()
  var growths: [PickleNode.Growth] = []
  var globals: [PickleGlobal] = []
  var globalsByName: [PickleClassName: PickleValue] = [:]
  /// The dictionaries and sets that may have a key twice.
  var doubtful: [UInt32] = []
  var knownKeys = KnownKeys()
  /// The types that scalars of numpy's were made of, and how to find them.
  var scalarTypes: [ScalarType] = []
  var numPyTypes: [NumPyType] = []
  var scalarTypesBySource: [PickleValue: Int] = [:]
  var lastScalarType = Int.max
  /// What `BUILD` gave to values that have no place for a state.
  var states: [PickleValue: PickleValue] = [:]
  /// Whether a value with an identity was taken from the memo or doubled.
  var hasShared = false
  /// Whether some text begins with a dollar sign or holds surrogates.
  var hasUnusualText = false
  /// The empty tuple, once there is one.
  var emptyTuple = PickleValue.absent
  /// In how many other pickles the one lies that is being read.
  var nesting = 0
  /// What Python would import and call, if anybody wants to know.
  package internal(set) var journal: PickleJournal?

  @_lifetime(copy input)
  init(
    _ input: ByteCursor, builders: PickleBuilderTable, limits: PickleLimits,
    journal: PickleJournal? = nil
  ) {
    self.input = input
    self.builders = builders
    self.limits = limits
    self.journal = journal
  }

  /// Hands out all values, and goes on as another arena of the same input.
  @_lifetime(copy self)
  @_lifetime(self: copy next)
  mutating func makeWay(for next: consuming PickleArena) -> PickleArena {
    let finished = self
    self = next
    return finished
  }

  /// Makes room for what the rest of the input may hold; room that is never touched costs nothing.
  mutating func reserve() {
    guard nodes.isEmpty, items.isEmpty else { return }
    let size = min(input.remaining, 1 << 28)
    nodes.reserveLargeCapacity(size / 8)
    items.reserveLargeCapacity(size / 2)
  }

  /// The bytes that the values take.
  package var footprint: Int {
    (numbers.count + ranges.count + nodes.count) * 8 + items.count * 4 + decoded.count
      + doubtful.count * 4 + scalarTypes.count * 128
      + (longRanges.count + growths.count + globals.count + states.count) * 32
  }
}
