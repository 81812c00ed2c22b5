import ByteReading
import CheckpointFormat
import Foundation
import PickleFormat
import TestSupport
import Testing

@Suite("Saved files")
struct SavedFileTests {
  /// Files that numpy, torch and joblib wrote; `Oracles/make_saved.py` makes them.
  static let files: [SavedSample] = {
    let text = try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/saved.jsonl"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { SavedSample(line: String($0)) }
  }()

  /// Files that are old or made to do harm; `Oracles/make_odd.py` makes them.
  static let odd: [OddSample] = {
    let text = try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/odd.jsonl"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { OddSample(line: String($0)) }
  }()

  @Test func `has files`() {
    #expect(Self.files.count > 290)
    #expect(Self.odd.count > 20)
  }

  @Test(arguments: odd)
  func `takes odd files for what they are`(file: OddSample) throws {
    do {
      let texts = try plainJSON(file.bytes)
      #expect(texts == [file.json])
    } catch {
      let refusal = try #require(file.refusal, "\(error)")
      #expect(file.json == nil)
      #expect("\(error)".contains(refusal))
    }
  }

  @Test(arguments: odd)
  func `exports odd files or refuses them`(file: OddSample) {
    let sink = MemorySink()
    _ = try? SafetensorsExport().write(file.bytes.bytes, nil, to: sink)
    #expect(sink.bytes.count < 1 << 20)
  }

  /// Lists, a large one, one that breaks off, and again: what one leaves behind is not seen by the next.
  @Test func `reads one file after the other in the same room`() throws {
    let lists = [3, 200_000, 2].map { count -> [UInt8] in
      let items: [UInt8] = (0..<count).flatMap { [0x4B, UInt8(truncatingIfNeeded: $0)] }
      return ([0x80, 0x04, 0x5D, 0x28] as [UInt8]) + items + ([0x65, 0x2E] as [UInt8])
    }
    let files: [[UInt8]] = [lists[0], lists[1], Array(lists[0].dropLast(3)), lists[2], lists[0]]
    var room = PickleRoom()
    let counts = files.map { file in
      var count: Int?
      try? SavedFile().read(file.bytes, in: &room) { count = $0.items($0.root)?.count }
      return count
    }
    #expect(counts == [3, 200_000, nil, 2, 3])
  }

  @Test func `notes what nested bytes would import`() throws {
    // A tensor's storage that is in truth a call of os.system.
    let nested: [UInt8] =
      [0x80, 2, 0x8A, 0x0A] + TorchLegacyHeader.magic.dropFirst(2)
      + Array("\u{80}".unicodeScalars.map { UInt8($0.value) })
      + [2, 0x4D, 0xE9, 0x03, 0x2E, 0x80, 2, 0x7D, 0x2E]
      + Array("cos\nsystem\n(S'true'\ntR.".utf8)
    let pickle: [UInt8] =
      Array("ctorch.storage\n_load_from_bytes\n(C".utf8) + [UInt8(nested.count)] + nested
      + Array("tR.".utf8)
    var seen: [PickleJournal.Event] = []
    try SavedFile(keepsJournal: true).read(pickle.bytes) { arena in
      seen = arena.journal?.events.map(\.event) ?? []
    }
    #expect(seen.contains(.imports(PickleClassName("os", "system"))))
    #expect(seen.contains(.calls(PickleClassName("os", "system"))))
  }

  // MARK: Reading

  @Test(arguments: files)
  func `reads what libraries saved`(file: SavedSample) throws {
    #expect(try plainJSON(file.bytes) == file.json)
  }

  // MARK: Refusing

  @Test(arguments: files)
  func `refuses what is cut off`(file: SavedSample) throws {
    // The last byte of an old checkpoint belongs to the last storage, that of a zip file to its
    // directory, and that of a pickle ends it.
    let short = Array(file.bytes.dropLast(1))
    #expect(throws: (any Error).self) { try plainJSON(short) }
  }

  static let others: [(start: String, name: String)] = [
    ("{\"kind\":\"graph\"}", "JSON text, expected a pickle"),
    ("GGUF\u{3}", "a GGUF file, expected a pickle"),
    ("", "an empty file"),
    ("version https://git-lfs.github.com/spec/v1\n", StandIn.lfsPointer.description),
    ("<!DOCTYPE html>", StandIn.webPage.description),
  ]

  @Test(arguments: others)
  func `names what is something else`(start: String, name: String) {
    #expect(throws: FormatError(.malformed(name), at: 0)) { try plainJSON(Array(start.utf8)) }
  }

  /// Whatever a file's bytes turn into, reading returns or throws.
  @Test(arguments: 0..<2000 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    guard var bytes = Self.files.randomElement(using: &noise)?.bytes else { return }
    for _ in 0..<Int.random(in: 1...6, using: &noise) {
      bytes[Int.random(in: 0..<bytes.count, using: &noise)] = UInt8.random(
        in: .min ... .max, using: &noise)
    }
    _ = try? plainJSON(bytes)
  }
}

/// A saved file, and what plain JSON of its objects should be.
struct SavedSample: Sendable, CustomTestStringConvertible {
  var testDescription: String { name }

  let name: String
  let bytes: [UInt8]
  let json: [String]

  init?(line: String) {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let fields = json as? [String: Any], let name = fields["name"] as? String,
      let file = (fields["file"] as? String).flatMap({ Data(base64Encoded: $0) }),
      let texts = fields["json"] as? [String]
    else { return nil }
    self.name = name
    bytes = Array(file)
    self.json = texts
  }
}

/// An odd file, and either plain JSON of its object or a part of the message that refuses it.
struct OddSample: Sendable, CustomTestStringConvertible {
  var testDescription: String { name }

  let name: String
  let bytes: [UInt8]
  let json: String?
  let refusal: String?

  init?(line: String) {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let fields = json as? [String: Any], let name = fields["name"] as? String,
      let file = (fields["file"] as? String).flatMap({ Data(base64Encoded: $0) })
    else { return nil }
    self.name = name
    bytes = Array(file)
    self.json = fields["json"] as? String
    refusal = fields["refusal"] as? String ?? (self.json == nil ? "" : nil)
  }
}

/// The objects of a file as plain JSON.
private func plainJSON(_ file: [UInt8]) throws -> [String] {
  var texts: [String] = []
  let limits = PickleLimits(memory: 1 << 26, items: 1 << 22, depth: 1 << 16)
  try SavedFile(limits: limits, unpackingLimit: 1 << 26).read(file.bytes) { arena in
    var text: [UInt8] = []
    var json = PickleJSON(plain: true, limits: limits)
    try json.write(arena.root, of: arena) { text.append($0) }
    texts.append(String(decoding: text.dropLast(), as: UTF8.self))
  }
  return texts
}
