internal import ByteReading

/// Keys that a pickle sets twice. No dictionary of Python's is pickled so, but a file can say it, and
/// Python lets the last value stand in the place of the first.
extension PickleArena {
  /// Leaves each key of dictionaries, and each member of sets, once.
  mutating func dropRepeatedKeys() {
    var table = KeyTable()
    for index in nodes.indices {
      let node = nodes[index]
      let width: Int
      switch node.kind {
      case .dict: width = 2
      case .set, .frozenSet: width = 1
      default: continue
      }
      let extent = extent(of: node)
      guard extent.count > width, table.holdsRepeats(extent, width, self) else { continue }
      let kept = table.firstPlaces(extent, width, &self)
      setCount(kept, of: index)
    }
  }

  private mutating func setCount(_ count: Int, of index: Int) {
    let node = nodes[index]
    if node.hasGrown {
      growths[node.start].count = count
    } else {
      nodes[index] = node.moved(to: node.start, count: count)
    }
  }

  // MARK: Keys

  /// A number that equal keys have in common.
  fileprivate func hash(ofKey key: PickleValue, depth: Int = 0) -> UInt64 {
    switch key.tag {
    case .small: return mix(UInt64(bitPattern: Int64(key.small)))
    case .wide: return mix(numbers[key.payload])
    case .constant: return mix(key == .true ? 1 : key == .false ? 0 : 0x5EED_0000_0000)
    case .float:
      let value = Double(bitPattern: numbers[key.payload])
      return mix(Int64(exactly: value).map { UInt64(bitPattern: $0) } ?? value.bitPattern)
    case .text, .bytes: return hash(of: bytes(inRange: key.payload)) &+ UInt64(key.tag.rawValue)
    case .tuple:
      var hash: UInt64 = 0x7061_6972
      // What is nested deeper is compared, and makes no difference here.
      guard depth < 3 else { return hash }
      let items = tupleItems(key)
      for index in items.indices {
        hash = mix(hash ^ self.hash(ofKey: items[index], depth: depth + 1))
      }
      return hash
    default:
      guard let node = node(key, of: .bigInt) else { return mix(UInt64(key.bits) << 32) }
      return hash(of: bytes(inRange: node.start))
    }
  }

  private func hash(of bytes: RawSpan) -> UInt64 {
    var hash = UInt64(bytes.byteCount)
    var index = 0
    while index + 8 <= bytes.byteCount {
      hash = mix(hash ^ bytes.number(at: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.byteCount {
      rest = rest << 8 | UInt64(bytes.byte(at: index))
      index += 1
    }
    return mix(hash ^ rest)
  }

  /// Whether Python takes two keys for one.
  fileprivate func areEqualKeys(_ left: PickleValue, _ right: PickleValue, _ steps: inout Int)
    -> Bool
  {
    if left == right { return true }
    steps += 1
    // Tuples of tuples of tuples can be compared for ever.
    guard steps < 256 else { return false }
    switch (left.tag, right.tag) {
    case (.text, .text), (.bytes, .bytes):
      return bytes(inRange: left.payload) == bytes(inRange: right.payload)
    case (.tuple, .tuple):
      let (left, right) = (tupleItems(left), tupleItems(right))
      guard left.count == right.count else { return false }
      for index in left.indices where !areEqualKeys(left[index], right[index], &steps) {
        return false
      }
      return true
    case (.node, .node):
      guard let left = node(left, of: .bigInt), let right = node(right, of: .bigInt) else {
        return false
      }
      return left.count == right.count
        && bytes(inRange: left.start) == bytes(inRange: right.start)
    default:
      guard let left = comparable(left), let right = comparable(right) else { return false }
      return left == right
    }
  }

  /// A number that a key is equal to, be it an integer, a truth value or a float.
  private func comparable(_ key: PickleValue) -> ComparableNumber? {
    if let bool = bool(key) { return .int(bool ? 1 : 0) }
    if let int = int(key) { return .int(int) }
    guard let double = double(key) else { return nil }
    return Int(exactly: double).map { .int($0) } ?? .double(double)
  }

  private enum ComparableNumber: Equatable {
    case int(Int)
    case double(Double)
  }
}

/// Mixes bits so that nobody can choose keys that meet: the seed is another one in every run.
private func mix(_ value: UInt64) -> UInt64 {
  let product = (value ^ seed) &* 0x9E37_79B9_7F4A_7C15
  return product ^ product >> 32
}

private let seed = UInt64.random(in: 0 ... .max)

/// Finds equal keys of one container after the other, in storage that is used again.
private struct KeyTable {
  /// For each slot the round that filled it, and where its key lies among the container's.
  private var slots: [(round: UInt32, place: UInt32)] = []
  private var round: UInt32 = 0

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
    var slot = Int(truncatingIfNeeded: arena.hash(ofKey: key)) & mask
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
