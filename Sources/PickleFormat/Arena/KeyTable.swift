internal import ByteReading

/// Finds equal keys of one container after the other, in storage that is used again.
struct KeyTable {
  /// For each slot the round that filled it, and where its key lies among the container's.
  private var slots: [(round: UInt32, place: UInt32)] = []
  private var round: UInt32 = 0
  private let mixer = KeyMixer()

  mutating func holdsRepeats(
    _ extent: Range<Int>, _ width: Int, _ arena: borrowing PickleArena
  ) -> Bool {
    begin(extent.count / width)
    for place in stride(from: extent.lowerBound, to: extent.upperBound, by: width)
    where find(place, extent, arena) != nil { return true }
    return false
  }

  /// Moves the entries together, each key where it was first, with its last value.
  ///
  /// - Returns: How many words are left.
  mutating func firstPlaces(
    _ extent: Range<Int>, _ width: Int, _ arena: inout PickleArena
  ) -> Int {
    begin(extent.count / width)
    var end = extent.lowerBound
    for place in stride(from: extent.lowerBound, to: extent.upperBound, by: width) {
      for word in 0..<width { arena.items[end + word] = arena.items[place + word] }
      if let first = find(end, extent, arena) {
        if width == 2 { arena.items[first + 1] = arena.items[end + 1] }
      } else {
        end += width
      }
    }
    return end - extent.lowerBound
  }

  private mutating func begin(_ count: Int) {
    var capacity = 8
    while capacity < 2 * count { capacity *= 2 }
    if slots.count < capacity {
      slots = [(round: UInt32, place: UInt32)](repeating: (0, 0), count: capacity)
      round = 0
    }
    mask = capacity - 1
    round += 1
  }

  private var mask = 0

  /// Returns where the key at a place lies already, or takes it in.
  private mutating func find(
    _ place: Int, _ extent: Range<Int>, _ arena: borrowing PickleArena
  ) -> Int? {
    let key = arena.items[place]
    var slot = Int(truncatingIfNeeded: arena.hash(ofKey: key, mixer)) & mask
    while slots[slot].round == round {
      let other = extent.lowerBound + Int(slots[slot].place)
      var steps = 0
      if arena.areEqualKeys(arena.items[other], key, &steps) { return other }
      slot = (slot + 1) & mask
    }
    slots[slot] = (round, UInt32(truncatingIfNeeded: place - extent.lowerBound))
    return nil
  }
}
