internal import ByteReading

/// Keys that a pickle sets twice. No dictionary of Python's is pickled so, but a file can say it, and
/// Python lets the last value stand in the place of the first.
///
/// Most containers are small, are filled at once, and have texts and small numbers for keys: those
/// are looked at when they are filled. What is left is looked at when the pickle has ended.
extension PickleArena {
  /// Looks for keys that stand twice among those that were put into a dictionary or set, or puts it
  /// on the list of those that are doubtful.
  ///
  /// - Parameters:
  ///   - added: Where they lie.
  ///   - container: What they were put into; lists are passed over.
  @inline(__always)
  mutating func checkKeys(_ added: Range<Int>, of container: PickleValue) {
    let node = nodes[container.payload]
    switch node.kind {
    case .dict: checkKeys(added, 2, node, container.payload)
    case .set, .frozenSet: checkKeys(added, 1, node, container.payload)
    default: return
    }
  }

  private mutating func checkKeys(
    _ added: Range<Int>, _ width: Int, _ node: PickleNode, _ index: Int
  ) {
    guard !node.isDoubtful else { return }
    let isFilledAtOnce = !node.hasGrown && node.count == added.count
    if isFilledAtOnce, added.count == width { return }
    if isFilledAtOnce, areDistinctKeys(added, width) { return }
    nodes[index].isDoubtful = true
    doubtful.append(UInt32(truncatingIfNeeded: index))
  }

  /// Leaves each key of dictionaries, and each member of sets, once.
  mutating func dropRepeatedKeys() {
    var table = KeyTable()
    for index in doubtful {
      let index = Int(index)
      let node = nodes[index]
      let width: Int
      switch node.kind {
      case .dict: width = 2
      case .set, .frozenSet: width = 1
      default: continue
      }
      nodes[index].isDoubtful = false
      let extent = extent(of: node)
      guard extent.count > width, table.holdsRepeats(extent, width, self) else { continue }
      // Another container may share the items, and keeps them.
      let own = items.count..<items.count + extent.count
      appendAgain(extent)
      let kept = table.firstPlaces(own, width, &self)
      setExtent(own.lowerBound..<own.lowerBound + kept, of: index)
    }
    doubtful = []
  }

  private mutating func setExtent(_ extent: Range<Int>, of index: Int) {
    let node = nodes[index]
    if node.hasGrown {
      growths[node.start] = PickleNode.Growth(
        start: extent.lowerBound, count: extent.count, capacity: extent.count)
    } else {
      nodes[index] = node.moved(to: extent.lowerBound, count: extent.count)
    }
  }

  // MARK: Keys

  /// A number that equal keys have in common.
  func hash(ofKey key: PickleValue, _ mixer: KeyMixer, depth: Int = 0) -> UInt64 {
    switch key.tag {
    case .small: return mixer.mix(UInt64(bitPattern: Int64(key.small)))
    case .wide: return mixer.mix(wideBits(key.payload))
    case .constant: return mixer.mix(key == .true ? 1 : key == .false ? 0 : 0x5EED_0000_0000)
    case .float:
      let value = Double(bitPattern: floatBits(key.payload))
      return mixer.mix(Int64(exactly: value).map { UInt64(bitPattern: $0) } ?? value.bitPattern)
    case .text, .bytes: return mixer.hash(of: bytes(inRange: key.payload))
    case .tuple:
      var hash: UInt64 = 0x7061_6972
      // What is nested deeper is compared, and makes no difference here.
      guard depth < 3 else { return hash }
      let items = tupleItems(key)
      for index in items.indices {
        let item = items[index]
        let part =
          item.tag == .small
          ? mixer.mix(UInt64(bitPattern: Int64(item.small)))
          : self.hash(ofKey: item, mixer, depth: depth + 1)
        hash = mixer.mix(hash ^ part)
      }
      return hash
    default:
      guard let node = node(key, of: .bigInt) else { return mixer.mix(UInt64(key.bits) << 32) }
      return mixer.hash(of: bytes(inRange: node.start))
    }
  }

  /// Whether Python takes two keys for one.
  func areEqualKeys(_ left: PickleValue, _ right: PickleValue, _ steps: inout Int)
    -> Bool
  {
    if left == right { return true }
    steps += 1
    // Tuples of tuples of tuples can be compared for ever.
    guard steps < 256 else { return false }
    switch (left.tag, right.tag) {
    case (.small, .small): return false
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
