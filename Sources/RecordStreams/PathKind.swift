private import Glibc

/// What a path names, links followed.
package enum PathKind: Sendable, Equatable {
  case file, folder
  /// A pipe, a device, a socket.
  case other

  /// Looks at a path; `nil` if it names nothing that can be looked at.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}
