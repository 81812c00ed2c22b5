package import ByteReading
package import RecordStreams

/// The files of a folder or an archive, looked up by name in whatever order a dataset names them.
///
/// A member of an archive is found by its whole name or by the end of it (`onnx/a.onnx` finds
/// `nnlqp/onnx/a.onnx`). Archives are read from front to back and never unpacked: files that come
/// before the one that is asked for wait in memory until it is their turn. A dataset whose order
/// resembles its archive's needs one pass and little memory; where it does not, what exceeds the
/// budget is dropped, and read again in another pass.
package final class FileStore {
  private enum Place {
    case folder(String)
    case archive(ArchiveShelf)
  }

  private let place: Place

  /// Opens a folder or an archive.
  ///
  /// - Parameters:
  ///   - path: The folder or the archive.
  ///   - isWanted: Whether a file may be asked for later; others are never kept.
  ///   - budget: The most bytes of waiting files to keep.
  /// - Throws: Why the archive cannot be opened.
  package init(
    path: String, keeping isWanted: @escaping (String) -> Bool = { _ in true },
    budget: Int = 1 << 29
  ) throws(StreamError) {
    place =
      if PathKind(of: path) == .folder {
        .folder(path)
      } else {
        .archive(try ArchiveShelf(path: path, keeping: isWanted, budget: budget))
      }
  }

  /// Returns the contents of a file, or `nil` if there is none of this name.
  ///
  /// Asking an archive twice for one file is allowed, and costs another pass.
  package func contents(of name: String) throws(StreamError) -> FileContents? {
    switch place {
    case .folder(let folder):
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard !name.hasPrefix("/"), !parts.contains("..") else {
        throw StreamError(name, .open, .damaged("the path leaves \(folder)"))
      }
      let path = "\(folder)/\(name)"
      return PathKind(of: path) == .file ? .file(path: path) : nil
    case .archive(let shelf):
      return try shelf.take(name).map { .bytes($0) }
    }
  }
}
