internal import ByteReading

/// The opcodes that most pickles consist of, carried out one after the other with all that they need
/// at hand. Whatever is unusual about one, even that it is wrong, is left to `perform`, which carries
/// out all opcodes and does the same.
extension PickleMachine {
  /// Carries out opcodes for as long as they are frequent ones.
  ///
  /// - Parameter limit: The most opcodes to carry out.
  /// - Returns: How many were carried out.
  mutating func performFrequent(atMost limit: Int) -> Int {
    stack.makeRoom()
    memo.makeRoom()
    var step = Step(position: arena.input.position, count: stack.count, fence: stack.fence)
    step.filled = memo.filled
    let hasDenseMemo = memo.isDense
    // Taken for a while, so that neither is looked at as a whole each time a value is put into it.
    var stacked: [PickleValue] = []
    var remembered: [PickleValue] = []
    swap(&stacked, &stack.places)
    swap(&remembered, &memo.dense)
    var places = stacked.mutableSpan
    var dense = remembered.mutableSpan
    var steps = 0
    let end = arena.input.bytes.byteCount - Self.mostOfOpcode
    let top = places.count - 2
    while steps < limit, step.position < end, step.count < top {
      guard
        arena.perform(&step, places: &places, memo: &dense, hasDenseMemo: hasDenseMemo)
      else { break }
      steps += 1
    }
    swap(&stacked, &stack.places)
    swap(&remembered, &memo.dense)
    arena.input.position = step.position
    stack.count = step.count
    stack.fence = step.fence
    memo.filled = step.filled
    return steps
  }

  /// The most bytes of an opcode and the operands that are read without a look at what is left.
  static let mostOfOpcode = 10

  /// Where the machine is.
  struct Step {
    var position: Int
    var count: Int
    var fence: Int
    var filled = 0
    /// The last mark, if it stands on an empty container.
    var opened: Opened?

    /// What there was when a mark was made.
    struct Opened {
      let position: Int
      /// The mark's place on the stack.
      let place: Int
      let filled: Int
      let nodes: Int
      let items: Int
      let doubtful: Int
    }

    init(position: Int, count: Int, fence: Int) {
      self.position = position
      self.count = count
      self.fence = fence
    }
  }
}

