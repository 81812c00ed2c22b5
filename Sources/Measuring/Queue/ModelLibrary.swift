internal import ArchiveFormat
internal import ByteReading
package import GraphBuilding
internal import RecordStreams

/// Hands out the bytes of queued models, in any order and again and again.
///
/// What comes out of archives is kept, as far as there is room; models beyond that are read anew.
package final class ModelLibrary {
  private let stores: ModelStores
  private var archives: [String: FileStore] = [:]
  private var kept: [String: FileContents] = [:]
  private var room = 1 << 29

  /// Looks for models that records name in these stores.
  package init(_ stores: ModelStores) {
    self.stores = stores
  }

  /// The bytes of a model.
  ///
  /// - Throws: `ModelNotFound`, or why its file cannot be read.
  func contents(of model: QueuedModel) throws -> FileContents {
    switch model.place {
    case .contents(let contents): return contents
    case .named(let name, let source):
      return try keeping(name) { try stores.contents(of: name, namedBy: source) }
    case .path(let path):
      if PathKind(of: path) == .file { return .file(path: path) }
      guard let inside = MemberPath(path) else {
        return try keeping(path) { try stores.contents(of: path, namedBy: nil) }
      }
      return try keeping(path) {
        let store = try archives[inside.archive] ?? FileStore(path: inside.archive)
        archives[inside.archive] = store
        guard let contents = try store.contents(of: inside.member) else {
          throw ModelNotFound(model: inside.member, places: [inside.archive])
        }
        return contents
      }
    }
  }

  private func keeping(_ name: String, _ read: () throws -> FileContents) throws -> FileContents {
    if let contents = kept[name] { return contents }
    let contents = try read()
    if case .bytes(let bytes) = contents, bytes.count <= room {
      room -= bytes.count
      kept[name] = contents
    }
    return contents
  }
}
