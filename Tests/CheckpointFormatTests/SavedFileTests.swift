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

  @Test func `has files`() {
    #expect(Self.files.count > 150)
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