extension PickleArena {
  /// Carries out one opcode, whose operands are there; false if it is left as it is.
  @inline(__always)
  fileprivate mutating func perform(
    _ step: inout PickleMachine.Step, places: inout MutableSpan<PickleValue>,
    memo: inout MutableSpan<PickleValue>, hasDenseMemo: Bool
  ) -> Bool {
    let bytes = input.bytes
    let place = step.position
    let operand = place &+ 1
    switch bytes.byte(at: place) {
    // MARK: Values
    case PickleOpcode.binInt1:
      // Small numbers come in rows.
      repeat {
        let value = Int(bytes.byte(at: step.position &+ 1))
        step.push(PickleValue(.small, value), 2, &places)
      } while step.mayGoOn(with: PickleOpcode.binInt1, bytes, places.count)
    case PickleOpcode.binInt2:
      let value = Int(bytes.number(at: operand, as: UInt16.self))
      step.push(PickleValue(.small, value), 3, &places)
    case PickleOpcode.binInt:
      let value = Int(bytes.number(at: operand, as: Int32.self))
      guard PickleValue.smallRange.contains(value) else { return false }
      step.push(PickleValue(.small, value), 5, &places)
    case PickleOpcode.binFloat:
      guard operand < PickleValue.inputLimit else { return false }
      repeat {
        step.push(PickleValue(.float, step.position &+ 1), 9, &places)
      } while step.mayGoOn(with: PickleOpcode.binFloat, bytes, places.count)
        && step.position < PickleValue.inputLimit
    case PickleOpcode.long1:
      let length = Int(bytes.byte(at: operand))
      guard length <= 8, let value = addInt(bytes.number(at: place &+ 2, as: UInt64.self), length)
      else { return false }
      step.push(value, 2 &+ length, &places)
    case PickleOpcode.none: step.push(.none, 1, &places)
    case PickleOpcode.newTrue: step.push(.true, 1, &places)
    case PickleOpcode.newFalse: step.push(.false, 1, &places)
    case PickleOpcode.shortBinUnicode, PickleOpcode.shortBinString:
      let length = Int(bytes.byte(at: operand))
      guard takeText(place, 2, length) else { return false }
      step.push(PickleValue(.text, place), 2 &+ length, &places)
    case PickleOpcode.binUnicode:
      let length = Int(bytes.number(at: operand, as: UInt32.self))
      guard takeText(place, 5, length) else { return false }
      step.push(PickleValue(.text, place), 5 &+ length, &places)
    case PickleOpcode.shortBinBytes:
      let length = Int(bytes.byte(at: operand))
      guard place < PickleValue.inputLimit, bytes.byteCount &- operand > length else {
        return false
      }
      if length > 0 { noteText(startingWith: bytes.byte(at: operand &+ 1)) }
      step.push(PickleValue(.bytes, place), 2 &+ length, &places)

    // MARK: The memo
    case PickleOpcode.memoize:
      return hasDenseMemo && step.put(step.filled, 1, places, &memo)
    case PickleOpcode.binPut:
      return hasDenseMemo && step.put(Int(bytes.byte(at: operand)), 2, places, &memo)
    case PickleOpcode.longBinPut:
      let index = Int(bytes.number(at: operand, as: UInt32.self))
      return hasDenseMemo && step.put(index, 5, places, &memo)
    case PickleOpcode.binGet:
      return get(Int(bytes.byte(at: operand)), 2, &step, &places, memo)
    case PickleOpcode.longBinGet:
      return get(Int(bytes.number(at: operand, as: UInt32.self)), 5, &step, &places, memo)

    // MARK: Containers
    case PickleOpcode.mark:
      if takeRepeated(&step, places) { return true }
      let fence = step.fence
      step.fence = step.count &+ 1
      step.push(PickleValue(bits: UInt32(truncatingIfNeeded: fence)), 1, &places)
    case PickleOpcode.emptyTuple:
      guard emptyTuple.exists else { return false }
      step.push(emptyTuple, 1, &places)
    case PickleOpcode.emptyList:
      guard let list = addNode(PickleNode(.list)) else { return false }
      step.push(list, 1, &places)
    case PickleOpcode.emptyDict:
      guard let dictionary = addNode(PickleNode(.dict)) else { return false }
      step.push(dictionary, 1, &places)
    case PickleOpcode.tuple1:
      return makeTuple(from: step.count &- 1, at: step.count &- 1, &step, &places)
    case PickleOpcode.tuple2:
      return makeTuple(from: step.count &- 2, at: step.count &- 2, &step, &places)
    case PickleOpcode.tuple3:
      return makeTuple(from: step.count &- 3, at: step.count &- 3, &step, &places)
    case PickleOpcode.tuple:
      return makeTuple(from: step.fence, at: step.fence &- 1, &step, &places)
    case PickleOpcode.append:
      return extend(.list, from: step.count &- 1, at: step.count &- 1, &step, places)
    case PickleOpcode.appends:
      return extend(.list, from: step.fence, at: step.fence &- 1, &step, places)
    case PickleOpcode.setItem:
      return extend(.dict, from: step.count &- 2, at: step.count &- 2, &step, places)
    case PickleOpcode.setItems:
      return extend(.dict, from: step.fence, at: step.fence &- 1, &step, places)
    case PickleOpcode.reduce:
      guard step.count &- 2 >= step.fence, journal == nil,
        let scalar = addScalar(places[step.count &- 2], places[step.count &- 1])
      else { return false }
      step.count &-= 2
      step.push(scalar, 1, &places)
    default: return false
    }
    return true
  }

  @inline(__always)
  private mutating func get(
    _ index: Int, _ length: Int, _ step: inout PickleMachine.Step,
    _ places: inout MutableSpan<PickleValue>, _ memo: borrowing MutableSpan<PickleValue>
  ) -> Bool {
    guard index < step.filled else { return false }
    let value = memo[index]
    share(value)
    step.push(value, length, &places)
    return true
  }

  /// Makes a tuple of the values from one place on, and puts it in that place or, if there is a mark
  /// before the values, in the place of the mark.
  @inline(__always)
  private mutating func makeTuple(
    from first: Int, at place: Int, _ step: inout PickleMachine.Step,
    _ places: inout MutableSpan<PickleValue>
  ) -> Bool {
    let count = step.count &- first
    guard first >= step.fence, place >= 0, items.count < PickleValue.payloadLimit,
      count < roomForItems
    else { return false }
    let tuple = addTuple(places.span.extracting(first..<step.count))
    if place < first { step.fence = Int(places[place].bits) }
    places[place] = tuple
    step.count = place &+ 1
    step.position &+= 1
    return true
  }

  /// Puts the values from one place on into the container before them; a mark may stand between.
  @inline(__always)
  private mutating func extend(
    _ kind: PickleKind, from first: Int, at place: Int, _ step: inout PickleMachine.Step,
    _ places: borrowing MutableSpan<PickleValue>
  ) -> Bool {
    guard first >= step.fence, place > 0 else { return false }
    let fence = place < first ? Int(places[place].bits) : step.fence
    guard place > fence else { return false }
    let target = places[place &- 1]
    let count = step.count &- first
    guard target.tag == .node, nodes[target.payload].kind == kind, count > 0,
      kind == .list || count & 1 == 0, count < roomForItems,
      add(places.span.extracting(first..<step.count), to: target)
    else { return false }
    if place < first { keepRepeated(target, place, count, step) }
    step.count = place
    step.fence = fence
    step.position &+= 1
    return true
  }

