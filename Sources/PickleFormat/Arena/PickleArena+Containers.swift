extension PickleArena {
  /// The items of a list, tuple or set in their order, or `nil` if it is something else. Of a value
  /// that a builder made of one of these, such as a deque, it is what that holds.
  @_lifetime(borrow self)
  package func items(_ value: PickleValue) -> Span<PickleValue>? {
    let value = content(of: value)
    if value.tag == .tuple { return tupleItems(value) }
    guard value.tag == .node else { return nil }
    let node = nodes[value.payload]
    switch node.kind {
    case .list, .set, .frozenSet: return items.span.extracting(extent(of: node))
    default: return nil
    }
  }

  /// The items of a list, tuple or set, copied, for builders that make values on the way.
  package func itemArray(_ value: PickleValue) -> [PickleValue]? {
    guard let items = items(value) else { return nil }
    return items.indices.map { items[$0] }
  }

  /// The arguments of a call, copied.
  package func arguments(of call: PickleCall) -> [PickleValue] {
    itemArray(call.arguments) ?? []
  }

  /// One argument of a call; absent if there are not so many.
  package func argument(_ index: Int, of call: PickleCall) -> PickleValue {
    index < tupleCount(call.arguments)
      ? items[call.arguments.payload + 1 + index] : .absent
  }

  /// The entries of a dictionary in their order, or `nil` if it is something else. Of a value that a
  /// builder made of one, such as an `OrderedDict`, it is what that holds.
  @_lifetime(borrow self)
  package func entries(_ value: PickleValue) -> PickleEntries? {
    guard let node = node(content(of: value), of: .dict) else { return nil }
    return PickleEntries(items.span.extracting(extent(of: node)))
  }

  /// The value of a text key in a dictionary; absent if there is none, or no dictionary.
  ///
  /// Keys are compared one after the other: for dictionaries with a few keys.
  package func value(forKey key: StaticString, in dictionary: PickleValue) -> PickleValue {
    guard let entries = entries(dictionary) else { return .absent }
    for index in entries.indices where isText(entries[index].key, key) {
      return entries[index].value
    }
    return .absent
  }

  /// What stands for a value where its items are asked for.
  func content(of value: PickleValue) -> PickleValue {
    guard let type = recordType(value), type.holdsContent else { return value }
    return items[nodes[value.payload].start + 1]
  }

  @_lifetime(borrow self)
  func tupleItems(_ tuple: PickleValue) -> Span<PickleValue> {
    let start = tuple.payload + 1
    return items.span.extracting(start..<start + tupleCount(tuple))
  }

  func tupleCount(_ tuple: PickleValue) -> Int {
    Int(items[tuple.payload].bits & 0x7FFF_FFFF)
  }

  func extent(of node: PickleNode) -> Range<Int> {
    guard node.hasGrown else { return node.start..<node.start + node.count }
    let growth = growths[node.start]
    return growth.start..<growth.start + growth.count
  }
}

/// The entries of a dictionary, in their order.
@usableFromInline
package struct PickleEntries: ~Escapable {
  @usableFromInline let words: Span<PickleValue>

  @_lifetime(copy words)
  init(_ words: Span<PickleValue>) {
    self.words = words
  }

  /// How many entries there are.
  @inlinable
  package var count: Int { words.count / 2 }

  /// The places of the entries.
  @inlinable
  package var indices: Range<Int> { 0..<count }

  /// The entry at a place.
  @inlinable
  package subscript(index: Int) -> (key: PickleValue, value: PickleValue) {
    (words[2 * index], words[2 * index + 1])
  }
}
