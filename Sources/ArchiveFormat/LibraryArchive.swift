private import CArchive
private import Glibc
internal import RecordStreams

/// Reads archives and compressed streams through libarchive: the only code that holds its handles.
///
/// Tars are no archives here but streams: their members are found by ``TarReader``, which takes a
/// twentieth of the time.
@safe final class LibraryArchive {
  let name: String
  // Owned: made by `init` and freed by `deinit` alone.
  private let handle: OpaquePointer
  private let feed: ArchiveFeed?

  /// Opens a file; zip and 7z are read by their directories then.
  convenience init(path: String) throws(StreamError) {
    try self.init(name: path, feed: nil)
    guard unsafe loaded_archive_read_open_filename(handle, path, 1 << 16) == ARCHIVE_OK else {
      throw failure(.open, in: name)
    }
  }

  /// Reads from a stream.
  convenience init(_ source: any ByteSource) throws(StreamError) {
    let feed = ArchiveFeed(source)
    try self.init(name: source.name, feed: feed)
    let status = unsafe loaded_archive_read_open2(
      handle, Unmanaged.passUnretained(feed).toOpaque(), nil, readFromFeed, nil, nil)
    guard status == ARCHIVE_OK else { throw failure(.open, in: name) }
  }

  /// Loads the library, once in a process.
  private static let isLoaded: Bool = {
    // Names are UTF-8; libarchive converts them to the process's locale, which is C unless set.
    unsafe setlocale(LC_CTYPE, "C.UTF-8")
    return unsafe archive_library() != nil
  }()

  private init(name: String, feed: ArchiveFeed?) throws(StreamError) {
    guard Self.isLoaded else {
      throw StreamError(
        name, .open, .damaged("needs libarchive.so.13, which this system does not have"))
    }
    guard let handle = unsafe loaded_archive_read_new() else {
      throw StreamError(name, .open, .system(ENOMEM))
    }
    unsafe self.handle = handle
    self.name = name
    self.feed = feed
    unsafe loaded_archive_read_support_filter_gzip(handle)
    unsafe loaded_archive_read_support_filter_zstd(handle)
    unsafe loaded_archive_read_support_filter_xz(handle)
    unsafe loaded_archive_read_support_filter_bzip2(handle)
    unsafe loaded_archive_read_support_filter_lzma(handle)
    unsafe loaded_archive_read_support_filter_lz4(handle)
    unsafe loaded_archive_read_support_format_zip(handle)
    unsafe loaded_archive_read_support_format_7zip(handle)
    unsafe loaded_archive_read_support_format_raw(handle)
    unsafe loaded_archive_read_support_format_empty(handle)
  }

  deinit {
    unsafe loaded_archive_read_free(handle)
  }

  /// Whether the bytes turned out to be one stream and no archive; known once there is an entry.
  var isSingleStream: Bool {
    let format = unsafe loaded_archive_format(handle)
    return format == ARCHIVE_FORMAT_RAW || format == ARCHIVE_FORMAT_EMPTY
  }

  /// How many bytes of the file itself have been read, compressed as they are.
  var position: Int { Int(unsafe loaded_archive_filter_bytes(handle, -1)) }

  /// Returns the next entry, or `nil` at the end, which must not be asked for again.
  func next() throws(StreamError) -> ArchiveEntry? {
    var header: OpaquePointer?
    var status = unsafe loaded_archive_read_next_header(handle, &header)
    while status == ARCHIVE_RETRY {
      status = unsafe loaded_archive_read_next_header(handle, &header)
    }
    if status == ARCHIVE_EOF { return nil }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let header = unsafe header else {
      throw failure(.read, in: name)
    }
    return unsafe describe(header)
  }

  /// Fills the buffer from its start with the current entry's next bytes; 0 where it ends.
  ///
  /// - Throws: What is wrong with the bytes of `place`, as messages name them.
  func read(
    into buffer: inout MutableRawSpan, of place: @autoclosure () -> String
  ) throws(StreamError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe loaded_archive_read_data(handle, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      guard count == Int(ARCHIVE_RETRY) else { throw failure(.read, in: place()) }
    }
  }

  private func describe(_ header: OpaquePointer) -> ArchiveEntry {
    let kind: ArchiveEntry.Kind =
      switch unsafe loaded_archive_entry_filetype(header) & S_IFMT {
      case S_IFREG: unsafe loaded_archive_entry_hardlink(header) == nil ? .file : .link
      case S_IFDIR: .folder
      case S_IFLNK: .link
      // A raw stream has no type, and some writers of zip files leave it out.
      case 0: .file
      default: .other
      }
    let text = unsafe loaded_archive_entry_pathname(header)
    let name = unsafe text.map { unsafe String(cString: $0) } ?? ""
    let hasSize = unsafe loaded_archive_entry_size_is_set(header) != 0
    return ArchiveEntry(
      name: ArchiveEntry.plainName(name), kind: kind,
      size: hasSize ? unsafe Int(loaded_archive_entry_size(header)) : nil,
      isEncrypted: unsafe loaded_archive_entry_is_data_encrypted(header) != 0, isSparse: false)
  }

  private func failure(_ verb: StreamError.Verb, in place: String) -> StreamError {
    if let error = feed?.error { return error }
    let text = unsafe loaded_archive_error_string(handle).map { unsafe String(cString: $0) }
    let reason = text ?? "is no archive that can be read"
    return StreamError(place, verb, .damaged(reason.prefix(1).lowercased() + reason.dropFirst()))
  }
}

/// Feeds libarchive from a stream, and remembers what the stream threw.
@safe private final class ArchiveFeed {
  let source: any ByteSource
  let buffer: UnsafeMutableRawBufferPointer
  var error: StreamError?

  init(_ source: any ByteSource) {
    self.source = source
    unsafe buffer = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit {
    unsafe buffer.deallocate()
  }

  func fill() -> Int {
    do {
      var span = unsafe MutableRawSpan(_unsafeBytes: buffer)
      return try source.read(into: &span)
    } catch {
      self.error = error
      return -1
    }
  }
}

/// libarchive's read callback: points to bytes that stay valid until the next call.
private func readFromFeed(
  _: OpaquePointer?, _ client: UnsafeMutableRawPointer?,
  _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let client = unsafe client else { return -1 }
  let feed = unsafe Unmanaged<ArchiveFeed>.fromOpaque(client).takeUnretainedValue()
  unsafe bytes?.pointee = unsafe UnsafeRawPointer(feed.buffer.baseAddress)
  return feed.fill()
}
