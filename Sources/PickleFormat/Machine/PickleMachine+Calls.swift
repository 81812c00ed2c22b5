internal import ByteReading

/// The opcodes that make Python import and call. Here they make data.
extension PickleMachine {
  // MARK: Names

  mutating func pushGlobal(_ module: String, _ name: String) throws(FormatError) {
    push(try global(PickleClassName(module, name)))
  }

  mutating func pushStackGlobal() throws(FormatError) {
    let name = try pop()
    let module = try pop()
    guard let module = arena.string(module), let name = arena.string(name) else {
      throw failure(.malformed("a class whose module and name are no texts"))
    }
    try pushGlobal(module, name)
  }

  /// The one handle of a class or function in this pickle.
  private mutating func global(_ name: PickleClassName) throws(FormatError) -> PickleValue {
    arena.journal?.note(.imports(name), at: place)
    if let known = arena.globalsByName[name] { return known }
    let builder = arena.builders.builder(for: name)
    arena.globals.append(
      PickleGlobal(
        name: name, builder: builder, makesScalars: builder?.makesScalars ?? false))
    let value = try arena.makeNode(PickleNode(.global, start: arena.globals.count - 1))
    arena.globalsByName[name] = value
    return value
  }

  mutating func pushExtension(_ code: Int) throws(FormatError) {
    guard code > 0 else { throw failure(.malformed("extension code \(code)")) }
    arena.journal?.note(.looksUp(code: code), at: place)
    push(try arena.makeNode(PickleNode(.extensionCode, start: code)))
  }

  mutating func pushPersistent(_ id: PickleValue) throws(FormatError) {
    if arena.journal != nil {
      let isStorage =
        id.tag == .tuple && arena.tupleCount(id) >= 5
        && arena.isText(arena.tupleItems(id)[0], "storage")
      let words = arena.brief(id)
      arena.journal?.note(.asksFor(id: words, isStorage: isStorage), at: place)
    }
    try arena.checkItems(1)
    arena.items.append(id)
    push(try arena.makeNode(PickleNode(.persistent, start: arena.items.count - 1, count: 1)))
  }

  /// Pushes the next buffer outside of the pickle: its bytes if they are known, which may be
  /// changed until it is said that they may not, or else its number.
  mutating func pushBuffer() throws(FormatError) {
    let index = bufferCount
    bufferCount += 1
    guard index < buffers.count else {
      return push(try arena.makeNode(PickleNode(.buffer, start: index)))
    }
    push(try arena.makeByteArray(try arena.makeBytes(buffers[index])))
  }

  mutating func markReadOnly() throws(FormatError) {
    let value = try top()
    if let (index, _) = arena.buffer(value) {
      arena.nodes[value.payload] = PickleNode(.buffer, start: index, count: 1)
    } else if bufferCount > 0, bufferCount <= buffers.count,
      let node = arena.node(value, of: .byteArray)
    {
      stack.places[stack.count - 1] = PickleValue(.bytes, node.start)
    }
  }

  // MARK: Calls

  mutating func reduce() throws(FormatError) {
    let arguments = try pop()
    let callee = try pop()
    try call(PickleCall(way: .reduce, callee: callee, arguments: arguments, keywords: .absent))
  }

  mutating func makeNew(hasKeywords: Bool) throws(FormatError) {
    let keywords = hasKeywords ? try pop() : .absent
    let arguments = try pop()
    let callee = try pop()
    guard keywords == .absent || arena.kind(of: keywords) == .dict else {
      throw failure(.malformed("keyword arguments that are no dictionary"))
    }
    try call(PickleCall(way: .new, callee: callee, arguments: arguments, keywords: keywords))
  }

  mutating func makeOld() throws(FormatError) {
    let values = try popToMark()
    guard !values.isEmpty else { throw failure(.malformed("no class after the mark")) }
    let callee = stack.places[values.lowerBound]
    let arguments = try arena.makeTuple(
      values.lowerBound + 1..<values.upperBound, of: stack.places)
    stack.cut(to: values.lowerBound - 1)
    try call(PickleCall(way: .instance, callee: callee, arguments: arguments, keywords: .absent))
  }

