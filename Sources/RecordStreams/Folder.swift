private import Glibc

/// A folder of the file system.
package enum Folder {
  /// The files below a folder, as paths that begin with the folder's, sorted by their bytes.
  ///
  /// Hidden entries are left out, and links to folders are not followed.
  ///
  /// - Throws: What could not be listed.
  package static func files(below path: String) throws(StreamError) -> [String] {
    var found: [String] = []
    var waiting = [path]
    while let folder = waiting.popLast() {
      for name in try names(in: folder) where !name.hasPrefix(".") {
        let entry = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        switch PathKind(of: entry) {
        case .file: found.append(entry)
        case .folder where !isLink(entry): waiting.append(entry)
        default: continue
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Creates a folder, and those on the way to it, where they are not there yet.
  package static func create(_ path: String) throws(StreamError) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let folder = String(path[..<end])
      guard unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw StreamError(folder, .create, .system(errno))
      }
    }
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func names(in path: String) throws(StreamError) -> [String] {
    guard let folder = unsafe opendir(path) else {
      throw StreamError(path, .open, .system(errno))
    }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
