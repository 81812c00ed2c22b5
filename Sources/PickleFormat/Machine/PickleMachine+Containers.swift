internal import ByteReading

extension PickleMachine {
  /// Makes a tuple of the last `count` values.
  mutating func pushTuple(of count: Int) throws(FormatError) {
    try pushTuple(from: try place(ofTop: count))
  }

  /// Makes a tuple of the values from a place on the stack on.
  mutating func pushTuple(from place: Int) throws(FormatError) {
    let count = stack.count - place
    if count == 0 { return push(try arena.makeTuple([])) }
    let start = try arena.beginTuple(of: count)
    arena.items.append(contentsOf: stack[place...])
    stack.removeSubrange(place...)
    push(PickleValue(.tuple, start))
  }

  /// Makes a container of the values above the mark.
  mutating func pushContainer(_ kind: PickleKind) throws(FormatError) {
    let place = try popToMark()
    guard kind != .dict || (stack.count - place).isMultiple(of: 2) else { throw oddItems() }
    let container = try arena.makeNode(PickleNode(kind))
    try arena.append(stack[place...], to: container)
    stack.removeSubrange(place...)
    push(container)
  }

  /// Appends the values from a place on to the list, or what behaves like one, below them.
  mutating func appendItems(from place: Int) throws(FormatError) {
    try extend(.list, from: place, orPart: 4)
  }

  /// Sets keys to values in the dictionary, or what behaves like one, below them.
  mutating func setItems(from place: Int) throws(FormatError) {
    guard (stack.count - place).isMultiple(of: 2) else { throw oddItems() }
    try extend(.dict, from: place, orPart: 5)
  }

  /// Adds the values above the mark to the set, or what behaves like one, below them.
  mutating func addItems() throws(FormatError) {
    try extend(.set, from: try popToMark(), orPart: 4)
  }

  /// Moves the values from a place on into the container below them; an object, whose class Python
  /// would ask to take them, keeps them in one of its parts.
  private mutating func extend(
    _ kind: PickleKind, from place: Int, orPart part: Int
  ) throws(FormatError) {
    guard place > fence else { throw failure(.malformed("no container on the stack")) }
    let target = arena.content(of: stack[place - 1])
    let found = arena.kind(of: target)
    if found == kind {
      try arena.append(stack[place...], to: target)
    } else if found == .object {
      note(changeOf: target)
      let start = arena.nodes[target.payload].start
      if !arena.items[start + part].exists {
        let items = try arena.makeNode(PickleNode(part == 5 ? .dict : .list))
        arena.items[start + part] = items
      }
      try arena.append(stack[place...], to: arena.items[start + part])
    } else if kind == .set, found == .list || found == .frozenSet || place == stack.count {
      throw failure(.malformed("items added to a \(found)"))
    } else {
      note(changeOf: target)
      throw failure(.malformed("items for a value of kind \(found)"))
    }
    stack.removeSubrange(place...)
  }

  private func oddItems() -> FormatError {
    failure(.malformed("an odd number of keys and values"))
  }
}