  mutating func instantiate(_ module: String, _ name: String) throws(FormatError) {
    let callee = try global(PickleClassName(module, name))
    try pushTuple()
    let arguments = try pop()
    try call(PickleCall(way: .instance, callee: callee, arguments: arguments, keywords: .absent))
  }

  /// Pushes what a call becomes: what the builder of its class makes of it, or an object.
  private mutating func call(_ call: PickleCall) throws(FormatError) {
    guard call.arguments.tag == .tuple else {
      throw failure(.malformed("arguments that are no tuple"))
    }
    note(callOf: call.callee)
    lookInto(call)
    if let node = arena.node(call.callee, of: .global),
      let builder = arena.globals[node.start].builder, let value = try make(call, by: builder)
    {
      return push(value)
    }
    push(
      try arena.makeObject(
        of: call.callee, arguments: call.arguments, keywords: call.keywords))
  }

  /// Gives a state to the value below it.
  mutating func build() throws(FormatError) {
    let state = try pop()
    let target = try top()
    if let type = arena.recordType(target), try build(target, state, by: type.build) { return }
    note(changeOf: target)
    if let node = arena.node(target, of: .object) {
      if let owner = arena.node(arena.items[node.start], of: .global),
        try build(target, state, by: arena.globals[owner.start].builder?.build)
      {
        return
      }
      arena.items[node.start + 3] = state
    } else if target.tag == .node {
      arena.states[target] = state
    } else {
      throw failure(.malformed("a state for a value of kind \(arena.kind(of: target))"))
    }
  }

  private mutating func make(
    _ call: PickleCall, by builder: PickleBuilder
  ) throws(FormatError) -> PickleValue? {
    do {
      return try builder.make(&arena, call)
    } catch {
      throw formatError(error)
    }
  }

  private mutating func build(
    _ target: PickleValue, _ state: PickleValue, by build: PickleRecordType.Build?
  ) throws(FormatError) -> Bool {
    guard let build else { return false }
    do {
      return try build(&arena, target, state)
    } catch {
      throw formatError(error)
    }
  }

  private func formatError(_ error: any Error) -> FormatError {
    error as? FormatError ?? failure(.malformed("\(error)"))
  }

  // MARK: The journal

  private mutating func note(callOf callee: PickleValue) {
    guard arena.journal != nil else { return }
    let event: PickleJournal.Event =
      if let name = arena.globalName(callee) { .calls(name) } else {
        .callsOther(arena.brief(callee))
      }
    arena.journal?.note(event, at: place)
  }

  /// Notes that a value would be asked to change itself, unless it is of a kind that is known.
  mutating func note(changeOf target: PickleValue) {
    guard arena.journal != nil else { return }
    let event: PickleJournal.Event
    switch arena.kind(of: target) {
    case .global:
      guard let name = arena.globalName(target) else { return }
      event = .changes(name)
    case .object:
      // Its class was called, which is noted already.
      if arena.globalName(arena.classValue(target)) != nil { return }
      event = .callsOther(arena.brief(target))
    case .record, .list, .dict, .set, .frozenSet, .tuple: return
    default: event = .callsOther(arena.brief(target))
    }
    arena.journal?.note(event, at: place)
  }
}

extension PickleArena {
  /// The name of a class or function, not of an object's class.
  func globalName(_ value: PickleValue) -> PickleClassName? {
    guard let node = node(value, of: .global) else { return nil }
    return globals[node.start].name
  }

  /// A value in a few words, for messages.
  func brief(_ value: PickleValue) -> String {
    switch kind(of: value) {
    case .text: "'\((string(value) ?? "").prefix(60))'"
    case .int: "\(int(value) ?? 0)"
    case .global: "\(globalName(value)?.description ?? "")"
    case .extensionCode: "extension code \(extensionCode(value) ?? 0)"
    case .object:
      if let name = className(value) {
        "the result of \(name)"
      } else {
        "the result of a call of another result"
      }
    case .tuple:
      "a tuple of \(tupleCount(value))"
        + (tupleCount(value) > 0 && tupleItems(value)[0].tag == .text
          ? " that begins with \(brief(tupleItems(value)[0]))" : "")
    default: "a value of kind \(kind(of: value))"
    }
  }
}

extension PickleJournal {
  mutating func note(_ event: Event, at offset: Int) { events.append((event, offset)) }
}
