internal import ByteReading
internal import RecordStreams

/// The kinds of values that most pickles consist of, written one after the other into storage of a
/// fixed size. Whatever is unusual, even that a limit is reached, is left to `step`, which writes
/// values of all kinds and does the same.
extension PickleJSON {
  /// How writing the frequent kinds ended.
  enum Pause {
    /// All is written.
    case end
    /// The storage is full.
    case full
    /// What comes next is for `step`.
    case unusual
  }

  /// The bytes of text that are sent on at once.
  static let storageSize = 1 << 17

  /// Writes on, from the innermost open container, for as long as values are of frequent kinds.
  ///
  /// - Returns: Why it ended, and how many bytes of the storage are text.
  mutating func writeFrequent(_ arena: borrowing PickleArena) -> (pause: Pause, count: Int) {
    guard var frame = frames.popLast() else { return (.end, 0) }
    var outer: [Frame] = []
    var space: [UInt8] = []
    swap(&outer, &frames)
    swap(&space, &storage)
    var memory = space.mutableSpan
    var pen = JSONPen(&memory, isCommaDue: json.isCommaDue)
    let reader = FrequentValues(isPlain: isPlain, mayRepeat: isPlain || hasAnchors)
    var pause = Pause.full
    while pen.room > 4 * JSONPen.mostOfToken {
      guard frame.isFrequent else {
        pause = .unusual
        break
      }
      if frame.next == frame.end {
        frame.close(&pen)
        if let next = outer.popLast() {
          frame = next
          continue
        }
        pause = .end
        break
      }
      if frame.form == .items {
        frame.next = reader.writeNumbers(frame.next..<frame.end, arena, &pen)
        if frame.next == frame.end || pen.room <= 4 * JSONPen.mostOfToken { continue }
      }
      let before = pen.place
      let hadPair = frame.hasPair
      let place = frame.form == .members ? frame.next + 1 : frame.next
      let value = arena.items[place]
      if let (inner, opening) = reader.container(value, arena) {
        let length = inner.end - inner.next
        if outer.count + 1 < limits.depth, written + length < limits.items,
          frame.beginPart(arena, &pen)
        {
          written += length + 1
          if let opening {
            pen.open(opening)
          } else {
            pen.open(inner.form == .members ? UInt8(ascii: "{") : UInt8(ascii: "["))
          }
          frame.next = place + 1
          outer.append(frame)
          frame = inner
          continue
        }
      } else if frame.beginPart(arena, &pen), reader.writeLeaf(value, arena, &pen) {
        frame.next = place + 1
        continue
      }
      // Perhaps it is only that there was too little room.
      pen.goBack(to: before)
      frame.hasPair = hadPair
      if pen.count == 0 || !reader.isLeaf(value) { pause = .unusual }
      break
    }
    let count = pen.count
    json.isCommaDue = pen.isCommaDue
    if pause != .end { outer.append(frame) }
    swap(&outer, &frames)
    swap(&space, &storage)
    return (pause, count)
  }
}

extension PickleJSON.Frame {
  /// Whether its parts are written here.
  fileprivate var isFrequent: Bool {
    switch form {
    case .items, .members, .pairs: !isOpen
    default: false
    }
  }

  /// Writes what stands before the next part; false if it is unusual.
  @inline(__always)
  fileprivate mutating func beginPart(
    _ arena: borrowing PickleArena, _ pen: inout JSONPen
  ) -> Bool {
    switch form {
    case .members:
      let key = arena.items[next]
      return key.tag == .text && !arena.hasSurrogates(key)
        && pen.text(arena.bytes(inRange: key.payload), isKey: true)
    case .pairs:
      guard (end - next).isMultiple(of: 2) else { return true }
      if hasPair { pen.close(UInt8(ascii: "]")) }
      pen.open(UInt8(ascii: "["))
      hasPair = true
      return true
    default: return true
    }
  }

  fileprivate func close(_ pen: inout JSONPen) {
    if form == .pairs, hasPair { pen.close(UInt8(ascii: "]")) }
    pen.close(form == .members ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    for _ in 0..<closers { pen.close(UInt8(ascii: "}")) }
  }
}

/// What is written at once, and how.
private struct FrequentValues {
  let isPlain: Bool
  /// Whether a value that is shared may need to be referred to, or not to be written.
  let mayRepeat: Bool

