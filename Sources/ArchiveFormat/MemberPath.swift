private import RecordStreams

/// A path that goes on inside of an archive: `data.tar.gz/labels/gt.txt`.
package struct MemberPath: Sendable, Equatable {
  /// The path of the archive: the first file on the way.
  package let archive: String
  /// The path inside of it.
  package let member: String

  /// Splits a path where a file ends and the path inside of it begins; `nil` if no part of it but
  /// perhaps the whole is a file.
  package init?(_ path: String) {
    for slash in path.indices where path[slash] == "/" {
      let archive = String(path[..<slash])
      if PathKind(of: archive) == .file {
        self.archive = archive
        member = String(path[path.index(after: slash)...])
        return
      }
    }
    return nil
  }
}
