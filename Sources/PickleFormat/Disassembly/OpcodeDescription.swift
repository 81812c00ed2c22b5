/// What is to be known of an opcode without carrying it out.
struct OpcodeDescription: Sendable {
  /// The form of an operand.
  enum Operand: Sendable {
    case none
    case uint1, uint2, int4, uint4, uint8
    case intLine, longLine, floatLine, line, linePair, quotedLine, escapedLine
    case long1, long4, float8
    case string1, string4, bytes1, bytes4, bytes8, bytearray8
    case text1, text4, text8
  }

  let code: UInt8
  let name: String
  let operand: Operand
  /// The first protocol that has it.
  let version: Int
  /// How many values it takes off the stack, those above a mark not counted.
  let pops: Int
  /// Whether it takes a mark and all above off the stack.
  let popsMark: Bool
  let pushes: Int
  let pushesMark: Bool

  private init(
    _ code: UInt8, _ name: String, _ operand: Operand, protocol version: Int, pops: Int,
    popsMark: Bool = false, pushes: Int, pushesMark: Bool = false
  ) {
    self.code = code
    self.name = name
    self.operand = operand
    self.version = version
    self.pops = pops
    self.popsMark = popsMark
    self.pushes = pushes
    self.pushesMark = pushesMark
  }

  /// All opcodes by their byte.
  static let all: [UInt8: OpcodeDescription] = {
    var all: [UInt8: OpcodeDescription] = [:]
    for opcode in table { all[opcode.code] = opcode }
    return all
  }()

