import ByteReading
import PickleFormat
import TestSupport
import Testing

@Suite("Audit of pickles in pickles")
struct NestedAuditTests {
  private static let bomb = SmallPickle.call("os", "system", ["id"])

  /// Python's `bytes` of these bytes, as protocol 2 writes them.
  private static func bytes(_ bytes: [UInt8]) -> SmallPickle {
    .call(
      "_codecs", "encode",
      [.text(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))), "latin1"])
  }

  private static func nested(_ depth: Int) -> SmallPickle {
    depth == 0 ? bomb : .call("pickle", "loads", [bytes(nested(depth - 1).bytes)])
  }

  /// Calls that hide a call of `os.system`, and what is found.
  private static let hidden: [(pickle: SmallPickle, finding: String)] = [
    (nested(1), "os.system"),
    (nested(4), "os.system"),
    (.call("_pickle", "loads", [bytes(bomb.bytes)]), "os.system"),
    (.call("cPickle", "loads", [.text("cos\nsystem\n(S'id'\ntR.")]), "os.system"),
    (.call("dill._dill", "loads", [bytes(bomb.bytes)]), "os.system"),
    (.call("cloudpickle.cloudpickle", "loads", [bytes(bomb.bytes)]), "os.system"),
    (
      .call("torch", "load", [.call("io", "BytesIO", [bytes(Array("cos\nsystem\n(tR.".utf8))])]),
      "os.system"
    ),
    (.call("joblib", "load", [.call("_io", "BytesIO", [bytes(bomb.bytes)])]), "os.system"),
    (.call("functools", "partial", [.list([bytes(bomb.bytes)])]), "os.system"),
    (.call("a.library", "of_ones_own", [.dict([(.text("x"), bytes(bomb.bytes))])]), "os.system"),
    // What was done before the bytes turned out to be damaged counts.
    (.call("pickle", "loads", [bytes(Array(bomb.bytes.dropLast()) + [0xFF])]), "os.system"),
    // What cannot be looked into is named.
    (.call("pickle", "loads", [bytes([0x78, 0x9C, 1, 2, 3])]), "bytes for pickle.loads"),
    (nested(6), "bytes for pickle.loads"),
  ]

  @Test(arguments: hidden)
  func `looks into bytes that would be unpickled`(pickle: SmallPickle, finding: String) throws {
    let audit = try audit(of: pickle)
    #expect(audit.findings.map(\.name).contains(finding))
    #expect(audit.level == .dangerous)
  }

  @Test func `leaves bytes alone that nobody would unpickle`() throws {
    for bytes in [[1, 2, 3] as [UInt8], Self.bomb.bytes] {
      let audit = try audit(of: .list([Self.bytes(bytes)]))
      #expect(audit.findings.map(\.name) == ["_codecs.encode"])
    }
    #expect(
      try audit(of: .call("a", "b", [Self.bytes([1, 2, 3])])).findings.map(\.name)
        == ["a.b", "_codecs.encode"])
    let read = SmallPickle.call("torch.utils.collect_env", "run_and_read_all", [.text("id")])
    #expect(try audit(of: read).findings.count == 1)
  }

  private func audit(of pickle: SmallPickle) throws -> PickleAudit {
    var audit = PickleAudit()
    let bytes = pickle.bytes
    var machine = PickleMachine(ByteCursor(bytes.bytes), keepsJournal: true)
    while let arena = try machine.next() { audit.add(arena.journal ?? PickleJournal()) }
    return audit
  }
}
