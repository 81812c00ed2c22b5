internal import ByteReading

extension PickleMachine {
  mutating func push(_ value: PickleValue) { stack.push(value) }

  mutating func pop() throws(FormatError) -> PickleValue {
    guard let value = stack.pop() else { throw underflow() }
    return value
  }

  func top() throws(FormatError) -> PickleValue {
    guard let value = stack.top else { throw underflow() }
    return value
  }

  private func underflow() -> FormatError {
    failure(
      .malformed(
        stack.fence == 0
          ? "no value on the stack" : "a mark on the stack, where a value was expected")
    )
  }

  /// Drops the last mark, and returns where the values above it lie, which still do.
  mutating func popToMark() throws(FormatError) -> Range<Int> {
    guard let values = stack.popMark() else { throw failure(.malformed("no mark on the stack")) }
    return values
  }

  /// Where the last `count` values on the stack lie.
  func places(ofTop count: Int) throws(FormatError) -> Range<Int> {
    guard stack.height >= count else { throw underflow() }
    return stack.count - count..<stack.count
  }

  /// Drops a value, or a mark if that is what lies on top.
  mutating func popOne() throws(FormatError) {
    if stack.height == 0, stack.fence > 0 {
      try popMark()
    } else {
      _ = try pop()
    }
  }

  /// Drops the last mark and all above it.
  mutating func popMark() throws(FormatError) {
    stack.cut(to: try popToMark().lowerBound - 1)
  }

  // MARK: The memo

  mutating func memoize() throws(FormatError) { try put(memo.count) }

  mutating func put(_ index: Int) throws(FormatError) {
    if index < memo.filled { arena.repeated.removeAll() }
    memo.put(try top(), at: index)
  }

  mutating func get(_ index: Int) throws(FormatError) {
    guard let value = memo[index] else {
      throw failure(.malformed("nothing at \(index) of the memo"))
    }
    arena.share(value)
    push(value)
  }
}

extension PickleArena {
  /// Notes that a value may be met again.
  @inline(__always)
  mutating func share(_ value: PickleValue) {
    // Mostly it is a text.
    if value.tag == .node || value.tag == .tuple { mark(asShared: value) }
  }

  private mutating func mark(asShared value: PickleValue) {
    if value.tag == .tuple {
      items[value.payload] = PickleValue(bits: items[value.payload].bits | 1 << 31)
      hasShared = true
    } else {
      nodes[value.payload].isShared = true
      if !hasShared, hasIdentity(value) { hasShared = true }
    }
  }
}
