package import ByteReading

/// Containers and what is put into them.
extension PickleArena {
  /// Makes a tuple.
  package mutating func makeTuple(_ values: [PickleValue]) throws(FormatError) -> PickleValue {
    try makeTuple(values.span)
  }

  private mutating func makeTuple(_ values: Span<PickleValue>) throws(FormatError) -> PickleValue {
    guard items.count < PickleValue.payloadLimit else { throw full("tuples") }
    try checkItems(values.count)
    return addTuple(values)
  }

  /// Makes a tuple of values that lie together in an array.
  mutating func makeTuple(
    _ range: Range<Int>, of places: [PickleValue]
  ) throws(FormatError) -> PickleValue {
    try makeTuple(places.span.extracting(range))
  }

  /// Makes a tuple for which there is room.
  mutating func addTuple(_ values: Span<PickleValue>) -> PickleValue {
    if values.isEmpty, emptyTuple.exists { return emptyTuple }
    let tuple = PickleValue(.tuple, items.count)
    let count = values.count
    items.append(addingCapacity: count + 1) { (room: inout OutputSpan<PickleValue>) in
      room.append(PickleValue(bits: UInt32(truncatingIfNeeded: count)))
      room.append(all: values)
    }
    if values.isEmpty { emptyTuple = tuple }
    return tuple
  }

  /// Makes a list, set or dictionary; the items of a dictionary are keys and values in turn.
  package mutating func makeContainer(
    _ kind: PickleKind, _ values: [PickleValue] = []
  ) throws(FormatError) -> PickleValue {
    let container = try makeNode(PickleNode(kind))
    try append(values.span, to: container)
    return container
  }

  /// Appends values that lie together in an array to a list, set or dictionary.
  mutating func append(
    _ range: Range<Int>, of places: [PickleValue], to container: PickleValue
  ) throws(FormatError) {
    try append(places.span.extracting(range), to: container)
  }

  /// Appends to a list, set or dictionary.
  private mutating func append(
    _ values: Span<PickleValue>, to container: PickleValue
  ) throws(FormatError) {
    guard !values.isEmpty else { return }
    try checkItems(values.count)
    if add(values, to: container) { return }
    // Others have got in the way: move on, with room to grow.
    let node = nodes[container.payload]
    let extent = extent(of: node)
    let count = extent.count + values.count
    let start = items.count
    let capacity = 2 * count
    try checkItems(capacity)
    appendAgain(extent)
    append(values)
    items.append(contentsOf: repeatElement(.absent, count: capacity - count))
    place(container, node, start: start, count: count, capacity: capacity)
    checkKeys(start + extent.count..<start + count, of: container)
  }

  /// Appends to a list, set or dictionary for which there is room among the items; false if it would
  /// have to be moved.
  mutating func add(_ values: Span<PickleValue>, to container: PickleValue) -> Bool {
    let node = nodes[container.payload]
    let added: Range<Int>
    if !node.hasGrown, node.count == 0, values.count < PickleNode.countLimit {
      // The usual case: all items at once, when those of their items that are containers are full.
      added = items.count..<items.count + values.count
      nodes[container.payload] = node.moved(to: items.count, count: values.count)
      append(values)
    } else {
      let extent = extent(of: node)
      let count = extent.count + values.count
      if extent.isEmpty || extent.upperBound == items.count {
        let start = extent.isEmpty ? items.count : extent.lowerBound
        append(values)
        place(container, node, start: start, count: count, capacity: count)
        added = start + extent.count..<start + count
      } else if node.hasGrown, growths[node.start].capacity >= count {
        added = extent.upperBound..<extent.lowerBound + count
        for index in values.indices { items[added.lowerBound + index] = values[index] }
        growths[node.start].count = count
      } else {
        return false
      }
    }
    checkKeys(added, of: container)
    return true
  }

  private mutating func append(_ values: Span<PickleValue>) {
    items.append(addingCapacity: values.count) { (room: inout OutputSpan<PickleValue>) in
      room.append(all: values)
    }
  }

  /// Appends items that are there already. One after the other: a slice of the items would be a
  /// second owner of them all, and to append to what has two owners copies all of it.
  mutating func appendAgain(_ extent: Range<Int>) {
    for place in extent { items.append(items[place]) }
  }

  private mutating func place(
    _ container: PickleValue, _ node: PickleNode, start: Int, count: Int, capacity: Int
  ) {
    if node.hasGrown {
      growths[node.start] = PickleNode.Growth(start: start, count: count, capacity: capacity)
    } else if capacity > count || count >= PickleNode.countLimit {
      growths.append(PickleNode.Growth(start: start, count: count, capacity: capacity))
      var grown = node.moved(to: growths.count - 1, count: 0)
      grown.hasGrown = true
      nodes[container.payload] = grown
    } else {
      nodes[container.payload] = node.moved(to: start, count: count)
    }
  }

  func checkItems(_ count: Int) throws(FormatError) {
    guard count <= roomForItems else {
      throw FormatError(.overLimit("more than \(itemLimit) items (--max-items)"), at: input.offset)
    }
  }

  /// How many items there may be.
  private var itemLimit: Int { min(limits.items, PickleNode.startLimit) }

  /// How many more items there may be; those that containers share count for each of them.
  var roomForItems: Int { itemLimit - items.count - sharedItems }

  /// Fills an empty container with what another one of its kind holds, which is not copied: items
  /// stay as they are where they are, and containers that grow leave them behind.
  mutating func share(itemsOf node: PickleNode, with container: PickleValue) {
    nodes[container.payload] = nodes[container.payload].moved(to: node.start, count: node.count)
    sharedItems += node.count
  }
}