  /// How a container is written, and what opens it if it is not a bracket alone; `nil` if the value
  /// is none, or an unusual one.
  @inline(__always)
  func container(
    _ value: PickleValue, _ arena: borrowing PickleArena
  ) -> (frame: PickleJSON.Frame, opening: StaticString?)? {
    if value.tag == .tuple {
      guard !(mayRepeat && arena.isShared(value)) else { return nil }
      let start = value.payload + 1
      return items(value, start..<start + arena.tupleCount(value), "{\"$tuple\":[")
    }
    guard value.tag == .node else { return nil }
    let node = arena.nodes[value.payload]
    guard !(mayRepeat && node.isShared), isPlain || arena.states.isEmpty else { return nil }
    switch node.kind {
    case .list: return (frame(.items, value, arena.extent(of: node), 0), nil)
    case .dict:
      let range = arena.extent(of: node)
      return isPlain || arena.hasOrdinaryKeys(range)
        ? (frame(.members, value, range, 0), nil)
        : (frame(.pairs, value, range, 1), "{\"$dict\":[")
    case .set: return items(value, arena.extent(of: node), "{\"$set\":[")
    case .frozenSet: return items(value, arena.extent(of: node), "{\"$frozenset\":[")
    default: return nil
    }
  }

  private func items(
    _ value: PickleValue, _ range: Range<Int>, _ opening: StaticString
  ) -> (frame: PickleJSON.Frame, opening: StaticString?) {
    isPlain
      ? (frame(.items, value, range, 0), nil) : (frame(.items, value, range, 1), opening)
  }

  private func frame(
    _ form: PickleJSON.Frame.Form, _ value: PickleValue, _ range: Range<Int>, _ closers: Int
  ) -> PickleJSON.Frame {
    PickleJSON.Frame(
      form: form, value: value, next: range.lowerBound, end: range.upperBound, closers: closers)
  }

  /// Writes items for as long as they are numbers, and there is room.
  ///
  /// - Returns: Where the first lies that is not written.
  @inline(__always)
  func writeNumbers(
    _ range: Range<Int>, _ arena: borrowing PickleArena, _ pen: inout JSONPen
  ) -> Int {
    for place in range {
      guard pen.room > 4 * JSONPen.mostOfToken else { return place }
      let value = arena.items[place]
      if value.tag == .small {
        pen.int(value.small)
      } else if value.tag == .float {
        let number = Double(bitPattern: arena.floatBits(value.payload))
        guard number.isFinite else { return place }
        pen.double(number)
      } else {
        return place
      }
    }
    return range.upperBound
  }

  /// Whether a value has no items.
  func isLeaf(_ value: PickleValue) -> Bool { value.tag != .tuple && value.tag != .node }

  /// Writes a value without items; false if it is unusual, or there is too little room.
  @inline(__always)
  func writeLeaf(
    _ value: PickleValue, _ arena: borrowing PickleArena, _ pen: inout JSONPen
  ) -> Bool {
    switch value.tag {
    case .small: pen.int(value.small)
    case .float:
      let number = Double(bitPattern: arena.floatBits(value.payload))
      guard number.isFinite else { return false }
      pen.double(number)
    case .text:
      guard !arena.hasSurrogates(value) else { return false }
      return pen.text(arena.bytes(inRange: value.payload))
    case .constant: pen.word(value == .true ? "true" : value == .false ? "false" : "null")
    case .wide:
      let number = Int(truncatingIfNeeded: arena.wideBits(value.payload))
      guard isPlain || number.magnitude < 1 << 53 else { return false }
      pen.int(number)
    case .node: return writeScalar(value, arena, &pen)
    default: return false
    }
    return true
  }

  /// Writes a scalar of numpy's.
  private func writeScalar(
    _ value: PickleValue, _ arena: borrowing PickleArena, _ pen: inout JSONPen
  ) -> Bool {
    guard let index = arena.scalarType(of: value) else { return false }
    let type = arena.scalarTypes[index]
    guard type.form != .other, type.short.tag == .text,
      let bytes = arena.bytes(arena.scalarData(value))
    else { return false }
    if !isPlain { pen.open("{\"$scalar\":") }
    switch type.form {
    case .double: pen.double(Double(bitPattern: bytes.number(at: 0, as: UInt64.self)))
    case .single:
      pen.double(Double(Float(bitPattern: bytes.number(at: 0, as: UInt32.self))))
    case .signed: pen.int(Int(bytes.number(at: 0, as: Int64.self)))
    case .bool: pen.word(bytes.byte(at: 0) != 0 ? "true" : "false")
    case .unsigned:
      guard let number = Int(exactly: bytes.number(at: 0, as: UInt64.self)) else { return false }
      pen.int(number)
    case .other: return false
    }
    if isPlain { return true }
    pen.key("dtype")
    guard pen.text(arena.bytes(inRange: type.short.payload)) else { return false }
    pen.close(UInt8(ascii: "}"))
    return true
  }
}
