/// Where the keys lie of the last dictionaries that were looked at.
struct KnownKeys {
  /// Of the last dictionary with so many keys, and one more.
  private var last = SIMD16<UInt32>(repeating: .max)

  /// The most keys of a container that are compared each with each.
  static let most = 16

  fileprivate subscript(count: Int) -> Int {
    get { Int(last[count - 1]) }
    set { last[count - 1] = UInt32(truncatingIfNeeded: newValue) }
  }
}

extension PickleArena {
  /// Whether the keys of a small container are different for certain, as can be told at a glance.
  ///
  /// - Parameters:
  ///   - range: Where the keys lie, perhaps with values between them.
  ///   - width: How far a key is from the next.
  /// - Returns: False if some may be alike, or if it takes a closer look to tell.
  mutating func areDistinctKeys(_ range: Range<Int>, _ width: Int) -> Bool {
    let count = range.count / width
    guard count <= KnownKeys.most else { return areAscendingKeys(range, width) }
    // Records that follow each other mostly have the same keys, and those the same handles.
    if width == 2, areSameKeys(range, knownKeys[count]) { return true }
    let mixer = KeyMixer()
    var digests = InlineArray<16, UInt32>(repeating: 0)
    for place in 0..<count {
      let key = items[range.lowerBound + place * width]
      let hash: UInt64
      switch key.tag {
      case .text: hash = mixer.hash(of: bytes(inRange: key.payload))
      case .small: hash = mixer.mix(UInt64(bitPattern: Int64(key.small)))
      default: return false
      }
      let digest = UInt32(truncatingIfNeeded: hash)
      for other in 0..<place where digests[other] == digest { return false }
      digests[place] = digest
    }
    if width == 2 { knownKeys[count] = range.lowerBound }
    return true
  }

  /// Whether the keys are small integers, each larger than the one before.
  private func areAscendingKeys(_ range: Range<Int>, _ width: Int) -> Bool {
    var latest = Int.min
    for place in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      guard items[place].tag == .small, items[place].small > latest else { return false }
      latest = items[place].small
    }
    return true
  }

  /// Whether a dictionary has the keys of one before it, which are different.
  @inline(__always)
  private func areSameKeys(_ range: Range<Int>, _ before: Int) -> Bool {
    guard before < range.lowerBound else { return false }
    var other = before
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard items[place] == items[other] else { return false }
      other += 2
    }
    return true
  }
}
