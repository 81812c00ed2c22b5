import ArchiveFormat
package import ByteReading
package import RecordStreams

/// Where model files that records name are looked for.
package final class ModelStores {
  private let stores: [FileStore]
  /// The places by name, for messages.
  private let names: [String]
  /// Whether the folder of the record's source and the current one are looked at.
  private let looksAround: Bool
  private var around: [String: FileStore] = [:]
  /// The file that was asked for last: a dataset names one model on several platforms in a row.
  private var latest: (name: String, contents: FileContents)?

  /// Opens folders and archives; without any, models are looked for beside the file that names
  /// them, and in the current folder.
  package init(_ paths: [String]) throws(StreamError) {
    names = paths
    looksAround = paths.isEmpty
    var stores: [FileStore] = []
    for path in paths { stores.append(try Self.open(path)) }
    self.stores = stores
  }

  /// Returns the file of a name.
  ///
  /// - Parameters:
  ///   - name: The path of the model, as the dataset writes it.
  ///   - source: The file that names it, where known: a path, or `archive.tar.gz/member`.
  /// - Returns: The file, not yet read if it is in a folder.
  /// - Throws: ``ModelNotFound``, or why a place cannot be read.
  package func contents(of name: String, namedBy source: String?) throws -> FileContents {
    if let latest, latest.name == name { return latest.contents }
    for store in stores + (looksAround ? try storesAround(source) : []) {
      if let contents = try store.contents(of: name) {
        latest = (name, contents)
        return contents
      }
    }
    throw ModelNotFound(model: name, places: looksAround ? placesAround(source) : names)
  }

  private static func open(_ path: String) throws(StreamError) -> FileStore {
    try FileStore(path: path, keeping: ModelFormat.isModel)
  }

  private func placesAround(_ source: String?) -> [String] {
    guard let source, let slash = source.lastIndex(of: "/") else { return ["."] }
    let folder = String(source[..<slash])
    if PathKind(of: folder) == .folder { return [folder, "."] }
    return archive(holding: folder).map { [$0, "."] } ?? ["."]
  }

  /// The file on the way down a path, if there is one.
  private func archive(holding path: String) -> String? {
    var end = path.endIndex
    while true {
      let prefix = String(path[..<end])
      if PathKind(of: prefix) == .file { return prefix }
      guard let slash = path[..<end].lastIndex(of: "/"), slash > path.startIndex else { return nil }
      end = slash
    }
  }

  private func storesAround(_ source: String?) throws(StreamError) -> [FileStore] {
    var stores: [FileStore] = []
    for place in placesAround(source) {
      if around[place] == nil { around[place] = try Self.open(place) }
      if let store = around[place] { stores.append(store) }
    }
    return stores
  }
}

/// A record names a model file that is nowhere to be found.
package struct ModelNotFound: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the model, as the record gives it.
  package let model: String
  /// Where it was looked for.
  package let places: [String]

  /// Names a model, and where it was looked for.
  package init(model: String, places: [String]) {
    self.model = model
    self.places = places
  }

  /// One line.
  package var description: String {
    "model \"\(model)\" is not in \(places.joined(separator: ", ")); expected a file of this name"
  }
}
