internal import ByteReading

extension PickleMachine {
  /// Makes a tuple of the last `count` values.
  mutating func pushTuple(of count: Int) throws(FormatError) {
    let values = try places(ofTop: count)
    let tuple = try arena.makeTuple(values, of: stack.places)
    stack.cut(to: values.lowerBound)
    push(tuple)
  }

  /// Makes a tuple of the values above the mark.
  mutating func pushTuple() throws(FormatError) {
    let values = try popToMark()
    let tuple = try arena.makeTuple(values, of: stack.places)
    stack.cut(to: values.lowerBound - 1)
    push(tuple)
  }

  /// Makes a container of the values above the mark.
  mutating func pushContainer(_ kind: PickleKind) throws(FormatError) {
    let values = try popToMark()
    guard kind != .dict || values.count.isMultiple(of: 2) else { throw oddItems() }
    let container = try arena.makeNode(PickleNode(kind))
    try arena.append(values, of: stack.places, to: container)
    stack.cut(to: values.lowerBound - 1)
    push(container)
  }

  /// Appends the value on top to the list, or what behaves like one, below it.
  mutating func appendItem() throws(FormatError) {
    let value = try places(ofTop: 1)
    try extend(.list, by: value, at: value.lowerBound - 1, orPart: 4)
  }

  /// Appends the values above the mark to the list, or what behaves like one, below it.
  mutating func appendItems() throws(FormatError) {
    let values = try popToMark()
    try extend(.list, by: values, at: values.lowerBound - 2, orPart: 4)
  }

  /// Sets a key to a value in the dictionary, or what behaves like one, below them.
  mutating func setItem() throws(FormatError) {
    let entry = try places(ofTop: 2)
    try extend(.dict, by: entry, at: entry.lowerBound - 1, orPart: 5)
  }

  /// Sets the keys above the mark to the values in the dictionary, or what behaves like one, below
  /// it.
  mutating func setItems() throws(FormatError) {
    let entries = try popToMark()
    guard entries.count.isMultiple(of: 2) else { throw oddItems() }
    try extend(.dict, by: entries, at: entries.lowerBound - 2, orPart: 5)
  }

  /// Adds the values above the mark to the set, or what behaves like one, below it.
  mutating func addItems() throws(FormatError) {
    let values = try popToMark()
    try extend(.set, by: values, at: values.lowerBound - 2, orPart: 4)
  }

  /// Moves values from the stack into a container below them; an object, whose class Python would
  /// ask to take them, keeps them in one of its parts.
  private mutating func extend(
    _ kind: PickleKind, by values: Range<Int>, at place: Int, orPart part: Int
  ) throws(FormatError) {
    guard place >= stack.fence else { throw failure(.malformed("no container on the stack")) }
    let target = arena.content(of: stack.places[place])
    let found = arena.kind(of: target)
    if found == kind {
      try arena.append(values, of: stack.places, to: target)
    } else if found == .object {
      note(changeOf: target)
      let start = arena.nodes[target.payload].start
      if !arena.items[start + part].exists {
        let items = try arena.makeNode(PickleNode(part == 5 ? .dict : .list))
        arena.items[start + part] = items
      }
      try arena.append(values, of: stack.places, to: arena.items[start + part])
    } else if kind == .set, found == .list || found == .frozenSet || values.isEmpty {
      throw failure(.malformed("items added to a \(found)"))
    } else {
      note(changeOf: target)
      throw failure(.malformed("items for a value of kind \(found)"))
    }
    stack.cut(to: place + 1)
  }

  private func oddItems() -> FormatError {
    failure(.malformed("an odd number of keys and values"))
  }
}
