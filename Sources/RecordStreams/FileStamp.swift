private import Glibc

/// What shows without reading it whether a file is still the one that it was.
package struct FileStamp: Sendable, Equatable {
  /// The file's size in bytes.
  package let bytes: Int
  /// When its bytes were last changed, in nanoseconds since 1970.
  package let modified: Int

  /// Looks at a regular file, links followed; `nil` if there is none.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    bytes = Int(status.st_size)
    let (seconds, overflow) = Int(status.st_mtim.tv_sec).multipliedReportingOverflow(
      by: 1_000_000_000)
    modified = overflow ? 0 : seconds &+ Int(status.st_mtim.tv_nsec)
  }

  /// The path without links and dots, which names the file from any folder; `nil` if there is none.
  package static func absolute(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
