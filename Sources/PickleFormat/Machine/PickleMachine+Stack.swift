internal import ByteReading

extension PickleMachine {
  mutating func push(_ value: PickleValue) { stack.append(value) }

  mutating func pop() throws(FormatError) -> PickleValue {
    guard stack.count > fence, let value = stack.popLast() else { throw underflow() }
    return value
  }

  func top() throws(FormatError) -> PickleValue {
    guard stack.count > fence, let value = stack.last else { throw underflow() }
    return value
  }

  private func underflow() -> FormatError {
    failure(
      .malformed(
        marks.isEmpty ? "no value on the stack" : "a mark on the stack, where a value was expected")
    )
  }

  mutating func pushMark() {
    marks.append(UInt32(truncatingIfNeeded: stack.count))
    fence = stack.count
  }

  /// Drops the last mark and returns where the values above it begin.
  mutating func popToMark() throws(FormatError) -> Int {
    guard let mark = marks.popLast() else { throw failure(.malformed("no mark on the stack")) }
    fence = Int(marks.last ?? 0)
    return Int(mark)
  }

  /// Where the last `count` values on the stack begin.
  func place(ofTop count: Int) throws(FormatError) -> Int {
    guard stack.count - fence >= count else { throw underflow() }
    return stack.count - count
  }

  /// Drops a value, or a mark if that is what lies on top.
  mutating func popOne() throws(FormatError) {
    if stack.count == fence, !marks.isEmpty {
      _ = try popToMark()
    } else {
      _ = try pop()
    }
  }

  // MARK: The memo

  mutating func memoize() throws(FormatError) { try put(memo.count) }

  mutating func put(_ index: Int) throws(FormatError) { memo.put(try top(), at: index) }

  mutating func get(_ index: Int) throws(FormatError) {
    guard let value = memo[index] else {
      throw failure(.malformed("nothing at \(index) of the memo"))
    }
    share(value)
    push(value)
  }

  /// Notes that a value may be met again.
  mutating func share(_ value: PickleValue) {
    switch value.tag {
    case .node:
      shareNode(value.payload)
    case .tuple:
      arena.items[value.payload] = PickleValue(bits: arena.items[value.payload].bits | 1 << 31)
      arena.hasShared = true
    default: break
    }
  }

  private mutating func shareNode(_ index: Int) {
    arena.nodes[index].isShared = true
    if arena.hasIdentity(PickleValue(.node, index)) { arena.hasShared = true }
  }
}
