/// What tells at a glance, mostly, that the keys of a small container are different.
struct KeyDigests {
  /// Of keys seen lately the handle in the high half, and half of its hash in the low one; a key's
  /// place is chosen by its handle. There are none until some keys have been seen.
  private var known: [UInt64] = []
  private var misses = 0
  /// Where the keys lie of the last dictionary of so many.
  private var last = SIMD16<UInt32>(repeating: .max)

  /// The most keys that are looked at: each is compared with each.
  static let most = 16

  fileprivate subscript(key: PickleValue) -> UInt32? {
    guard !known.isEmpty else { return nil }
    let found = known[place(of: key)]
    return UInt32(truncatingIfNeeded: found >> 32) == key.bits
      ? UInt32(truncatingIfNeeded: found) : nil
  }

  fileprivate mutating func keep(_ digest: UInt32, of key: PickleValue) {
    misses += 1
    if misses == 256 { known = [UInt64](repeating: .max, count: 1 << 12) }
    if misses >= 256 { known[place(of: key)] = UInt64(key.bits) << 32 | UInt64(digest) }
  }

  private func place(of key: PickleValue) -> Int {
    Int(truncatingIfNeeded: (key.bits &* 0x9E37_79B1) >> 20)
  }

  fileprivate func last(_ count: Int) -> Int { Int(last[count - 1]) }

  fileprivate mutating func setLast(_ place: Int, count: Int) {
    last[count - 1] = UInt32(truncatingIfNeeded: place)
  }
}

extension PickleArena {
  /// Whether the keys of a container are different for certain.
  ///
  /// - Parameters:
  ///   - range: Where the keys lie, perhaps with values between them.
  ///   - width: How far a key is from the next.
  mutating func areDistinctKeys(_ range: Range<Int>, _ width: Int) -> Bool {
    let count = range.count / width
    guard count <= KeyDigests.most else { return false }
    // Records that follow each other mostly have the same keys, and those the same handles.
    if width == 2, areSameKeys(range, digests.last(count)) { return true }
    var found = InlineArray<16, UInt32>(repeating: 0)
    for place in 0..<count {
      guard let digest = digest(of: items[range.lowerBound + place * width]) else { return false }
      for other in 0..<place where found[other] == digest { return false }
      found[place] = digest
    }
    if width == 2 { digests.setLast(range.lowerBound, count: count) }
    return true
  }

  /// Whether a dictionary has the keys of one before it, which are different.
  private func areSameKeys(_ range: Range<Int>, _ before: Int) -> Bool {
    guard before < range.lowerBound else { return false }
    var other = before
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard items[place] == items[other] else { return false }
      other += 2
    }
    return true
  }

  /// A number that equal keys have in common; `nil` for keys of unusual kinds.
  private mutating func digest(of key: PickleValue) -> UInt32? {
    guard key.tag == .text || key.tag == .small else { return nil }
    if let known = digests[key] { return known }
    let digest = UInt32(truncatingIfNeeded: hash(ofKey: key))
    digests.keep(digest, of: key)
    return digest
  }
}