  /// As `pickletools` of CPython describes them.
  private static let table: [OpcodeDescription] = [
    .init(0x28, "MARK", .none, protocol: 0, pops: 0, pushes: 1, pushesMark: true),
    .init(0x29, "EMPTY_TUPLE", .none, protocol: 1, pops: 0, pushes: 1),
    .init(0x2E, "STOP", .none, protocol: 0, pops: 1, pushes: 0),
    .init(0x30, "POP", .none, protocol: 0, pops: 1, pushes: 0),
    .init(0x31, "POP_MARK", .none, protocol: 1, pops: 0, popsMark: true, pushes: 0),
    .init(0x32, "DUP", .none, protocol: 0, pops: 1, pushes: 2),
    .init(0x42, "BINBYTES", .bytes4, protocol: 3, pops: 0, pushes: 1),
    .init(0x43, "SHORT_BINBYTES", .bytes1, protocol: 3, pops: 0, pushes: 1),
    .init(0x46, "FLOAT", .floatLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x47, "BINFLOAT", .float8, protocol: 1, pops: 0, pushes: 1),
    .init(0x49, "INT", .intLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x4A, "BININT", .int4, protocol: 1, pops: 0, pushes: 1),
    .init(0x4B, "BININT1", .uint1, protocol: 1, pops: 0, pushes: 1),
    .init(0x4C, "LONG", .longLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x4D, "BININT2", .uint2, protocol: 1, pops: 0, pushes: 1),
    .init(0x4E, "NONE", .none, protocol: 0, pops: 0, pushes: 1),
    .init(0x50, "PERSID", .line, protocol: 0, pops: 0, pushes: 1),
    .init(0x51, "BINPERSID", .none, protocol: 1, pops: 1, pushes: 1),
    .init(0x52, "REDUCE", .none, protocol: 0, pops: 2, pushes: 1),
    .init(0x53, "STRING", .quotedLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x54, "BINSTRING", .string4, protocol: 1, pops: 0, pushes: 1),
    .init(0x55, "SHORT_BINSTRING", .string1, protocol: 1, pops: 0, pushes: 1),
    .init(0x56, "UNICODE", .escapedLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x58, "BINUNICODE", .text4, protocol: 1, pops: 0, pushes: 1),
    .init(0x5D, "EMPTY_LIST", .none, protocol: 1, pops: 0, pushes: 1),
    .init(0x61, "APPEND", .none, protocol: 0, pops: 2, pushes: 1),
    .init(0x62, "BUILD", .none, protocol: 0, pops: 2, pushes: 1),
    .init(0x63, "GLOBAL", .linePair, protocol: 0, pops: 0, pushes: 1),
    .init(0x64, "DICT", .none, protocol: 0, pops: 0, popsMark: true, pushes: 1),
    .init(0x65, "APPENDS", .none, protocol: 1, pops: 1, popsMark: true, pushes: 1),
    .init(0x67, "GET", .intLine, protocol: 0, pops: 0, pushes: 1),
    .init(0x68, "BINGET", .uint1, protocol: 1, pops: 0, pushes: 1),
    .init(0x69, "INST", .linePair, protocol: 0, pops: 0, popsMark: true, pushes: 1),
    .init(0x6A, "LONG_BINGET", .uint4, protocol: 1, pops: 0, pushes: 1),
    .init(0x6C, "LIST", .none, protocol: 0, pops: 0, popsMark: true, pushes: 1),
    .init(0x6F, "OBJ", .none, protocol: 1, pops: 0, popsMark: true, pushes: 1),
    .init(0x70, "PUT", .intLine, protocol: 0, pops: 0, pushes: 0),
    .init(0x71, "BINPUT", .uint1, protocol: 1, pops: 0, pushes: 0),
    .init(0x72, "LONG_BINPUT", .uint4, protocol: 1, pops: 0, pushes: 0),
    .init(0x73, "SETITEM", .none, protocol: 0, pops: 3, pushes: 1),
    .init(0x74, "TUPLE", .none, protocol: 0, pops: 0, popsMark: true, pushes: 1),
    .init(0x75, "SETITEMS", .none, protocol: 1, pops: 1, popsMark: true, pushes: 1),
    .init(0x7D, "EMPTY_DICT", .none, protocol: 1, pops: 0, pushes: 1),
    .init(0x80, "PROTO", .uint1, protocol: 2, pops: 0, pushes: 0),
    .init(0x81, "NEWOBJ", .none, protocol: 2, pops: 2, pushes: 1),
    .init(0x82, "EXT1", .uint1, protocol: 2, pops: 0, pushes: 1),
    .init(0x83, "EXT2", .uint2, protocol: 2, pops: 0, pushes: 1),
    .init(0x84, "EXT4", .int4, protocol: 2, pops: 0, pushes: 1),
    .init(0x85, "TUPLE1", .none, protocol: 2, pops: 1, pushes: 1),
    .init(0x86, "TUPLE2", .none, protocol: 2, pops: 2, pushes: 1),
    .init(0x87, "TUPLE3", .none, protocol: 2, pops: 3, pushes: 1),
    .init(0x88, "NEWTRUE", .none, protocol: 2, pops: 0, pushes: 1),
    .init(0x89, "NEWFALSE", .none, protocol: 2, pops: 0, pushes: 1),
    .init(0x8A, "LONG1", .long1, protocol: 2, pops: 0, pushes: 1),
    .init(0x8B, "LONG4", .long4, protocol: 2, pops: 0, pushes: 1),
    .init(0x8C, "SHORT_BINUNICODE", .text1, protocol: 4, pops: 0, pushes: 1),
    .init(0x8D, "BINUNICODE8", .text8, protocol: 4, pops: 0, pushes: 1),
    .init(0x8E, "BINBYTES8", .bytes8, protocol: 4, pops: 0, pushes: 1),
    .init(0x8F, "EMPTY_SET", .none, protocol: 4, pops: 0, pushes: 1),
    .init(0x90, "ADDITEMS", .none, protocol: 4, pops: 1, popsMark: true, pushes: 1),
    .init(0x91, "FROZENSET", .none, protocol: 4, pops: 0, popsMark: true, pushes: 1),
    .init(0x92, "NEWOBJ_EX", .none, protocol: 4, pops: 3, pushes: 1),
    .init(0x93, "STACK_GLOBAL", .none, protocol: 4, pops: 2, pushes: 1),
    .init(0x94, "MEMOIZE", .none, protocol: 4, pops: 1, pushes: 1),
    .init(0x95, "FRAME", .uint8, protocol: 4, pops: 0, pushes: 0),
    .init(0x96, "BYTEARRAY8", .bytearray8, protocol: 5, pops: 0, pushes: 1),
    .init(0x97, "NEXT_BUFFER", .none, protocol: 5, pops: 0, pushes: 1),
    .init(0x98, "READONLY_BUFFER", .none, protocol: 5, pops: 1, pushes: 1),
  ]
}