  /// Fills the empty container on top with what the mark at hand and the opcodes behind it have put
  /// into another one; false if they are not known.
  @inline(__always)
  private mutating func takeRepeated(
    _ step: inout PickleMachine.Step, _ places: borrowing MutableSpan<PickleValue>
  ) -> Bool {
    step.opened = nil
    guard step.count > step.fence, step.position < PickleValue.inputLimit else { return false }
    let target = places[step.count &- 1]
    guard target.tag == .node else { return false }
    let node = nodes[target.payload]
    guard node.count == 0, !node.hasGrown, node.kind == .dict || node.kind == .list else {
      return false
    }
    guard let run = repeated.find(at: step.position, in: input.bytes),
      run.container.kind == node.kind, run.container.count < roomForItems
    else {
      step.opened = PickleMachine.Step.Opened(
        position: step.position, place: step.count, filled: step.filled, nodes: nodes.count,
        items: items.count, doubtful: doubtful.count)
      return false
    }
    share(itemsOf: run.container, with: target)
    step.position &+= run.length
    return true
  }

  /// Keeps what was put into a container from a mark on, if it can be shared.
  @inline(__always)
  private mutating func keepRepeated(
    _ container: PickleValue, _ place: Int, _ count: Int, _ step: PickleMachine.Step
  ) {
    guard let opened = step.opened, opened.place == place, opened.filled == step.filled,
      opened.nodes == nodes.count, opened.items &+ count == items.count,
      opened.doubtful == doubtful.count, !nodes[container.payload].hasGrown
    else { return }
    repeated.keep(
      RepeatedRuns.Run(
        nodes[container.payload], from: opened.position, to: step.position &+ 1),
      of: input.bytes)
  }

  /// Whether text is there, and is such as needs no second look.
  @inline(__always)
  private mutating func takeText(_ place: Int, _ prefix: Int, _ length: Int) -> Bool {
    let start = place &+ prefix
    guard place < PickleValue.inputLimit, input.bytes.byteCount &- start >= length,
      input.bytes.extracting(start..<start &+ length).isASCII
    else { return false }
    if length > 0 { noteText(startingWith: input.bytes.byte(at: start)) }
    return true
  }

  /// Makes an integer of so many bytes of two's complement, the lowest of a word, if there is room.
  private mutating func addInt(_ word: UInt64, _ length: Int) -> PickleValue? {
    let spare = UInt64(truncatingIfNeeded: 64 &- 8 &* length)
    let value = Int(Int64(bitPattern: word << spare) >> Int64(truncatingIfNeeded: spare))
    if PickleValue.smallRange.contains(value) { return PickleValue(.small, value) }
    let payload = numbers.count + PickleValue.inputLimit
    guard payload < PickleValue.payloadLimit else { return nil }
    numbers.append(UInt64(bitPattern: Int64(value)))
    return PickleValue(.wide, payload)
  }

  /// Makes a node if there is room for it.
  private mutating func addNode(_ node: PickleNode) -> PickleValue? {
    guard nodes.count < PickleValue.payloadLimit else { return nil }
    nodes.append(node)
    return PickleValue(.node, nodes.count - 1)
  }
}

extension PickleMachine.Step {
  /// Pushes a value after an opcode of some length, operands and all.
  @inline(__always)
  mutating func push(
    _ value: PickleValue, _ length: Int, _ places: inout MutableSpan<PickleValue>
  ) {
    places[count] = value
    count &+= 1
    position &+= length
  }

  /// Whether the next opcode is a certain one, which has its operands, and there is room for a value.
  @inline(__always)
  func mayGoOn(with opcode: UInt8, _ bytes: RawSpan, _ room: Int) -> Bool {
    position &+ PickleMachine.mostOfOpcode < bytes.byteCount && count &+ 2 < room
      && bytes.byte(at: position) == opcode
  }

  /// Puts the value on top into the memo's next place; false if the number is another.
  @inline(__always)
  mutating func put(
    _ index: Int, _ length: Int, _ places: borrowing MutableSpan<PickleValue>,
    _ memo: inout MutableSpan<PickleValue>
  ) -> Bool {
    guard index == filled, index < memo.count, count > fence else { return false }
    memo[index] = places[count &- 1]
    filled &+= 1
    position &+= length
    return true
  }
}
