package import ByteReading

extension PickleFamily {
  /// Python's built-in types, and the functions that its own pickling leans on.
  package static let builtins = PickleFamily(
    [
      PickleBuilder(builtinModules, "set") { try $0.makeContainer(.set, ofArgumentOf: $1) },
      PickleBuilder(builtinModules, "frozenset") {
        try $0.makeContainer(.frozenSet, ofArgumentOf: $1)
      },
      PickleBuilder(builtinModules, "bytearray") { arena, call in
        let arguments = arena.arguments(of: call)
        switch arguments.count {
        case 0: return try arena.makeByteArray(try arena.makeBytes([]))
        case 1 where arguments[0].tag == .bytes: return try arena.makeByteArray(arguments[0])
        case 2:
          guard let bytes = try arena.encode(arguments[0], as: arguments[1]) else { return nil }
          return try arena.makeByteArray(bytes)
        default: return nil
        }
      },
      PickleBuilder(builtinModules, "bytes") { arena, call in
        let arguments = arena.arguments(of: call)
        if arguments.count == 0 { return try arena.makeBytes([]) }
        guard arguments.count == 1 else { return nil }
        let only = arguments[0]
        return only.tag == .bytes ? only : try arena.bytes(ofIntegers: only)
      },
      PickleBuilder(builtinModules, "slice") {
        try $0.makeRecord(.slice, $1, 3...3) { [.none, .int, .bool].contains($0.kind(of: $1)) }
      },
      PickleBuilder(builtinModules, "range", make: range),
      PickleBuilder(["__builtin__"], "xrange", make: range),
      PickleBuilder(["_codecs"], "encode") { arena, call in
        let arguments = arena.arguments(of: call)
        guard arguments.count == 2 else { return nil }
        return try arena.encode(arguments[0], as: arguments[1])
      },
      PickleBuilder(["copyreg", "copy_reg"], "_reconstructor", make: reconstruct),
      // Their names stand where a class is wanted, such as the default of a `defaultdict`.
    ]
      + ["object", "int", "float", "str", "list", "dict", "tuple", "bool"].map {
        PickleBuilder(builtinModules, $0)
      } + ["unicode", "long"].map { PickleBuilder(["__builtin__"], $0) },
    types: [.slice, .range])

  private static let builtinModules = ["builtins", "__builtin__"]

  private static let range: PickleBuilder.Make = { arena, call in
    try arena.makeRecord(.range, call, 3...3) { arena, value in arena.int(value) != nil }
  }

  /// An object of a class that was pickled by protocol 0 or 1: class, base class, value of the base.
  private static let reconstruct: PickleBuilder.Make = { arena, call in
    let arguments = arena.arguments(of: call)
    guard arguments.count == 3 else { return nil }
    let (owner, base, value) = (arguments[0], arguments[1], arguments[2])
    let isPlain =
      arena.isGlobal(base, "builtins", "object") || arena.isGlobal(base, "__builtin__", "object")
    let tuple = try arena.makeTuple(isPlain ? [] : [value])
    return try arena.makeObject(of: owner, arguments: tuple)
  }
}

extension PickleRecordType {
  static let slice = PickleRecordType(1, "slice", form: .list)
  static let range = PickleRecordType(2, "range", form: .list)
}

extension PickleArena {
  /// Makes a set of the list or tuple that is a call's only argument.
  fileprivate mutating func makeContainer(
    _ kind: PickleKind, ofArgumentOf call: PickleCall
  ) throws(FormatError) -> PickleValue? {
    let arguments = arguments(of: call)
    if arguments.isEmpty { return try makeContainer(kind) }
    guard arguments.count == 1, let members = itemArray(arguments[0]) else { return nil }
    return try makeContainer(kind, members)
  }

  /// Makes a record of a call's arguments, if they are as many as they should be and each is well.
  mutating func makeRecord(
    _ type: PickleRecordType, _ call: PickleCall, _ counts: ClosedRange<Int>,
    where isFit: (borrowing PickleArena, PickleValue) -> Bool
  ) throws(FormatError) -> PickleValue? {
    let fields = arguments(of: call)
    guard counts.contains(fields.count), !call.keywords.exists else { return nil }
    for field in fields where !isFit(self, field) { return nil }
    return try makeRecord(type, fields)
  }

  /// Encodes text as Python's `codecs.encode` does, in the encodings that pickles use for bytes.
  package mutating func encode(
    _ text: PickleValue, as encoding: PickleValue
  ) throws(FormatError) -> PickleValue? {
    guard text.tag == .text, let name = string(encoding) else { return nil }
    let isASCII = bytes(inRange: text.payload).isASCII
    let normal = name.lowercased().filter { $0 != "-" && $0 != "_" }
    switch normal {
    case "latin1", "iso88591", "latin", "l1":
      if isASCII { return PickleValue(.bytes, text.payload) }
      guard let latin = latin1(ofUTF8: bytes(inRange: text.payload)) else { return nil }
      return try makeBytes(latin)
    case "utf8", "ascii":
      guard !hasSurrogates(text), normal == "utf8" || isASCII else { return nil }
      return PickleValue(.bytes, text.payload)
    default: return nil
    }
  }

  fileprivate mutating func bytes(
    ofIntegers list: PickleValue
  ) throws(FormatError) -> PickleValue? {
    guard kind(of: list) == .list, let members = itemArray(list) else { return nil }
    var bytes: [UInt8] = []
    for member in members {
      guard let value = int(member), let byte = UInt8(exactly: value) else { return nil }
      bytes.append(byte)
    }
    return try makeBytes(bytes)
  }
}

/// Text as Latin-1, or `nil` if it has characters beyond.
func latin1(ofUTF8 text: RawSpan) -> [UInt8]? {
  if text.isASCII { return text.copied() }
  var result: [UInt8] = []
  result.reserveCapacity(text.byteCount)
  var index = 0
  while index < text.byteCount {
    let byte = text.byte(at: index)
    if byte < 0x80 {
      result.append(byte)
      index += 1
    } else {
      guard byte == 0xC2 || byte == 0xC3, index + 1 < text.byteCount else { return nil }
      result.append((byte & 3) << 6 | text.byte(at: index + 1) & 0x3F)
      index += 2
    }
  }
  return result
}
