internal import Glibc

/// A regular file as read-only memory, for as long as this value lives.
///
/// Pages are read when they are touched, so stepping over gigabytes costs nothing. A file that
/// another program truncates meanwhile ends this one with SIGBUS: map only what stays as it is.
@safe package struct MappedFile: ~Copyable, Sendable {
  // An address as a number, because a pointer would not be `Sendable`; the memory never changes.
  private let address: UInt
  private let count: Int

  private init(address: UInt, count: Int) {
    self.address = address
    self.count = count
  }

  deinit {
    if let start = unsafe UnsafeMutableRawPointer(bitPattern: address) {
      unsafe munmap(start, count)
    }
  }

  /// Maps the file at a path.
  package static func open(_ path: String) throws(FileError) -> MappedFile {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.system(errno: errno), path: path) }
    defer { close(descriptor) }
    return try MappedFile.map(descriptor, path: path)
  }

  /// Maps the whole file behind an open descriptor, which may be closed afterwards.
  ///
  /// The descriptor's position does not matter; `path` is how errors name the file.
  package static func map(_ descriptor: Int32, path: String) throws(FileError) -> MappedFile {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(.system(errno: errno), path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path: path) }
    // The system does not map nothing.
    guard status.st_size > 0 else { return MappedFile(address: 0, count: 0) }
    let start = unsafe mmap(nil, status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard unsafe start != MAP_FAILED else { throw FileError(.system(errno: errno), path: path) }
    return MappedFile(address: UInt(bitPattern: start), count: status.st_size)
  }

  /// The file's bytes, which cannot outlive this value.
  package var bytes: RawSpan {
    @_lifetime(borrow self) borrowing get {
      let memory = unsafe UnsafeRawBufferPointer(
        start: UnsafeRawPointer(bitPattern: address), count: count)
      let span = unsafe RawSpan(_unsafeBytes: memory)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
