internal import Glibc

/// Runs of bytes, numbered from 0 in the order in which they came.
///
/// All runs lie one after the other in one array: a run costs no allocation and no reference count.
/// A run can be looked up by its bytes if it was numbered by `number(of:)`.
package struct ByteTable: Sendable {
  private struct Entry {
    /// Where the run ends; it begins where the one before it ends.
    let end: Int
    let hash: UInt64
  }

  /// The runs, and room for more: runs are short, and an array that grows by each of them spends
  /// more time on its length than on their bytes.
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// The upper half of a run's hash and its number plus one, at or after the place that the lower
  /// half says; 0 is free. The size is a power of two, and at least a quarter is free.
  private var slots: [UInt64] = []
  private var slotsInUse = 0
  private let hasher = ByteHash()

  /// An empty table.
  package init() {}

  /// The number of runs.
  package var count: Int { entries.count }

  /// The number of bytes that all runs have together.
  package private(set) var byteCount = 0

  /// The number of bytes that the longest run has.
  package private(set) var longest = 0

  /// The bytes of all runs, one after the other.
  package var all: RawSpan {
    @_lifetime(borrow self) borrowing get {
      bytes.bytes.extracting(..<byteCount)
    }
  }

  /// The run of a number.
  package subscript(number: Int) -> RawSpan {
    @_lifetime(borrow self) borrowing get {
      let start = number == 0 ? 0 : entries[number - 1].end
      return bytes.bytes.extracting(start..<entries[number].end)
    }
  }

  /// The number of a run, which is a new one if the table did not have the run.
  package mutating func number(of run: RawSpan) -> (number: Int, isNew: Bool) {
    if slotsInUse * 4 >= slots.count * 3 { grow() }
    let hash = hasher(run)
    let (slot, found) = place(of: run, hash)
    if let found { return (found, false) }
    let number = append(run, hash)
    slots[slot] = Self.slot(hash, number)
    slotsInUse += 1
    return (number, true)
  }

  /// Whether a run is the one of this number.
  package func has(_ run: RawSpan, as number: Int) -> Bool {
    number < entries.count && isEqual(run, number)
  }

  /// The number of a run as above, which is likely to be `guess`: that is looked at first.
  package mutating func number(of run: RawSpan, guess: Int) -> (number: Int, isNew: Bool) {
    if guess >= 0, guess < entries.count, isEqual(run, guess) { return (guess, false) }
    return number(of: run)
  }

  /// The number of the run that these words make; a guess makes it quicker.
  package mutating func number(
    of words: ArraySlice<Int32>, guess: Int = -1
  ) -> (number: Int, isNew: Bool) {
    number(of: words.bytes, guess: guess)
  }

  /// The number of the run that these words make; `nil` if the table does not have it.
  package func find(_ words: ArraySlice<Int32>) -> Int? {
    find(words.bytes)
  }

  /// The number of a run; `nil` if the table does not have it.
  package func find(_ run: RawSpan) -> Int? {
    guard !slots.isEmpty else { return nil }
    let hash = hasher(run)
    return place(of: run, hash).found
  }

  /// The number of a run, which is likely to be `guess`; `nil` if the table does not have it.
  package func find(_ run: RawSpan, guess: Int) -> Int? {
    if guess >= 0, guess < entries.count, isEqual(run, guess) { return guess }
    return find(run)
  }

  /// Appends a run that nobody will look up, and returns its number.
  package mutating func append(_ run: RawSpan) -> Int {
    append(run, 0)
  }

  /// Appends a run of two parts that nobody will look up, and returns its number.
  package mutating func append(_ start: RawSpan, followedBy end: RawSpan) -> Int {
    let place = byteCount
    take(start)
    take(end)
    return endRun(from: place, 0)
  }

  /// Forgets all runs. Storage is kept unless it is far more than they took.
  package mutating func removeAll() {
    let isLarge = slots.count > 1024 && slotsInUse * 16 < slots.count
    if isLarge {
      self = ByteTable()
    } else {
      entries.removeAll(keepingCapacity: true)
      if slotsInUse > 0 { for slot in slots.indices { slots[slot] = 0 } }
      (slotsInUse, byteCount, longest) = (0, 0, 0)
    }
  }

  private mutating func append(_ run: RawSpan, _ hash: UInt64) -> Int {
    let start = byteCount
    take(run)
    return endRun(from: start, hash)
  }

  /// Copies bytes behind the last run.
  @inline(__always)
  private mutating func take(_ part: RawSpan) {
    let count = part.byteCount
    if bytes.count - byteCount < count { makeRoom(for: count) }
    unsafe part.withUnsafeBytes { part in
      unsafe bytes.withUnsafeMutableBytes { all in
        guard let from = part.baseAddress, let start = all.baseAddress else { return }
        unsafe (start + byteCount).copyRun(from: from, count)
      }
    }
    byteCount += count
  }

  /// Makes a run of the bytes behind the last one.
  private mutating func endRun(from start: Int, _ hash: UInt64) -> Int {
    // Slots have 32 bits: no file of less than 4 GiB has as many names.
    precondition(entries.count < UInt32.max, "more runs of bytes than a table holds")
    longest = max(longest, byteCount - start)
    entries.append(Entry(end: byteCount, hash: hash))
    return entries.count - 1
  }

  private static func slot(_ hash: UInt64, _ number: Int) -> UInt64 {
    (hash & ~0xFFFF_FFFF) | UInt64(UInt32(truncatingIfNeeded: number + 1))
  }

  /// Where a run stands, or the free slot where it belongs.
  private func place(of run: RawSpan, _ hash: UInt64) -> (slot: Int, found: Int?) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let content = slots[slot]
      if content == 0 { return (slot, nil) }
      if content >> 32 == hash >> 32 {
        let number = Int(UInt32(truncatingIfNeeded: content)) - 1
        if isEqual(run, number) { return (slot, number) }
      }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private func isEqual(_ run: RawSpan, _ number: Int) -> Bool {
    let start = number == 0 ? 0 : entries[number - 1].end
    let count = entries[number].end - start
    guard run.byteCount == count else { return false }
    return unsafe run.withUnsafeBytes { run in
      unsafe bytes.withUnsafeBytes { all in
        guard let left = run.baseAddress, let right = all.baseAddress else { return true }
        return unsafe Self.areEqual(left, right + start, count)
      }
    }
  }

  private mutating func makeRoom(for count: Int) {
    let missing = max(count, bytes.count, 1 << 10)
    bytes.append(contentsOf: repeatElement(0, count: missing))
  }

  /// Compares eight bytes at a time: runs are short, and a call takes as long as a few of them.
  @inline(__always)
  private static func areEqual(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    guard count >= 8 else {
      for index in 0..<count {
        let other = unsafe right.load(fromByteOffset: index, as: UInt8.self)
        if unsafe left.load(fromByteOffset: index, as: UInt8.self) != other { return false }
      }
      return true
    }
    if count > 128 { return unsafe memcmp(left, right, count) == 0 }
    var index = 0
    while index < count {
      // The last eight bytes may overlap the eight before.
      let start = min(index, count - 8)
      let word = unsafe left.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      if unsafe right.loadUnaligned(fromByteOffset: start, as: UInt64.self) != word {
        return false
      }
      index = start + 8
    }
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(256, old.count * 2))
    let mask = slots.count - 1
    for content in old where content != 0 {
      let number = Int(UInt32(truncatingIfNeeded: content)) - 1
      var slot = Int(truncatingIfNeeded: entries[number].hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = content
    }
  }
}
