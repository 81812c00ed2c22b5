import ByteReading
import PickleFormat
import TestSupport
import Testing

@Suite("Pickle selection")
struct PickleSelectionTests {
  /// `{'a': [1, 2], (0, 'x'): 3, None: 4, 7: {"it's": 5}}`
  static let pickle: Hex = """
    7D 28 55 01 61 5D 28 4B 01 4B 02 65  4B 00 55 01 78 86 4B 03  4E 4B 04 \
    4B 07 7D 55 04 69 74 27 73 4B 05 73 75 2E
    """

  static let paths: [(String, String)] = [
    ("a", "[1,2]"), (".a[0]", "1"), (".a[-1]", "2"), ("['a'][1]", "2"), ("[(0, 'x')]", "3"),
    ("[None]", "4"), (#"[7]['it\'s']"#, "5"), (#"[7]["it's"]"#, "5"),
  ]

  @Test(arguments: paths)
  func `leads to one part`(path: String, expected: String) throws {
    let selection = try PickleSelection(path)
    let bytes = Self.pickle.bytes
    var machine = PickleMachine(bytes.bytes)
    guard let pickle = try machine.next() else {
      Issue.record("no pickle")
      return
    }
    var json = PickleJSON()
    var text: [UInt8] = []
    try json.write(try selection.value(in: pickle), of: pickle) { text.append($0) }
    #expect(String(decoding: text, as: UTF8.self) == expected + "\n")
  }

  @Test(arguments: [".b", "a[2]", "a[-3]", "[(0, 'y')]", "a@state", "[8]"])
  func `says where there is no such part`(path: String) throws {
    let selection = try PickleSelection(path)
    let bytes = Self.pickle.bytes
    var machine = PickleMachine(bytes.bytes)
    guard let pickle = try machine.next() else {
      Issue.record("no pickle")
      return
    }
    #expect(throws: PickleSelectionError.self) { try selection.value(in: pickle) }
  }

  @Test(arguments: ["a[", "a[x]", "a.", "@x", "a['x]", "[(0, 1]"])
  func `refuses what is no path`(path: String) {
    #expect(throws: PickleSelectionError.self) { try PickleSelection(path) }
  }
}
