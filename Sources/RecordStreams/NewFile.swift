internal import Glibc

/// A file that another library writes by its path, and that appears under its name when it is whole.
package enum NewFile {
  /// Makes a file, unless there is one.
  ///
  /// - Parameters:
  ///   - path: The file. Whoever makes it first wins; a file that is there stays as it is.
  ///   - make: Makes the file at a path in the same folder.
  /// - Throws: What `make` throws, and why the file cannot get its name.
  package static func appear(at path: String, made make: (String) throws -> Void) throws {
    guard PathKind(of: path) == nil else { return }
    let temporary = AtomicFile.temporaryPath(beside: path)
    unsafe unlink(temporary)
    defer { unsafe unlink(temporary) }
    try make(temporary)
    let opened = unsafe open(temporary, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw StreamError(path, .create, .system(errno)) }
    defer { close(opened) }
    guard fsync(opened) == 0 else { throw StreamError(path, .sync, .system(errno)) }
    // Unlike a rename, a link never takes the place of what another process has made meanwhile.
    guard unsafe link(temporary, path) == 0 || errno == EEXIST else {
      throw StreamError(path, .create, .system(errno))
    }
    try AtomicFile.syncFolder(of: path)
  }
}
