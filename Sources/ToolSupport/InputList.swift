internal import ArchiveFormat
internal import ByteReading
internal import RecordStreams

/// The inputs that a command line names, one after another.
///
/// A name is a file, plain or compressed; a folder, whose files are taken in the order of their
/// names; an archive, whose members are taken in its order; or a member, or folder of members, of
/// an archive (`data.tar.gz/labels`). `-` is standard input, and so is no name at all.
package struct InputList {
  private var names: [String]
  private var list: NameList?
  private let choice: InputChoice
  private var files: ArraySlice<String> = []
  private var archive: OpenArchive?
  /// The name that is being looked at, for messages.
  package private(set) var current = ""
  /// Whether there was an input yet.
  private var hasOpened = false
  /// The last name that was not there.
  private var missing: MissingInput?

  /// Lists what the options name.
  package init(_ options: InputOptions, choosing choice: InputChoice = .all) {
    let isNothingNamed = options.files.isEmpty && options.filesFrom == nil
    self.init(isNothingNamed ? ["-"] : options.files, choosing: choice)
    list = options.filesFrom.map { NameList(path: $0) }
  }

  /// Lists these names.
  package init(_ names: [String], choosing choice: InputChoice = .all) {
    self.choice = choice
    self.names = names.reversed()
  }

  /// Returns the next input, or `nil` after the last. What it throws concerns one name; the next
  /// call goes on with the next.
  package mutating func next() throws -> ToolInput? {
    while true {
      if let member = try nextMember() { return member }
      let file = files.popFirst()
      guard let name = try file ?? names.popLast() ?? list?.next() else { return try end() }
      current = name
      do {
        if let input = try file == nil ? resolve(name) : open(DescriptorSource(path: name)) {
          hasOpened = true
          return input
        }
      } catch let error as StreamError where error.isOfSystem {
        let error = MissingInput(cause: error)
        missing = error
        throw error
      }
    }
  }

  /// The end of the list; an error, once, if none of the names was there.
  private mutating func end() throws(NothingThere) -> ToolInput? {
    if !hasOpened, let last = missing.take() { throw NothingThere(last: last) }
    return nil
  }

  private mutating func nextMember() throws -> ToolInput? {
    guard var open = archive.take() else { return nil }
    guard let member = try open.next(choosing: choice) else { return nil }
    archive = open
    hasOpened = true
    return member
  }

  /// Returns the input of this name, or `nil` if it opened a folder or an archive instead.
  private mutating func resolve(_ name: String) throws -> ToolInput? {
    if name == "-" {
      let source = DescriptorSource.standardInput()
      return try unpack(try PeekedSource(source, count: Packing.prefixLength), path: nil)
    }
    let source: DescriptorSource
    do {
      source = try DescriptorSource(path: name)
    } catch {
      guard let path = MemberPath(name) else { throw error }
      archive = OpenArchive(try ArchiveReader(path: path.archive), member: path.member)
      return nil
    }
    guard source.isFolder else { return try open(source) }
    let choice = choice
    files = try Folder.files(below: name).filter { choice.contains($0) }[...]
    if files.isEmpty { throw NothingFound(expectation: choice.expectation) }
    return nil
  }

  /// Files of at most so many bytes are read at once.
  private static let smallSize = 1 << 16

  private mutating func open(_ file: DescriptorSource) throws -> ToolInput? {
    // With room for one byte more the end is seen as well.
    let isSmall = file.size.map { $0 <= Self.smallSize } ?? false
    let count = max(Packing.prefixLength, isSmall ? (file.size ?? 0) + 1 : 0)
    let source = try PeekedSource(file, count: count)
    // Only of a plain file the size is known beforehand.
    return try unpack(source, path: file.size == nil ? nil : file.name)
  }

  /// Looks at an input's first bytes and returns it decompressed, or `nil` if it is an archive,
  /// which is open then.
  private mutating func unpack(_ source: PeekedSource, path: String?) throws -> ToolInput? {
    let prefix = source.prefix
    if let standIn = StandIn(prefix: prefix.bytes) { throw standIn }
    guard Packing(of: prefix.bytes) != .none, !choice.keepsWhole(prefix.bytes) else {
      return ToolInput(
        name: source.name, content: path == nil ? .stream(source) : .file(PlainFile(source)))
    }
    let reader = try path.map { try ArchiveReader(path: $0) } ?? ArchiveReader(source)
    let first = try reader.next()
    guard reader.isSingleStream, let first else {
      archive = OpenArchive(reader, first: first)
      return nil
    }
    return ToolInput(name: source.name, content: .stream(EntrySource(first, of: reader)))
  }
}

/// An input that is named is not there, or may not be read.
struct MissingInput: Error, CustomStringConvertible {
  let cause: StreamError

  var description: String { "\(cause)" }
}

/// None of the inputs could be opened, as has been said of each.
package struct NothingThere: Error {
  let last: MissingInput
}
