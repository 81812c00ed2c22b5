extension PickleArena {
  /// Whether a value was taken from the memo or doubled, so that it may be met again. Numbers,
  /// strings and classes, which have no identity to speak of, never are.
  func isShared(_ value: PickleValue) -> Bool {
    switch value.tag {
    case .tuple: items[value.payload].bits >> 31 == 1
    case .node: nodes[value.payload].isShared && hasIdentity(value)
    default: false
    }
  }

  func hasIdentity(_ value: PickleValue) -> Bool {
    switch nodes[value.payload].kind {
    case .global, .extensionCode, .bigInt, .buffer: false
    case .record: recordType(value)?.hasIdentity ?? false
    default: true
    }
  }

  /// The values below one that are met more than once on the way, each with the number 0.
  func repeatedValues(below root: PickleValue) -> [PickleValue: Int] {
    guard hasShared else { return [:] }
    var repeated: [PickleValue: Int] = [:]
    var seen = Marks(nodes: nodes.count, items: items.count)
    var pending = [root]
    while let value = pending.popLast() {
      guard value.tag == .tuple || value.tag == .node else { continue }
      if isShared(value), !seen.insert(value) {
        repeated[value] = 0
        continue
      }
      guard let range = children(of: value) else { continue }
      for index in range {
        let child = items[index]
        if child.tag == .tuple || child.tag == .node && scalarType(of: child) == nil {
          pending.append(child)
        }
      }
      if !states.isEmpty, let state = states[value] { pending.append(state) }
    }
    return repeated
  }

  /// Where the values lie that a value consists of.
  private func children(of value: PickleValue) -> Range<Int>? {
    if value.tag == .tuple {
      return value.payload + 1..<value.payload + 1 + tupleCount(value)
    }
    let node = nodes[value.payload]
    switch node.kind {
    case .list, .dict, .set, .frozenSet: return extent(of: node)
    case .object, .persistent: return node.start..<node.start + node.count
    case .record: return node.start + 1..<node.start + 1 + node.count
    default: return nil
    }
  }

  /// A set of values with identities.
  private struct Marks {
    private var nodes: [UInt64]
    private var tuples: [UInt64]

    init(nodes: Int, items: Int) {
      self.nodes = [UInt64](repeating: 0, count: nodes / 64 + 1)
      tuples = [UInt64](repeating: 0, count: items / 64 + 1)
    }

    /// Puts a value in; false if it was in already.
    mutating func insert(_ value: PickleValue) -> Bool {
      let (word, bit) = (value.payload / 64, UInt64(1) << UInt64(value.payload % 64))
      if value.tag == .tuple {
        defer { tuples[word] |= bit }
        return tuples[word] & bit == 0
      }
      defer { nodes[word] |= bit }
      return nodes[word] & bit == 0
    }
  }
}
