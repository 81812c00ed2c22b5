extension PickleArena {
  /// The name of a class or function, or of the class of an object; `nil` for all else.
  package func className(_ value: PickleValue) -> PickleClassName? {
    if let node = node(value, of: .object) { return className(items[node.start]) }
    guard let node = node(value, of: .global) else { return nil }
    return globals[node.start].name
  }

  /// Whether a value is this class or function itself, not an object of it.
  package func isGlobal(_ value: PickleValue, _ module: String, _ name: String) -> Bool {
    guard let node = node(value, of: .global) else { return false }
    return globals[node.start].name == PickleClassName(module, name)
  }

  /// What an object is an object of, or what was called for it: mostly a class, whose handle is the
  /// same for all objects of the class. Absent for all else.
  package func classValue(_ object: PickleValue) -> PickleValue { part(0, of: object) }

  /// The arguments that an object was made with: a tuple. Absent if there are none.
  package func arguments(_ object: PickleValue) -> PickleValue { part(1, of: object) }

  /// The keyword arguments that an object was made with: a dictionary. Absent if there are none.
  package func keywords(_ object: PickleValue) -> PickleValue { part(2, of: object) }

  /// What `BUILD` gave to a value, mostly the dictionary of its attributes, or a pair of that and
  /// the dictionary of its slots. Absent if there is none.
  package func state(_ value: PickleValue) -> PickleValue {
    let state = part(3, of: value)
    return state.exists ? state : states[value] ?? .absent
  }

  /// A list of the items that were appended to an object. Absent if there are none.
  package func appendedItems(_ object: PickleValue) -> PickleValue { part(4, of: object) }

  /// A dictionary of what was set in an object by key. Absent if there are none.
  package func setEntries(_ object: PickleValue) -> PickleValue { part(5, of: object) }

  /// An attribute of an object by its name; absent if there is none.
  package func attribute(_ name: StaticString, of object: PickleValue) -> PickleValue {
    let state = state(object)
    if state.tag == .tuple {
      let parts = tupleItems(state)
      for index in parts.indices {
        let found = value(forKey: name, in: parts[index])
        if found.exists { return found }
      }
      return .absent
    }
    return value(forKey: name, in: state)
  }

  func part(_ index: Int, of object: PickleValue) -> PickleValue {
    guard let node = node(object, of: .object) else { return .absent }
    return items[node.start + index]
  }

  /// The parts of an object among the items: class, arguments, keywords, state, list, dictionary.
  static let objectSize = 6

  // MARK: Records

  /// What a value is that a builder made, or `nil` if none did.
  package func recordType(_ value: PickleValue) -> PickleRecordType? {
    guard let node = node(value, of: .record) else { return nil }
    return builders.type(recordNumber(node))
  }

  /// Whether a value is of a type, which is quicker to tell than what type it is of.
  func isRecord(_ value: PickleValue, _ type: PickleRecordType) -> Bool {
    guard let node = node(value, of: .record) else { return false }
    return recordNumber(node) == type.id
  }

  /// The number of a record's type. The word before the fields has room for more above it.
  func recordNumber(_ node: PickleNode) -> Int { Int(items[node.start].bits & 0x7F) }

  /// The fields of a value that a builder made; see its type for what they are.
  @_lifetime(borrow self)
  package func fields(_ value: PickleValue) -> Span<PickleValue>? {
    guard let node = node(value, of: .record) else { return nil }
    return items.span.extracting(node.start + 1..<node.start + 1 + node.count)
  }

  // MARK: What lies elsewhere

  /// The id that stands for something outside of the pickle; absent for all else.
  package func persistentID(_ value: PickleValue) -> PickleValue {
    guard let node = node(value, of: .persistent) else { return .absent }
    return items[node.start]
  }

  /// The number of a buffer outside of the pickle, and whether it may be written to.
  package func buffer(_ value: PickleValue) -> (index: Int, isReadOnly: Bool)? {
    guard let node = node(value, of: .buffer) else { return nil }
    return (node.start, node.count == 1)
  }

  /// The code of the extension registry, or `nil` if it is something else.
  package func extensionCode(_ value: PickleValue) -> Int? {
    node(value, of: .extensionCode)?.start
  }
}
