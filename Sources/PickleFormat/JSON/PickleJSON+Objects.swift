internal import RecordStreams

extension PickleJSON {
  /// Writes the next part of an object that has stayed data, if it has it.
  mutating func stepParts(_ frame: Frame, _ arena: borrowing PickleArena) throws {
    let part = arena.items[frame.next]
    guard part.exists else { return }
    let index = frame.next - arena.nodes[frame.value.payload].start
    switch index {
    case 0:
      guard let name = arena.globalName(part) else {
        json.key("$call")
        return try begin(part, arena)
      }
      json.key("$class")
      json.string(name.description)
    case 1:
      json.key("args")
      guard part.tag == .tuple, !arena.isShared(part) else { return try begin(part, arena) }
      json.beginArray()
      let start = part.payload + 1
      try push(.items, part, start..<start + arena.tupleCount(part), closers: 0)
    default:
      json.key(Self.partNames[index])
      try begin(part, arena)
    }
  }

  private static let partNames: [StaticString] = [
    "$class", "args", "kwargs", "state", "items", "entries",
  ]

  /// Writes the next field of a record, if it has it.
  mutating func stepFields(_ frame: Frame, _ arena: borrowing PickleArena) throws {
    let field = arena.items[frame.next]
    guard let type = arena.recordType(frame.value) else { return try begin(field, arena) }
    let index = frame.next - arena.nodes[frame.value.payload].start - 1
    guard index > 0 else {
      return type.holdsContent ? try beginContent(field, arena) : try begin(field, arena)
    }
    guard field.exists, index <= type.fieldNames.count else { return }
    json.key(type.fieldNames[index - 1])
    try begin(field, arena)
  }

  /// Opens the container that a record stands for: an array of items or of pairs.
  private mutating func beginContent(
    _ content: PickleValue, _ arena: borrowing PickleArena
  ) throws {
    let node = arena.nodes[content.payload]
    json.beginArray()
    try push(
      node.kind == .dict ? .pairs : .items, content, arena.extent(of: node), closers: 0)
  }

  mutating func beginPair(_ index: Int) {
    if frames[index].hasPair { json.endArray() }
    json.beginArray()
    frames[index].hasPair = true
  }

  /// Ends a container whose parts have all been written.
  mutating func close(_ frame: Frame) {
    switch frame.form {
    case .items: json.endArray()
    case .pairs:
      if frame.hasPair { json.endArray() }
      json.endArray()
    case .members, .parts, .fields, .stated: json.endObject()
    }
    pop()
  }
}
