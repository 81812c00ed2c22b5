internal import ByteReading
package import RecordStreams

/// Reads an archive or a compressed stream from front to back.
///
/// Archives are tar, zip and 7z; a tar may be compressed with gzip, zstd, xz, lzma, lz4 or bzip2. A
/// compressed stream that holds no tar is an archive with one entry without a name.
package final class ArchiveReader {
  /// How messages name the archive.
  package let name: String
  /// What reads all but plain tars; `nil` for those.
  private let library: LibraryArchive?
  /// The tar that the stream has turned out to be.
  private var tar: TarReader?
  /// The first bytes of a stream that is no tar, which have been looked at.
  private var prefix: ArraySlice<UInt8> = []
  private var current: ArchiveEntry?
  private var isAtEnd = false

  /// The number of entries whose header has been read; the number of the current entry.
  private(set) var entryNumber = 0

  /// Opens an archive file. Zip and 7z are read by their directories, which takes a file.
  package convenience init(path: String) throws(StreamError) {
    let file = try PeekedSource(DescriptorSource(path: path), count: Packing.prefixLength)
    let prefix = file.prefix
    if Packing.isTar(prefix.bytes) {
      self.init(tar: file)
    } else {
      self.init(try LibraryArchive(path: path))
    }
  }

  /// Reads an archive from a stream.
  package convenience init(_ source: any ByteSource) throws(StreamError) {
    let source = try PeekedSource(source, count: Packing.prefixLength)
    let prefix = source.prefix
    if Packing.isTar(prefix.bytes) {
      self.init(tar: source)
    } else {
      self.init(try LibraryArchive(source))
    }
  }

  private init(_ library: LibraryArchive) {
    self.library = library
    name = library.name
  }

  private init(tar source: PeekedSource) {
    library = nil
    tar = TarReader(source)
    name = source.name
  }

  /// Whether the bytes turned out to be one compressed stream and not an archive; known once the
  /// first entry has been asked for.
  package var isSingleStream: Bool { tar == nil && library?.isSingleStream ?? false }

  /// How many bytes of the archive itself have been read, compressed as they are.
  package var position: Int { library?.position ?? tar?.position ?? 0 }

  /// Returns the next entry, or `nil` at the end of the archive. What is left of the entry before
  /// is stepped over.
  package func next() throws(StreamError) -> ArchiveEntry? {
    current = nil
    // libarchive calls it an error to ask again.
    guard !isAtEnd else { return nil }
    guard let entry = try readNext() else {
      isAtEnd = true
      return nil
    }
    entryNumber += 1
    current = entry
    return entry
  }

  private func readNext() throws(StreamError) -> ArchiveEntry? {
    if tar != nil { return try tar?.next() }
    guard let library, let entry = try library.next() else { return nil }
    guard entryNumber == 0, library.isSingleStream else { return entry }
    try look(into: library)
    return tar == nil ? entry : try tar?.next()
  }

  /// Looks whether a stream is a tar.
  private func look(into library: LibraryArchive) throws(StreamError) {
    let stream = try PeekedSource(LibraryStream(library), count: Packing.prefixLength)
    let bytes = stream.prefix
    // A tar of nothing is blocks of zeros.
    let isEmpty = bytes.count == Packing.prefixLength && bytes.allSatisfy { $0 == 0 }
    if isEmpty || Packing.isTar(bytes.bytes) {
      tar = TarReader(stream)
    } else {
      prefix = bytes[...]
    }
  }

  /// Fills the buffer from its start with the current entry's next bytes; 0 where it ends.
  package func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    guard let current else { return 0 }
    try checkContents(of: current)
    if tar != nil { return try tar?.read(into: &buffer) ?? 0 }
    if !prefix.isEmpty { return takePrefix(into: &buffer) }
    return try library?.read(into: &buffer, of: path(of: current)) ?? 0
  }

  /// Hands out what is left of the current entry, if it lies in memory already.
  func take() throws(StreamError) -> FileContents? {
    guard let current else { return nil }
    try checkContents(of: current)
    return tar?.take()
  }

  private func checkContents(of entry: ArchiveEntry) throws(StreamError) {
    if entry.isEncrypted {
      throw StreamError(path(of: entry), .read, .damaged("it is encrypted"))
    }
    if entry.isSparse {
      throw StreamError(path(of: entry), .read, .damaged("zeros are left out of it"))
    }
  }

  private func takePrefix(into buffer: inout MutableRawSpan) -> Int {
    let part = Array(prefix.prefix(buffer.byteCount))
    buffer.fill(from: part.bytes)
    prefix = prefix.dropFirst(part.count)
    return part.count
  }

  /// The entry as messages and records name it: `archive.tar.gz/member`.
  package func path(of entry: ArchiveEntry) -> String {
    if isSingleStream { return name }
    // All at once: there may be tens of thousands of members.
    let (folder, member) = (name.utf8.span, entry.name.utf8.span)
    return unsafe String(unsafeUninitializedCapacity: folder.count + 1 + member.count) { room in
      var text = unsafe OutputSpan(buffer: room, initializedCount: 0)
      unsafe text.append(folder.bytes)
      text.append(UInt8(ascii: "/"))
      unsafe text.append(member.bytes)
      return unsafe text.finalize(for: room)
    }
  }
}

/// The one entry of a stream that is no archive for libarchive.
private final class LibraryStream: ByteSource {
  private let library: LibraryArchive

  init(_ library: LibraryArchive) {
    self.library = library
  }

  var name: String { library.name }
  var size: Int? { nil }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    try library.read(into: &buffer, of: library.name)
  }
}

extension MutableRawSpan {
  /// Copies bytes to the start; there must be room.
  mutating func fill(from bytes: RawSpan) {
    precondition(bytes.byteCount <= byteCount, "no room for \(bytes.byteCount) bytes")
    unsafe withUnsafeMutableBytes { room in
      unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
    }
  }
}
