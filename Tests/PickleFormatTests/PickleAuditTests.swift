import ByteReading
import PickleFormat
import TestSupport
import Testing

@Suite("Pickle audit")
struct PickleAuditTests {
  static let pickles: [(Hex, PickleVerdict.Level, [String])] = [
    ("5D 2E", .allowed, []),
    // collections.OrderedDict()
    (
      "63 63 6F 6C 6C 65 63 74 69 6F 6E 73 0A 4F 72 64 65 72 65 64 44 69 63 74 0A 29 52 2E",
      .allowed, ["collections.OrderedDict"]
    ),
    ("63 6D 0A 4E 0A 2E", .unknown, ["m.N"]),
    // os.system, by all ways of naming it
    ("63 6F 73 0A 73 79 73 74 65 6D 0A 29 52 2E", .dangerous, ["os.system"]),
    ("28 69 6F 73 0A 73 79 73 74 65 6D 0A 2E", .dangerous, ["os.system"]),
    ("8C 02 6F 73 94 8C 06 73 79 73 74 65 6D 93 2E", .dangerous, ["os.system"]),
    // A name of the table with an attribute: builtins.set.x
    (
      "8C 08 62 75 69 6C 74 69 6E 73 8C 05 73 65 74 2E 78 93 2E", .unknown, ["builtins.set.x"]
    ),
    // The result of a call is called.
    ("63 6D 0A 4E 0A 29 52 29 52 2E", .unknown, ["m.N", "the result of m.N"]),
    // A class itself is given a state.
    (
      "63 62 75 69 6C 74 69 6E 73 0A 73 65 74 0A 7D 62 2E", .dangerous,
      ["builtins.set", "builtins.set itself"]
    ),
    ("82 05 2E", .unknown, ["extension code 5"]),
    ("50 61 0A 2E", .unknown, ["persistent id 'a'"]),
  ]

  @Test(arguments: pickles)
  func `names all that would be imported and called`(
    pickle: Hex, level: PickleVerdict.Level, names: [String]
  ) throws {
    var audit = PickleAudit()
    let bytes = pickle.bytes
    var machine = PickleMachine(ByteCursor(bytes.bytes), keepsJournal: true)
    while let arena = try machine.next() { audit.add(arena.journal ?? PickleJournal()) }
    #expect(audit.level == level)
    #expect(audit.findings.map(\.name) == names)
  }

  @Test func `keeps what a pickle had done before it turned out to be damaged`() {
    let pickle: Hex = "63 6F 73 0A 73 79 73 74 65 6D 0A 29 52 FF"
    var audit = PickleAudit()
    let bytes = pickle.bytes
    var machine = PickleMachine(ByteCursor(bytes.bytes), keepsJournal: true)
    do {
      _ = try machine.next()
      Issue.record("a damaged pickle was read")
    } catch {
      audit.fail(error, after: machine.journal)
    }
    #expect(audit.level == .dangerous)
    #expect(audit.failure == "byte 13: opcode 0xff is none of protocols 0 to 5")
    #expect(audit.findings[0].calls == 1)
  }
}
