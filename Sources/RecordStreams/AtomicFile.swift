internal import Glibc

/// A file that appears under its name when it is finished, and whole, or not at all.
///
/// Bytes go to a temporary file in the same folder. `finish` brings them to the disk and renames;
/// an `AtomicFile` that is let go of unfinished removes its temporary file, and whatever stood
/// under the name before stays as it was. A device or a pipe is written to directly.
package final class AtomicFile: ByteSink {
  package let name: String
  private let output: FileOutput
  /// Where the bytes wait, and what they become; `nil` for a device or a pipe.
  private let renaming: (temporary: String, final: String)?
  private var isFinished = false

  /// Creates the temporary file beside the file that it will become.
  package init(path: String) throws(StreamError) {
    name = path
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw StreamError(path, .create, .system(EISDIR))
    }
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      let opened = unsafe open(path, O_WRONLY | O_CLOEXEC)
      guard opened >= 0 else { throw StreamError(path, .open, .system(errno)) }
      output = FileOutput(borrowing: opened, name: path)
      renaming = nil
      return
    }
    // A symbolic link stays a link: what it points to is replaced.
    let final = exists ? Self.resolved(path) : path
    let (opened, temporary) = try Self.createTemporary(beside: final)
    if exists { fchmod(opened, status.st_mode & 0o7777) }
    output = FileOutput(borrowing: opened, name: path)
    renaming = (temporary, final)
  }

  deinit {
    close(output.descriptor)
    if !isFinished, let renaming { unsafe unlink(renaming.temporary) }
  }

  package func write(_ bytes: RawSpan) throws(StreamError) {
    try output.write(bytes)
  }

  package func flush() throws(StreamError) {
    try output.flush()
  }

  package func finish() throws(StreamError) {
    try output.flush()
    guard let renaming, !isFinished else { return }
    guard fsync(output.descriptor) == 0 else { throw StreamError(name, .sync, .system(errno)) }
    guard unsafe rename(renaming.temporary, renaming.final) == 0 else {
      throw StreamError(name, .rename, .system(errno))
    }
    isFinished = true
    try Self.syncFolder(of: renaming.final)
  }

  private static func createTemporary(
    beside path: String
  ) throws(StreamError) -> (descriptor: Int32, path: String) {
    for attempt in 0..<100 {
      let temporary = temporaryPath(beside: path, attempt: attempt)
      let opened = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 { return (opened, temporary) }
      guard errno == EEXIST else { throw StreamError(path, .create, .system(errno)) }
    }
    throw StreamError(path, .create, .system(EEXIST))
  }

  /// A name in the same folder, this process's own, for what is to become a file.
  static func temporaryPath(beside path: String, attempt: Int = 0) -> String {
    let (folder, file) = split(path)
    // A file name has at most 255 bytes.
    return "\(folder)/.\(file.prefix(60)).\(getpid())-\(attempt).partial"
  }

  /// Brings a file's name in its folder to the disk.
  static func syncFolder(of path: String) throws(StreamError) {
    let folder = split(path).folder
    let opened = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw StreamError(folder, .sync, .system(errno)) }
    defer { close(opened) }
    // Some file systems cannot sync a folder and say EINVAL; the rename stands all the same.
    guard fsync(opened) == 0 || errno == EINVAL else {
      throw StreamError(folder, .sync, .system(errno))
    }
  }

  private static func split(_ path: String) -> (folder: String, file: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
    let folder = slash == path.startIndex ? "/." : String(path[..<slash])
    return (folder, path[path.index(after: slash)...])
  }

  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
