internal import ArchiveFormat

/// An archive whose members are inputs, one after another.
struct OpenArchive {
  private let reader: ArchiveReader
  private let member: String?
  private var pending: ArchiveEntry?
  private var isEmpty = true

  /// - Parameters:
  ///   - reader: The archive.
  ///   - first: Its first entry, if it has been read already.
  ///   - member: The member, or folder of members, that is wanted alone.
  init(_ reader: ArchiveReader, first: ArchiveEntry? = nil, member: String? = nil) {
    self.reader = reader
    self.member = member
    pending = first
  }

  /// Returns the next member that is wanted, or `nil` after the last.
  ///
  /// - Throws: `NothingFound` if there was none at all.
  mutating func next(choosing choice: InputChoice) throws -> ToolInput? {
    while let entry = try pending.take() ?? reader.next() {
      guard entry.kind == .file, isWanted(entry.name, choosing: choice), !Self.isHidden(entry.name)
      else { continue }
      isEmpty = false
      let member = EntrySource(entry, of: reader)
      return ToolInput(name: member.name, content: .stream(member))
    }
    if isEmpty { throw NothingFound(expectation: member ?? choice.expectation) }
    return nil
  }

  /// Whether a member is one that folders hide, or that macOS adds to archives.
  private static func isHidden(_ name: String) -> Bool {
    // A span lends its bytes; there may be tens of thousands of names.
    let bytes = name.utf8.span
    var before = UInt8(ascii: "/")
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "."), before == UInt8(ascii: "/") { return true }
      before = bytes[index]
    }
    return name.hasPrefix("__MACOSX/")
  }

  private func isWanted(_ name: String, choosing choice: InputChoice) -> Bool {
    guard let member else { return choice.contains(name) }
    return name == member || name.hasPrefix(member + "/") && choice.contains(name)
  }
}

/// A folder or an archive holds nothing that the tool takes.
struct NothingFound: Error, CustomStringConvertible {
  let expectation: String

  var description: String { "holds no \(expectation)" }
}
