internal import ByteReading

extension PickleFamily {
  /// The containers of Python's `collections`.
  package static let collections = PickleFamily(
    [
      PickleBuilder(["collections"], "OrderedDict") { arena, call in
        try arena.makeMapping(.orderedDict, call)
      },
      PickleBuilder(["collections"], "Counter") { arena, call in
        try arena.makeMapping(.counter, call)
      },
      PickleBuilder(["collections"], "defaultdict") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count <= 2 else { return nil }
        let factory = arguments.count > 0 ? arguments[0] : .none
        let given = arguments.count > 1 ? arguments[1] : .absent
        guard let content = try arena.mapping(given) else { return nil }
        return try arena.makeRecord(.defaultDict, [content, factory])
      },
      PickleBuilder(["collections"], "deque") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count <= 2 else { return nil }
        let limit = arguments.count > 1 ? arguments[1] : .none
        var values: [PickleValue] = []
        if arguments.count > 0 {
          guard let given = arena.itemArray(arguments[0]) else { return nil }
          values = given
        }
        let content = try arena.makeContainer(.list, values)
        return try arena.makeRecord(.deque, [content, limit == .none ? .absent : limit])
      },
    ],
    types: [.orderedDict, .counter, .defaultDict, .deque])
}

extension PickleRecordType {
  /// `collections.OrderedDict`: the dictionary.
  package static let orderedDict = PickleRecordType(3, "OrderedDict", form: .content)
  /// `collections.Counter`: the dictionary of counts.
  package static let counter = PickleRecordType(4, "Counter", form: .content)
  /// `collections.defaultdict`: the dictionary, and the class or function of missing values.
  package static let defaultDict = PickleRecordType(
    5, "defaultdict", fields: ["default"], form: .content)
  /// `collections.deque`: the list, and how long it may get.
  package static let deque = PickleRecordType(6, "deque", fields: ["maxlen"], form: .content)
}

extension PickleArena {
  fileprivate mutating func makeMapping(
    _ type: PickleRecordType, _ call: PickleCall
  ) throws(FormatError) -> PickleValue? {
    let arguments = arguments(of: call)
    guard arguments.count <= 1, !call.keywords.exists else { return nil }
    guard let content = try mapping(arguments.count == 1 ? arguments[0] : .absent) else {
      return nil
    }
    return try makeRecord(type, [content])
  }

  /// A dictionary of its own with the entries of another one, or of a list of pairs.
  fileprivate mutating func mapping(_ given: PickleValue) throws(FormatError) -> PickleValue? {
    guard given.exists else { return try makeContainer(.dict) }
    var words: [PickleValue] = []
    if let node = node(content(of: given), of: .dict) {
      words = Array(items[extent(of: node)])
    } else if let pairs = itemArray(given) {
      for pair in pairs {
        guard let pair = itemArray(pair), pair.count == 2 else { return nil }
        words += pair
      }
    } else {
      return nil
    }
    return try makeContainer(.dict, words)
  }
}
