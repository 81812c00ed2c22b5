internal import RecordStreams

extension PickleJSON {
  /// Opens a tuple, or a value that has a node.
  mutating func beginContents(
    _ value: PickleValue, _ arena: borrowing PickleArena, _ closers: Int
  ) throws {
    if value.tag == .tuple {
      let start = value.payload + 1
      let range = start..<start + arena.tupleCount(value)
      return try beginItems(value, range, as: "$tuple", closers)
    }
    let node = arena.nodes[value.payload]
    if !isPlain, !arena.states.isEmpty, arena.states[value] != nil {
      json.beginObject()
      return try push(.stated, value, 0..<2, closers: closers)
    }
    try beginKnown(value, node, arena, closers)
  }

  mutating func beginKnown(
    _ value: PickleValue, _ node: PickleNode, _ arena: borrowing PickleArena, _ closers: Int
  ) throws {
    switch node.kind {
    case .list:
      json.beginArray()
      try push(.items, value, arena.extent(of: node), closers: closers)
    case .dict: try beginDictionary(value, arena.extent(of: node), arena, closers)
    case .set: try beginItems(value, arena.extent(of: node), as: "$set", closers)
    case .frozenSet: try beginItems(value, arena.extent(of: node), as: "$frozenset", closers)
    case .object:
      json.beginObject()
      try push(.parts, value, node.start..<node.start + PickleArena.objectSize, closers: closers)
    case .record: try beginRecord(value, node, arena, closers)
    case .persistent:
      json.beginObject()
      json.key("$persistent")
      try push(.fields, value, node.start..<node.start + 1, closers: closers)
    default: writeLeaf(value, node, arena)
    }
  }
}

extension PickleJSON {
  private mutating func beginItems(
    _ value: PickleValue, _ range: Range<Int>, as name: StaticString, _ closers: Int
  ) throws {
    if isPlain {
      json.beginArray()
      return try push(.items, value, range, closers: closers)
    }
    json.beginObject()
    json.key(name)
    json.beginArray()
    try push(.items, value, range, closers: closers + 1)
  }

  private mutating func beginDictionary(
    _ value: PickleValue, _ range: Range<Int>, _ arena: borrowing PickleArena, _ closers: Int
  ) throws {
    if isPlain || arena.hasOrdinaryKeys(range) {
      json.beginObject()
      return try push(.members, value, range, closers: closers)
    }
    json.beginObject()
    json.key("$dict")
    json.beginArray()
    try push(.pairs, value, range, closers: closers + 1)
  }

  private mutating func beginRecord(
    _ value: PickleValue, _ node: PickleNode, _ arena: borrowing PickleArena, _ closers: Int
  ) throws {
    guard let type = arena.recordType(value) else { return json.null() }
    let fields = node.start + 1..<node.start + 1 + node.count
    if isPlain {
      switch type.form {
      case .first: try begin(arena.items[fields.lowerBound], arena)
      case .content: try begin(arena.items[fields.lowerBound], arena)
      case .list:
        json.beginArray()
        try push(.items, value, fields, closers: closers)
      case .written(let write): write(arena, value, true, &json)
      }
      return
    }
    json.beginObject()
    json.key("$" + type.name)
    switch type.form {
    case .list:
      json.beginArray()
      try push(.items, value, fields, closers: closers + 1)
    case .written(let write):
      write(arena, value, false, &json)
      try push(.fields, value, fields.lowerBound + 1..<fields.upperBound, closers: closers)
    case .first, .content:
      try push(.fields, value, fields, closers: closers)
    }
  }

  // MARK: Going on

  /// Writes the next part of the innermost value, or closes it.
  mutating func step(_ arena: borrowing PickleArena) throws {
    let last = frames.count - 1
    let frame = frames[last]
    guard frame.next < frame.end else { return close(frame) }
    frames[last].next += 1
    switch frame.form {
    case .items: try begin(arena.items[frame.next], arena)
    case .members:
      frames[last].next += 1
      let key = arena.items[frame.next]
      if key.tag == .text, !arena.hasSurrogates(key) {
        json.key(validUTF8: arena.bytes(inRange: key.payload))
      } else {
        json.key(arena.keyText(key))
      }
      try begin(arena.items[frame.next + 1], arena)
    case .pairs:
      let isKey = (frame.end - frame.next).isMultiple(of: 2)
      if isKey { beginPair(last) }
      try begin(arena.items[frame.next], arena)
    case .parts: try stepParts(frame, arena)
    case .fields: try stepFields(frame, arena)
    case .stated:
      json.key(frame.next == 0 ? "$value" : "$state")
      if frame.next == 1 { return try begin(arena.states[frame.value] ?? .absent, arena) }
      try beginKnown(frame.value, arena.nodes[frame.value.payload], arena, 0)
    }
  }
}
